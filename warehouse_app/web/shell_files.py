"""Which files the handheld's shell needs, found by following what its page, scripts and styles name.

The service worker keeps exactly these, so that a reload works without a network; a file forgotten here would be
a page that does not open in a dead corner of the hall. What only `import('./x.js')` names is not needed to walk a wave:
the worker fetches it later, behind the first load. So are other languages than English.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from warehouse_app.web.static_files import StaticTree

_SCRIPT = re.compile(
    r"""(?:\bfrom|\bimport)\s*["'](?P<module>\.{1,2}/[^"'\n]+)["']"""
    r"""|new\s+URL\(\s*["'](?P<url>\.{1,2}/[^"'\n]+)["']\s*,\s*import\.meta\.url"""
)
# What a page asks for when it is wanted: parts of scripts, and the letters that English does without.
_LATER = re.compile(r"""\bimport\s*\(\s*["'](?P<later>\.{1,2}/[^"'\n]+)["']""")
_STYLE = re.compile(
    r"""url\(\s*["']?(?P<url>(?![^"')#]*-more\.)[^"')#]+)["']?\s*\)|@import\s+["'](?P<sheet>[^"']+)["']"""
)
_MANIFEST = re.compile(r"""["']src["']\s*:\s*["'](?P<url>[^"']+)["']""")
_ENGLISH = "lang/pick.en.json"
_MORE = re.compile(r"""url\(\s*["']?(?P<url>[^"')#]*-more\.[^"')#]+)["']?\s*\)""")
_WANTED = {".js": _LATER, ".css": _MORE}
_NAMES = {".js": _SCRIPT, ".css": _STYLE, ".webmanifest": _MANIFEST}


def shell_files(page: str, tree: StaticTree) -> list[str]:
    """The addresses of every file this page starts with, its English wording too."""
    return [tree.url(name) for name in sorted(_first(page, tree))]


def later_files(page: str, tree: StaticTree) -> list[str]:
    """The addresses of what it may ask for afterwards: parts it loads when they are wanted, and other languages.

    The practice wave is such a part, in every language.
    """
    first = _first(page, tree)
    languages = {name for name in tree.files if name.startswith(("lang/pick.", "practice/"))}
    found = reachable(first | languages, tree)
    while more := {name for known in found for name in named_by(known, tree, _WANTED)} - found:
        found |= reachable(more, tree)
    return [tree.url(name) for name in sorted(found - first)]


def _first(page: str, tree: StaticTree) -> set[str]:
    start = re.findall(rf"/s/{tree.build}/([^\"'\s?#]+)", page)
    return reachable([*start, _ENGLISH], tree)


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


def named_by(name: str, tree: StaticTree, patterns: Mapping[str, re.Pattern[str]] | None = None) -> Iterator[str]:
    """The files that this one names: by these patterns of its kind, else those it cannot do without."""
    pattern = (_NAMES if patterns is None else patterns).get(posixpath.splitext(name)[1])
    if pattern is None:
        return
    for match in pattern.finditer(tree.text(name)):
        target = next(text for text in match.groups() if text)
        if not target.startswith(("data:", "/", "http:", "https:")):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
