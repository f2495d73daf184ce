"""Where a run's time went, said at its end: how long each worker was at work, and with what it was longest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

SHOWN = 14


class Times:
    """Adds up what the workers report: seconds by worker, seconds and tests by group, else by folder."""

    def __init__(self) -> None:
        self.workers: defaultdict[str, float] = defaultdict(float)
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        node = getattr(report, "node", None)
        group = group_of(report.nodeid)
        self.workers[node.gateway.id if node else "here"] += report.duration
        self.seconds[group] += report.duration
        self.tests[group] += report.when == "call"

    def lines(self) -> Iterator[str]:
        """What is said of it; nothing of a run that was over at once."""
        if sum(self.workers.values()) < 60:
            return
        yield "At work: " + ", ".join(f"{name} {spent:.0f} s" for name, spent in sorted(self.workers.items()))
        longest = sorted(self.seconds, key=lambda name: -self.seconds[name])[:SHOWN]
        yield "Longest with: " + ", ".join(f"{one} {self.seconds[one]:.0f} s ({self.tests[one]})" for one in longest)


def group_of(nodeid: str) -> str:
    """`tests/web/test_x.py::test_y[z]@name` is of the group `name`, without one of the folder `tests/web`."""
    path, _, test = nodeid.partition("::")
    _, mark, group = test.rpartition("]")[2].rpartition("@")
    return group if mark else path.rpartition("/")[0]


def pytest_configure(config: pytest.Config) -> None:
    """The controller of several workers adds up."""
    if not hasattr(config, "workerinput"):
        config.stash[_KEY] = Times()
        config.pluginmanager.register(config.stash[_KEY])


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    yield
    for line in terminalreporter.config.stash[_KEY].lines():
        terminalreporter.write_line(line)


_KEY = pytest.StashKey[Times]()
