"""Find what our content policy refuses, or Chrome 109 lacks, in a Jinja template."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_DATA_BLOCKS = {"application/json", "application/manifest+json"}
_NEWER = {
    "closedby": 134,
    "command": 135,
    "commandfor": 135,
    "popover": 114,
    "popovertarget": 114,
    "popovertargetaction": 114,
}


def template_breaches(source: str) -> Iterator[tuple[int, str]]:
    """Line and reason. Jinja's own tags are blanked first, so that what they print never counts as markup."""
    parser = _Markup()
    parser.feed(_JINJA.sub(lambda found: "\n" * found.group().count("\n") or "x", source))
    parser.close()
    yield from parser.breaches


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.breaches: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style":
            self._breach("<style>: styles live in static/css")
        if tag == "script" and "src" not in given and given.get("type") not in _DATA_BLOCKS:
            self._breach("<script> without src: scripts live in static/js")
        if given.get("type") == "importmap":
            self._breach("an import map is an inline script; relative imports only")
        for name, value in attrs:
            self._attribute(name, value or "")

    def _attribute(self, name: str, value: str) -> None:
        if name == "style":
            self._breach("a style attribute is refused by the content policy; use a class")
        elif re.fullmatch(r"on[a-z]+", name):
            self._breach(f"{name}=: listen in a module instead")
        elif name in _NEWER:
            self._breach(f"the attribute {name} came with Chrome {_NEWER[name]}")
        elif value.lstrip().lower().startswith("javascript:"):
            self._breach(f"{name}=javascript: is an inline script")

    def _breach(self, what: str) -> None:
        self.breaches.append((self.getpos()[0], what))
