"""A supervisor beside the floor: answers shorts as the board would."""

from __future__ import annotations

from typing import Any

from tests.worker.yard import Ground, Picker
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork


def short_of(picker: Picker, line: dict[str, Any], missing_m: int) -> None:
    """What is there is picked, the rest told as missing, and sent."""
    if there_m := line["demand_m"] - missing_m:
        picker.pick(line, there_m)
    picker.short(line, missing_m)
    assert set(picker.send()) == {"accepted"}


def shorts(ground: Ground) -> list[int]:
    """The cases that are not over."""
    return [row.id for row in ground.store.read(lambda views: views.open_cases(ground.w)) if row.type == "FUL-SHORT"]


def answer(ground: Ground, what: str, place: str = "", case: int | None = None) -> None:
    """To the one short there is, or to this one."""
    if case is None:
        (case,) = shorts(ground)

    def say(uow: UnitOfWork) -> None:
        decide(Decide(case, what, _sam(ground, uow), place, granted=True), uow)

    ground.store.write(say)


def decided(ground: Ground) -> list[tuple[str, str | None]]:
    """(type, answer) of the cases that are not over."""
    return [(row.type, row.decision) for row in ground.store.read(lambda views: views.open_cases(ground.w))]


def _sam(ground: Ground, uow: UnitOfWork) -> Person:
    known = uow.people.by_badge("B-SAM")
    return known or uow.people.add(ground.w, "Sam", "B-SAM", None, None, None, ["supervisor"])
