"""Which files the handheld's shell needs, found by following what its page, scripts and styles name.

The service worker keeps exactly these, so that a reload works without a network; a file forgotten here would be
a page that does not open in a dead corner of the hall.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from warehouse_app.web.static_files import StaticTree

_SCRIPT = re.compile(
    r"""(?:\bfrom|\bimport)\s*\(?\s*["'](?P<module>\.{1,2}/[^"'\n]+)["']"""
    r"""|new\s+URL\(\s*["'](?P<url>\.{1,2}/[^"'\n]+)["']\s*,\s*import\.meta\.url"""
)
_STYLE = re.compile(r"""url\(\s*["']?(?P<url>[^"')#]+)["']?\s*\)|@import\s+["'](?P<sheet>[^"']+)["']""")
_MANIFEST = re.compile(r"""["']src["']\s*:\s*["'](?P<url>[^"']+)["']""")
_NAMES = {".js": _SCRIPT, ".css": _STYLE, ".webmanifest": _MANIFEST}


def shell_files(page: str, tree: StaticTree) -> list[str]:
    """The addresses of every file of this page, and its wording in all languages (a person's is known later)."""
    start = re.findall(rf"/s/{tree.build}/([^\"'\s?#]+)", page)
    languages = [name for name in tree.files if name.startswith("lang/pick.")]
    return [tree.url(name) for name in sorted(reachable(start + languages, tree))]


def reachable(start: Iterable[str], tree: StaticTree) -> set[str]:
    """These files and all they name, directly or not; names that are no file of ours are in it too."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += named_by(name, tree)
    return found


def named_by(name: str, tree: StaticTree) -> Iterator[str]:
    """The files that this one names."""
    pattern = _NAMES.get(posixpath.splitext(name)[1])
    if pattern is None:
        return
    for match in pattern.finditer(tree.text(name)):
        target = next(text for text in match.groups() if text)
        if not target.startswith(("data:", "/", "http:", "https:")):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
