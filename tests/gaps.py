"""The one way a test may not run: `need("chromium")` on a machine without it.

By hand the test is then left out, and the run ends with what was left out, why, and what would install it.
Under CI=true a lack is a failure: continuous integration has no gaps.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.tools.needs import NEEDS, install_command
from tests.tools.prepare import FINDINGS

_MARK = "not on this machine: "


def need(name: str) -> str:
    """The path of something the tests need, by its name in tests/tools/needs.py; without it this test does not run."""
    found = NEEDS[name].find()
    if found:
        return found
    reason = f"{_MARK}{name}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{NEEDS[name].what} is {reason}; in CI no test is left out")
    raise pytest.skip.Exception(reason)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """The last words before pytest's closing line: what could not run, and why."""
    yield
    lacks = Counter(name for report in terminalreporter.getreports("skipped") for name in _lacks(report))
    for line in _gaps(lacks):
        terminalreporter.write_line(line)


def _gaps(lacks: Counter[str]) -> Iterator[str]:
    if not lacks:
        yield "Not run: nothing was left out."
        return
    for name, count in sorted(lacks.items()):
        yield f"Not run: {count} test{'' if count == 1 else 's'}, because {NEEDS[name].what} is {_MARK.rstrip(': ')}."
    if problem := _problem():
        yield f"Installing it did not work: {problem}"
    command = install_command(lacks)
    yield f"This would install it: {command}" if command else "We know no package of it for this machine."


def _lacks(report: pytest.TestReport | pytest.CollectReport) -> Iterator[str]:
    where = report.longrepr
    reason = str(where[2]) if isinstance(where, tuple) else ""
    _, mark, name = reason.partition(_MARK)
    if mark and name in NEEDS:
        yield name


def _problem() -> str:
    try:
        return str(json.loads(FINDINGS.read_text(encoding="utf-8"))["problem"])
    except (OSError, ValueError, KeyError):
        return ""
