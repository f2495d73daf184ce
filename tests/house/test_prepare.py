"""The preparation of a machine: it installs what is missing where that is its place, and says so where it is not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tools.report import ROOT

# Like the real one on a new machine: the first install fails because the lists are empty.
APT_GET = """#!/bin/sh
here=$(/usr/bin/dirname "$0")
echo "$@" >> "$here/apt.log"
case "$*" in
    *update*) : > "$here/lists" ;;
    *install*)
        [ -e "$here/lists" ] || { echo "E: Unable to locate package" >&2; exit 100; }
        [ ! -e "$here/closed" ] || { echo "E: Could not connect" >&2; exit 100; }
        for name in chromium redis-server strace; do
            : > "$here/$name"
            /bin/chmod +x "$here/$name"
        done ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A PATH with nothing on it but an apt-get."""
    program = tmp_path / "apt-get"
    program.write_text(APT_GET, encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def prepare(machine: Path, *, may_install: bool) -> tuple[str, dict[str, Any]]:
    """What it printed, and its findings."""
    call = (
        "import sys; from pathlib import Path; from tests.tools.prepare import main;"
        "main(Path(sys.argv[1]), may_install=bool(sys.argv[2]))"
    )
    findings = machine / "needs.json"
    ran = subprocess.run(
        [sys.executable, "-c", call, str(findings), "yes" if may_install else ""],
        cwd=ROOT,
        env=os.environ | {"PATH": str(machine), "HOME": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout, json.loads(findings.read_text(encoding="utf-8"))


def test_what_is_missing_is_installed_after_the_lists_were_fetched(machine: Path) -> None:
    said, findings = prepare(machine, may_install=True)
    asked = (machine / "apt.log").read_text(encoding="utf-8").splitlines()
    assert [line.split()[2] for line in asked] == ["install", "update", "install"]
    assert "chromium" in asked[0]
    assert findings["problem"] == ""
    assert "redis" not in findings["missing"]
    assert "chromium" not in findings["missing"]
    assert "prepare: installing " in said


def test_what_could_not_be_installed_is_kept_with_the_reason(machine: Path) -> None:
    (machine / "closed").touch()
    said, findings = prepare(machine, may_install=True)
    assert {"chromium", "redis"} <= set(findings["missing"])
    assert findings["problem"] == "apt-get install said: E: Could not connect"
    assert "E: Could not connect" in said


def test_elsewhere_the_one_command_is_printed_and_nothing_is_installed(machine: Path) -> None:
    said, findings = prepare(machine, may_install=False)
    assert "this would install it: sudo apt-get install --no-install-recommends chromium " in said
    assert {"chromium", "redis"} <= set(findings["missing"])
    assert not (machine / "apt.log").exists()


def test_node_inside_playwright_stands_in_for_a_machine_without_node(machine: Path) -> None:
    assert "node" not in prepare(machine, may_install=False)[1]["missing"]
