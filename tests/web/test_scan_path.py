"""A scan enters at most five Python modules.

Counting rule: the modules of `warehouse_app` in which code runs between the request and the answer of an upload with
one pick, less those that every authenticated request enters (measured by a ping: guard, errors, log) and less the
store's own machinery (`warehouse_app.store.*` counts as one: the place where a fact is kept). Constructors that
`dataclass` writes are no code of ours, and the hint on the sockets is given after the answer.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.web.conftest import Floor, Walk, floor_at

MOST = 5
HINT = {"warehouse_app.live"}


class Trail:
    """Which modules of ours run, on every thread that began after it was laid."""

    def __init__(self) -> None:
        self.entered: set[str] = set()
        threading.setprofile(self._note)
        sys.setprofile(self._note)

    def _note(self, frame: FrameType, event: str, _arg: Any) -> None:
        name = frame.f_globals.get("__name__", "")
        is_ours = name.startswith("warehouse_app.") and frame.f_code.co_filename != "<string>"
        if event == "call" and is_ours:
            self.entered.add("warehouse_app.store" if name.startswith("warehouse_app.store.") else name)

    def of(self, act: Callable[[], Any]) -> set[str]:
        """The modules one act enters."""
        self.entered.clear()
        act()
        return set(self.entered)

    def lift(self) -> None:
        threading.setprofile(None)
        sys.setprofile(None)


@pytest.fixture
def trail() -> Iterator[Trail]:
    laid = Trail()
    yield laid
    laid.lift()


@pytest.fixture
def walk(trail: Trail, tmp_path: Path) -> Iterator[Walk]:
    """On a floor whose writer thread was started under the trail."""
    floor: Floor = floor_at(tmp_path)
    yield floor.walk()
    floor.services.close()


def test_a_scan_enters_at_most_five_modules(trail: Trail, walk: Walk) -> None:
    walk.send(walk.pick())
    everybody = trail.of(lambda: walk.handheld.get("/api/v1/ping"))
    scan = trail.of(lambda: walk.send(walk.pick())) - everybody - HINT | {"warehouse_app.store"}
    assert "warehouse_app.domain.picking" in scan, "the trail saw the writer thread"
    assert len(scan) <= MOST, sorted(scan)
