"""`make test` calls this first: what the tests need besides Python is found, and installed where that is our place.

Root on a machine with apt-get (a container, a CI runner): what is missing is installed. Elsewhere the one command that
would install it is printed, and the tests go on without; those that cannot run are listed at the end.
What was found, and why something could not be installed, is kept in `.needs.json` for that list.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.tools.needs import NEEDS, install_command
from tests.tools.report import ROOT

FINDINGS = ROOT / ".needs.json"
_LONGEST = 900  # seconds; a browser with its libraries over a slow line
# Waits for another apt of the machine, asks a mirror again, and keeps files that somebody changed, without a question.
_PATIENTLY = (
    *("-o", "DPkg::Lock::Timeout=180", "-o", "Acquire::Retries=3", "-o", "Acquire::http::Timeout=30"),
    *("-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold"),
)
_QUIETLY = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_SUSPEND": "1"}


def main(findings: Path = FINDINGS, *, may_install: bool | None = None) -> int:
    """Prepare the machine; a lack is not an error here."""
    missing = _missing()
    may_install = _is_ours() if may_install is None else may_install
    problem = _install(missing) if missing and may_install else ""
    missing = _missing() if missing else []
    findings.write_text(json.dumps({"missing": missing, "problem": problem}, indent=2) + "\n", encoding="utf-8")
    for line in _verdict(missing, problem):
        _say(line)
    return 0


def _verdict(missing: list[str], problem: str) -> list[str]:
    if not missing:
        return ["the machine has everything the tests need."]
    command = install_command(missing)
    return [
        f"not on this machine: {', '.join(NEEDS[name].what for name in missing)}. {problem}".rstrip(),
        f"this would install it: {command}" if command else "we know no package of it for this machine.",
    ]


def _missing() -> list[str]:
    return [name for name, need in NEEDS.items() if not need.find()]


def _is_ours() -> bool:
    """A machine to install on: a container or a runner, where we are root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(names: list[str]) -> str:
    """Install what is missing; answers with what went wrong, or nothing."""
    packages = [package for name in names for package in NEEDS[name].debian.split()]
    if not packages:
        return ""
    _say(f"installing {', '.join(packages)} (apt-get) ...")
    wanted = ["install", "--yes", "--no-install-recommends", *packages]
    if not _apt(*wanted):  # the usual reason: the lists are empty or old
        return ""
    return _apt("update") or _apt(*wanted)


def _apt(verb: str, *arguments: str) -> str:
    """What apt-get complained of; empty when it did its work."""
    command = ["apt-get", "--quiet", "--quiet", verb, *_PATIENTLY, *arguments]
    try:
        ran = subprocess.run(
            command,
            env=os.environ | _QUIETLY,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return f"apt-get {verb} took longer than {_LONGEST} seconds."
    if ran.returncode == 0:
        return ""
    last = (ran.stderr.strip() or ran.stdout.strip() or "no reason given").splitlines()[-1]
    return f"apt-get {verb} said: {last}"


def _say(text: str) -> None:
    print(f"prepare: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
