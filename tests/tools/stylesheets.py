"""Find what Chrome 109 does not know in a stylesheet: nesting, newer at-rules, colours and selectors."""

import re
from collections.abc import Iterator

NEWER = {
    r"@scope\b": 118,
    r"@starting-style\b": 117,
    r"@view-transition\b": 126,
    r"\bcolor-mix\(": 111,
    r"\b(?:ok)?l(?:ch|ab)\(": 111,
    r"\blight-dark\(": 123,
    r"\bsubgrid\b": 117,
    r":user-(?:in)?valid\b": 119,
    r":popover-open\b": 114,
    r":dir\(": 120,
    r"(?<![\w-])(?:round|mod|rem)\(": 125,
    r"(?<![\w-])(?:sin|cos|tan|atan2?|asin|acos|pow|sqrt|hypot|exp)\(": 111,
    r"\bcalc-size\(": 129,
    r"\banchor\(": 125,
    r"\bfield-sizing\s*:": 123,
    r"\banimation-timeline\s*:": 115,
    r"\ballow-discrete\b": 117,
    r":nth-(?:last-)?child\([^)]*\bof\b": 111,
}
_NEWER = [(re.compile(pattern), chrome) for pattern, chrome in NEWER.items()]
_SILENT = re.compile(r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)


def stylesheet_breaches(source: str) -> Iterator[tuple[int, str]]:
    """Line and reason; comments and quoted text do not count."""
    css = _SILENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source)
    for number, line in enumerate(css.splitlines(), 1):
        for pattern, chrome in _NEWER:
            found = pattern.search(line)
            if found:
                yield number, f"{found.group().rstrip('(: ')} came with Chrome {chrome}"
    yield from _nesting(css)


def _nesting(css: str) -> Iterator[tuple[int, str]]:
    """A rule that opens inside a style rule; inside @media and its like it is no nesting."""
    opened: list[bool] = []  # for each open brace: does it belong to a style rule?
    start = 0
    for brace in re.finditer(r"[{};]", css):
        if brace.group() == "{":
            prelude = css[start : brace.start()].strip()
            if any(opened) and not _is_keyframes_step(prelude):
                yield css.count("\n", 0, brace.start()) + 1, f"nesting came with Chrome 112: {prelude[:40]}"
            opened.append(not prelude.startswith("@"))
        elif brace.group() == "}" and opened:
            opened.pop()
        start = brace.end()


def _is_keyframes_step(prelude: str) -> bool:
    return bool(re.fullmatch(r"(?:from|to|[\d.]+%)(?:\s*,\s*(?:from|to|[\d.]+%))*", prelude))
