"""Somebody on the floor calls a supervisor: an exception of its own that rings at once, until the help is there.

There is one call of a person at a time: called again it is the same one, with a line more in its history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.cases import Finding
from warehouse_app.service.looking import Looker, age_text
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import CaseRow, Views

TYPE = "FUL-HELP"
WORDS = ("word", "why", "called", "comes", "waits", "stands", "key_call", "key_again", "key_over", "ended", "unsure",
         "unsure_why", "scan")  # fmt: skip
PLACE_MAX = 40


@dataclass(frozen=True, slots=True)
class Call:
    """`place` is the code or barcode of where they stand, empty where nobody knows; `wave` the one in hand.

    `desk`: the bench or desk that calls, which stands in one place; it counts where no other place is known.
    """

    by: Person
    place: str = ""
    wave: int | None = None
    desk: Device | None = None


def help_key(person: int) -> str:
    """The finding key of somebody's call."""
    return f"{TYPE}|help|{person}"


def call_help(command: Call, uow: UnitOfWork) -> int:
    """A supervisor is called; the exception's id. A place or a wave that is none of this warehouse is left out."""
    by = command.by
    at = _where(command, uow)
    wave = uow.floor.wave(command.wave) if command.wave is not None else None
    mine = wave if wave is not None and wave.w == by.w else None
    facts: dict[str, Any] = {"by": by.name, "about": "at" if at else "help", "wave": mine.number if mine else ""}
    facts |= {"location": at} if at else {}
    finding = Finding(help_key(by.id), TYPE, by.w, wave=mine.id if mine else None, facts=facts)
    case = open_case(finding, uow, by.id)
    uow.changed("board", "case", case)
    return case


def _where(command: Call, uow: UnitOfWork) -> str:
    found = uow.sending.place(command.by.w, command.place) if command.place.strip() else None
    if found is not None:
        return found[1]
    return (uow.printing.station_of(command.desk.id) or command.desk.name) if command.desk is not None else ""


def no_more_help(by: Person, uow: UnitOfWork) -> None:
    """Help is there, or no longer needed: whoever called says so, and nobody has to close it."""
    case = uow.cases.find(help_key(by.id))
    if case is not None:
        uow.cases.resolve(case.id, "helped", by.id)
        uow.changed("board", "case", case.id)


def help_page(views: Views, by: Person, look: Looker) -> dict[str, Any]:
    """{open, words}: `open` has {number, age, comes, place} of this person's call, or is None."""
    key = help_key(by.id)
    mine = next((case for case in views.open_cases(by.w) if case.key == key), None)
    return {
        "open": _open(mine, look) if mine is not None else None,
        "words": {name: look.say(f"help.{name}") for name in WORDS},
    }


def _open(case: CaseRow, look: Looker) -> dict[str, Any]:
    return {
        "number": case.number,
        "age": age_text(look.now - case.opened_at, look.say),
        "comes": case.taken_by or "",
        "place": case.facts.get("location") or "",
    }
