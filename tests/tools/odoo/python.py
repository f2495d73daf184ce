"""The Python Odoo runs on: a virtualenv of its own, because Debian's package counts on Debian's Python packages."""

import os
import shutil
import sys

from tests.tools.odoo.places import Places, digest
from tests.tools.odoo.shell import Failed, fetch, run, say

_NEWEST = (3, 13)
_NEEDS = (
    "asn1crypto babel cbor2 chardet cryptography python-dateutil docutils geoip2 gevent greenlet idna Jinja2 libsass "
    "lxml lxml-html-clean MarkupSafe num2words ofxparse openpyxl passlib Pillow polib psutil psycopg2-binary pyopenssl "
    "PyPDF2<3 pypdf pyserial python-stdnum pytz pyusb qrcode reportlab requests rjsmin urllib3 vobject Werkzeug<3.1 "
    "xlrd XlsxWriter xlwt zeep python-magic freezegun"
)  # PyPDF2 3 breaks Odoo's sale module
RECIPE = digest(1, _NEEDS)


def is_ready(places: Places) -> bool:
    """Whether the virtualenv is there as this recipe wants it, and its Python was not removed from the machine."""
    return places.stamp().get("python", {}).get("recipe") == RECIPE and places.python.exists()


def make(places: Places) -> None:
    """Makes the virtualenv. Raises Failed without a fitting Python or a package index; what was there then stays."""
    program, folder, fresh = _interpreter(), places.root / "venv", places.root / "venv.new"
    say(f"making Odoo's virtualenv with {program}")
    shutil.rmtree(fresh, ignore_errors=True)
    run([program, "-m", "venv", fresh])
    python = fresh / "bin" / "python"  # the one program of it that we start; it does not mind the folder's new name
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", "--no-compile"]
    fetch([*pip, "--prefer-binary", *_NEEDS.split()])
    version = run([python, "-c", "import odoo, sys; print(sys.version.split()[0])"], env=environment(places)).strip()
    shutil.rmtree(folder, ignore_errors=True)
    fresh.replace(folder)
    places.note("python", {"recipe": RECIPE, "version": version})


def environment(places: Places) -> dict[str, str]:
    """What each start of Odoo needs in its environment: Odoo is not installed into its virtualenv."""
    return {"PYTHONPATH": str(places.modules), "TZ": "UTC"}


def _interpreter() -> str:
    """Our own Python where Odoo runs on it, else an older one of the machine."""
    if sys.version_info[:2] <= _NEWEST:
        return sys.executable
    for name in ("python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found and os.access(found, os.X_OK):
            return found
    raise Failed(f"Odoo 19 needs Python 3.11 to {_NEWEST[0]}.{_NEWEST[1]}, and none was found")
