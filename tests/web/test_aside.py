"""Labels are drawn in a process beside the server: politely, and in the server itself where that one fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Floor
from warehouse_app.aside import NICE, Child
from warehouse_app.printing.designs import LabelProblem
from warehouse_app.printing.labels import label_pdf


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    yield made
    made.close()


def test_it_works_in_another_process_that_gives_way(child: Child) -> None:
    pid = child.run(os.getpid)
    assert pid == child.pid != os.getpid()
    assert child.run(os.nice, 0) == os.nice(0) + NICE
    assert child.run(os.getpid) == pid


def test_what_goes_wrong_there_is_said_here(child: Child) -> None:
    with pytest.raises(LabelProblem, match="there is no label design 'nothing'"):
        child.run(label_pdf, "nothing", {})
    assert child.run(divmod, 7, 2) == (3, 1)


def test_a_child_that_was_killed_is_followed_by_another(child: Child) -> None:
    first = child.run(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert child.run(os.getpid) not in (first, os.getpid())


@pytest.mark.parametrize("broken", [("false",), ("/no/such/program",), ("sleep", "60"), ("echo", "nothing of ours")])
def test_where_the_child_fails_the_server_does_it_itself(broken: tuple[str, ...]) -> None:
    child = Child(broken, patience_s=0.05)
    assert child.run(os.getpid) == os.getpid()
    assert child.pid is None


def test_it_ends_with_the_server_that_was_killed(tmp_path: Path) -> None:
    program = "import os, sys, time; from warehouse_app.aside import Child; c = Child(); print(c.run(os.getpid), flush=True); time.sleep(60)"  # noqa: E501
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        pid = int(server.stdout.readline())
        server.kill()
    until = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and _running(pid):
        assert time.monotonic() < until, "the child goes on without its server"
        time.sleep(0.02)


def _running(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def test_cards_drawn_beside_are_the_same_paper(floor: Floor, child: Child) -> None:
    office = floor.office("supervisor")
    here = office.get("/cards.pdf").data
    floor.services.aside = child
    assert office.get("/cards.pdf").data == here
    assert child.pid is not None
