"""What a handheld's browser and our content policy cannot take. `python -m tests.tools.browsers [checkout]`.

The oldest scanners stay on a WebView of Chrome 109, so a feature that came later is a breach: on the device it is a
blank page, and no desktop shows it. The policy allows no inline script, handler or style, and modules import each other
by relative path only. Random ids come from `crypto.getRandomValues`: on plain http there is no `randomUUID`.

A token list, not a proof: `tests/browser/` runs what is written here, this check names what it uses too early.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tree_sitter import Node

from tests.tools import report
from tests.tools.functions import javascript_nodes
from tests.tools.markup import template_breaches
from tests.tools.stylesheets import stylesheet_breaches

# Objects' own functions, by the Chrome that brought them.
STATIC_CALLS = {
    "AbortSignal.any": 116,
    "Array.fromAsync": 121,
    "Error.isError": 134,
    "Iterator.from": 122,
    "Map.groupBy": 117,
    "Math.sumPrecise": 147,
    "Object.groupBy": 117,
    "Promise.try": 128,
    "Promise.withResolvers": 119,
    "RegExp.escape": 136,
    "URL.canParse": 120,
    "URL.parse": 126,
    "Uint8Array.fromBase64": 140,
    "Uint8Array.fromHex": 140,
    "document.startViewTransition": 111,
    "scheduler.yield": 129,
}
# Methods, by name alone: whatever they are called on.
METHODS = {
    "difference": 122,
    "getOrInsert": 145,
    "hidePopover": 114,
    "intersection": 122,
    "isDisjointFrom": 122,
    "isSubsetOf": 122,
    "isSupersetOf": 122,
    "isWellFormed": 111,
    "moveBefore": 133,
    "setHTMLUnsafe": 124,
    "showPopover": 114,
    "symmetricDifference": 122,
    "toReversed": 110,
    "toSorted": 110,
    "toSpliced": 110,
    "toWellFormed": 111,
    "togglePopover": 114,
    "transferToFixedLength": 114,
    "union": 122,
}
GLOBALS = {"DurationFormat", "Float16Array"}
UNSAFE = {
    "crypto.randomUUID": "needs https; ids come from crypto.getRandomValues",
    "document.write": "the content policy is there to stop it",
    "eval": "the content policy forbids it",
    "Function": "the content policy forbids it",
}


def check(root: Path) -> tuple[list[str], str]:
    """Breaches in our scripts, stylesheets and templates."""
    scripts = report.sources(root, "static/js", ".js")
    styles = report.sources(root, "static/css", ".css")
    pages = report.sources(root, "templates", ".html")
    breaches: list[str] = []
    for paths, find in ((scripts, script_breaches), (styles, stylesheet_breaches), (pages, template_breaches)):
        for path in paths:
            name = path.relative_to(root).as_posix()
            breaches += [f"{name}:{line}: {what}" for line, what in find(report.text(path))]
    return breaches, f"{len(scripts)} scripts, {len(styles)} stylesheets and {len(pages)} templates for Chrome 109"


def script_breaches(source: str) -> Iterator[tuple[int, str]]:
    """Line and reason of everything in a script that Chrome 109 lacks or the policy refuses."""
    for node in javascript_nodes(source):
        reason = _FINDERS[node.type](node) if node.type in _FINDERS else ""
        if reason:
            yield node.start_point[0] + 1, reason


def _text(node: Node | None) -> str:
    return node.text.decode() if node is not None and node.text else ""


def _member(node: Node) -> str:
    name = re.sub(r"\s+|\?(?=\.)", "", _text(node)).removeprefix("window.").removeprefix("globalThis.")
    if name in UNSAFE:
        return f"{name}: {UNSAFE[name]}"
    if name in STATIC_CALLS:
        return f"{name} came with Chrome {STATIC_CALLS[name]}"
    return ""


def _call(node: Node) -> str:
    called = node.child_by_field_name("function")
    method = _text(called.child_by_field_name("property")) if called is not None else ""
    if method in METHODS:
        return f".{method}() came with Chrome {METHODS[method]}"
    if method == "setAttribute" and re.match(r"\(\s*['\"]style['\"]", _text(node.child_by_field_name("arguments"))):
        return "a style attribute is refused by the content policy; use a class or element.style"
    return f"{_text(called)}: {UNSAFE[_text(called)]}" if _text(called) in ("eval", "Function") else ""


def _new(node: Node) -> str:
    name = _text(node.child_by_field_name("constructor")).rpartition(".")[2]
    if name == "Function":
        return f"new Function: {UNSAFE[name]}"
    return f"{name} is not in Chrome 109" if name in GLOBALS else ""


def _import(node: Node) -> str:
    code = _text(node)
    source = re.search(r"""(?:from\s*|^import\s*)['"]([^'"]+)['"]""", code)
    if re.search(r"\bwith\s*\{", code):
        return "import attributes came with Chrome 123"
    if source and not source.group(1).startswith(("./", "../")):
        return f"import '{source.group(1)}': relative imports only, there is no import map"
    return ""


def _assignment(node: Node) -> str:
    target = _text(node.child_by_field_name("left")).rpartition(".")[2]
    unsafe = target in ("innerHTML", "outerHTML")
    return f"{target} takes markup from text; build nodes or use textContent" if unsafe else ""


def _regex(node: Node) -> str:
    unknown = "v" in _text(node.child_by_field_name("flags"))
    return "the v flag of a regular expression came with Chrome 112" if unknown else ""


_FINDERS = {
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _assignment,
    "call_expression": _call,
    "export_statement": _import,
    "import_statement": _import,
    "member_expression": _member,
    "new_expression": _new,
    "regex": _regex,
}


if __name__ == "__main__":
    raise SystemExit(report.run("browsers", check))
