"""Odoo itself: Debian's package of it, unpacked into the cache folder and never installed into the system.

The mirror is the one apt already uses; apt keeps a state of its own for this, so that the machine's is not touched.
"""

import os
import re
import shutil
from pathlib import Path

from tests.tools.odoo import shell
from tests.tools.odoo.places import Places, digest
from tests.tools.odoo.shell import Failed, run, say

MIRROR = "WAREHOUSE_ODOO_MIRROR"  # names a Debian mirror where apt's own sources have none
_SUITE = "sid"
_ODOO = "odoo-19"
# Without these Odoo's own web pages answer 500; over RPC it would do without.
_LOOKS = (
    "libjs-jquery libjs-jquery-form libjs-underscore fonts-font-awesome fonts-roboto-unhinted fonts-montserrat "
    "fonts-inconsolata fonts-glyphicons-halflings fonts-ocr-b"
)
RECIPE = digest(1, _SUITE, _ODOO, _LOOKS)


def is_ready(places: Places) -> bool:
    """Whether the package is there as this recipe wants it."""
    return places.stamp().get("package", {}).get("recipe") == RECIPE and places.program.exists()


def build(places: Places) -> str:
    """Debian's version of the unpacked Odoo, such as `19.0.20260101+dfsg-1`; empty where there is none."""
    return str(places.stamp().get("package", {}).get("build", ""))


def fetch(places: Places) -> None:
    """Downloads and unpacks. Raises Failed without apt, network or mirror; what was there before then stays."""
    say(f"fetching Debian's package {_ODOO} (about 120 MB)")
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise Failed("the real Odoo comes as a Debian package, and this machine has no apt-get and dpkg-deb")
    debs = places.root / "apt" / "debs"
    shutil.rmtree(debs, ignore_errors=True)
    debs.mkdir(parents=True)
    options = _own_state(places.root / "apt")
    shell.fetch(["apt-get", *options, "update"])
    shell.fetch(["apt-get", *options, "download", _ODOO, *_LOOKS.split()], cwd=debs)
    fresh = places.root / "package.new"
    shutil.rmtree(fresh, ignore_errors=True)
    for deb in sorted(debs.glob("*.deb")):
        run(["dpkg-deb", "-x", deb, fresh])
    found = run(["dpkg-deb", "-f", next(debs.glob(f"{_ODOO}_*.deb")), "Version"]).strip()
    shutil.rmtree(places.package, ignore_errors=True)
    fresh.replace(places.package)
    shutil.rmtree(places.root / "apt")
    places.note("package", {"recipe": RECIPE, "build": found})
    say(f"unpacked Odoo {found}")


def _own_state(folder: Path) -> list[str]:
    """apt's options for a private state and one source; reads the machine's proxy and certificate settings as ever."""
    for inner in ("lists/partial", "cache/archives/partial"):
        (folder / inner).mkdir(parents=True, exist_ok=True)
    source = folder / "sources.list"
    source.write_text(f"deb [signed-by={_keyring()}] {_mirror()} {_SUITE} main\n", encoding="utf-8")
    settings = {
        "Dir::Etc::SourceList": str(source),
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": str(folder / "lists"),
        "Dir::Cache": str(folder / "cache"),
        "APT::Sandbox::User": "root" if os.geteuid() == 0 else "",
        "APT::Update::Error-Mode": "any",  # else a mirror that is not there is a warning
        "APT::Update::Post-Invoke-Success": "",
        "Acquire::Languages": "none",
        "Acquire::Retries": "2",
        "Acquire::http::Timeout": "30",
    }
    return ["-q", *(word for name, value in settings.items() for word in ("-o", f"{name}={value}"))]


def _mirror() -> str:
    """The first Debian archive among apt's sources; security archives carry no suite of this name."""
    named = os.environ.get(MIRROR)
    if named:
        return named
    for found in re.finditer(r"^'([^']+?)/dists/", run(["apt-get", "update", "--print-uris"]), re.MULTILINE):
        if found[1].rstrip("/").endswith("/debian"):
            return found[1]
    raise Failed(f"apt has no Debian archive among its sources; name one in {MIRROR}")


def _keyring() -> Path:
    for pattern in ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg"):
        keyring = Path("/usr/share/keyrings") / pattern
        if keyring.exists():
            return keyring
    raise Failed("Debian's archive keys are missing: the package debian-archive-keyring has them")
