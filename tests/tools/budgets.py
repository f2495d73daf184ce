"""The budgets on size. `python -m tests.tools.budgets [checkout]` prints each breach and exits 1 on one.

What is counted
    Files: `*.py` under warehouse_app/ and `*.js` under static/js/. Not counted: Alembic's migrations, vendored files.
    Lines of a file are physical lines: code, comments, docstrings and blank lines alike.
    The median is taken per language, over files that have at least one line.
    Lines of a function run from its `def` (or its JavaScript head) to its last line, docstring included and
    decorators not. A function inside a function counts by itself and inside the outer one.
    Python's lambda, a one-line arrow with a bare expression, and a stub without a body are not functions here.

What is allowed
    A file: 300 lines; the median file: 80. A function: 40 lines; the median function: 8.
"""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.tools import report
from tests.tools.functions import Function, javascript_functions, python_functions

FILE, MEDIAN_FILE = 300, 80
FUNCTION, MEDIAN_FUNCTION = 40, 8


class Part(NamedTuple):
    """One language of the checkout, and how its functions are found."""

    language: str
    folder: str
    suffix: str
    functions: Callable[[str], list[Function]]


PARTS = (
    Part("Python", "warehouse_app", ".py", python_functions),
    Part("JavaScript", "static/js", ".js", javascript_functions),
)


def check(root: Path) -> tuple[list[str], str]:
    """The breaches of a checkout, one line each, and a summary of its sizes."""
    breaches: list[str] = []
    sizes: list[str] = []
    for part in PARTS:
        found, summary = _check_part(root, part)
        breaches += found
        sizes.append(summary)
    return breaches, "; ".join(sizes)


def _check_part(root: Path, part: Part) -> tuple[list[str], str]:
    breaches: list[str] = []
    files: list[int] = []
    functions: list[int] = []
    for path in report.sources(root, part.folder, part.suffix):
        source, name = report.text(path), path.relative_to(root).as_posix()
        lines = len(source.splitlines())
        found = part.functions(source)
        breaches += _too_long(name, lines, found)
        functions += [function.lines for function in found]
        files += [lines] if lines else []
    breaches += _median_breach(f"{part.language} files", files, MEDIAN_FILE)
    breaches += _median_breach(f"{part.language} functions", functions, MEDIAN_FUNCTION)
    return breaches, f"{part.language} {_sizes('files', files)}, {_sizes('functions', functions)}"


def _too_long(name: str, lines: int, functions: list[Function]) -> list[str]:
    breaches = [f"{name}: {lines} lines, {FILE} allowed"] if lines > FILE else []
    return breaches + [
        f"{name}:{function.line}: {function.name} has {function.lines} lines, {FUNCTION} allowed"
        for function in functions
        if function.lines > FUNCTION
    ]


def _median_breach(what: str, sizes: list[int], allowed: int) -> list[str]:
    if not sizes or median(sizes) <= allowed:
        return []
    return [f"{what}: the median has {median(sizes):g} lines, {allowed} allowed"]


def _sizes(what: str, sizes: list[int]) -> str:
    return f"{len(sizes)} {what} (median {median(sizes):g}, longest {max(sizes)})" if sizes else f"no {what}"


if __name__ == "__main__":
    raise SystemExit(report.run("budgets", check))
