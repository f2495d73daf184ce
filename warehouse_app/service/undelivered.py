"""What did not get into Odoo and waits for a person: tried again, or written off with a reason.

What was scanned stays as it is, whatever is done here: an entry is about telling, not about counting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from warehouse_app.domain import undelivered as rules
from warehouse_app.domain.errors import Refused
from warehouse_app.service.odoo_cases import differs_key
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.outbox import Entry
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork

NOTE_MAX = 200


@dataclass(frozen=True, slots=True)
class Settle:
    """How a person ends an entry: one of the reasons, and words of their own (a must for `...-OTHER`)."""

    entry: int
    reason: str
    note: str
    by: Person


def tell_again(id_: int, by: Person, uow: UnitOfWork) -> None:
    """It is told to Odoo once more, with whatever else waits about the same thing.

    Raises:
        Refused: `undelivered.unknown`, `undelivered.trying`, `undelivered.settled`.
    """
    entry = open_entry(id_, by, uow)
    for case in cases_about(entry, uow):
        uow.cases.note(case.id, "tried", by.id, {})
    uow.outbox.try_again(entry.subject)
    uow.changed("board", "odoo", entry.w)


def write_off(command: Settle, uow: UnitOfWork) -> None:
    """Odoo is never told of it, and nothing waits for that any longer.

    Raises:
        Refused: as `tell_again`, and `undelivered.no_write_off` (quantities), `undelivered.reason`,
            `undelivered.note`.
    """
    entry = open_entry(command.entry, command.by, uow)
    what = rules.kind_of(entry.kind, entry.subject)
    if not rules.may_write_off(what):
        raise Refused("undelivered.no_write_off")
    note = check_reason(command, "write_off", uow)
    end(entry, rules.WRITTEN_OFF, command, note, {}, uow)
    _let_go(what, entry, command, uow)


def open_entry(id_: int, by: Person, uow: UnitOfWork) -> Entry:
    """The entry, locked, if it still waits for a person.

    Raises:
        Refused: `undelivered.unknown`, `undelivered.trying` (or told by now), `undelivered.settled` (by whom).
    """
    entry = uow.outbox.entry(id_)
    if entry is None or entry.w != by.w:
        raise Refused("undelivered.unknown", 404)
    if entry.settled is not None:
        raise Refused("undelivered.settled", facts={"who": entry.by or "-"})
    if entry.state != "person":
        raise Refused("undelivered.trying")
    return entry


def check_reason(command: Settle, kind: str, uow: UnitOfWork) -> str:
    """The words beside the reason, in one line.

    Raises:
        Refused: `undelivered.reason`, `undelivered.note`.
    """
    note = " ".join(command.note.split())
    if command.reason not in uow.releasing.rules(kind, command.by.w):
        raise Refused("undelivered.reason", 400)
    is_missing = rules.needs_words(command.reason) and not note
    if is_missing or len(note) > NOTE_MAX or not note.isprintable():
        raise Refused("undelivered.note", 400, {"most": NOTE_MAX})
    return note


def end(entry: Entry, how: str, command: Settle, note: str, facts: Mapping[str, Any], uow: UnitOfWork) -> None:
    """The row is done by this person, and so are the exceptions about it, unless they are about another one too."""
    about = cases_about(entry, uow)
    uow.outbox.settle(entry.id, how, command.by.id, f"{command.reason} {note}".strip())
    still = {case.id for other in uow.outbox.stuck(entry.w) for case in cases_about(other, uow)} if about else set()
    for case in about:
        uow.cases.note(case.id, how, command.by.id, {"reason": command.reason, "note": note, **facts})
        if case.id not in still:
            uow.cases.resolve(case.id, how, command.by.id)
    uow.changed("board", "odoo", entry.w)


def cases_about(entry: Entry, uow: UnitOfWork) -> list[CaseNow]:
    """The exceptions about an entry that are not over."""
    what = rules.kind_of(entry.kind, entry.subject)
    if entry.subject.startswith("wave:"):
        own = uow.cases.of_wave(entry.about)
        return [case for case in own if rules.is_about(what, entry.about, entry.about, case.key, case.wave)]
    about = uow.packing.package(entry.about).transfer if what == "box" else entry.about
    found = [uow.cases.find(key) for key in rules.keys_of(what, about)]
    return [case for case in found if case is not None]


def _let_go(what: str, entry: Entry, command: Settle, uow: UnitOfWork) -> None:
    """What waited for it goes on without."""
    if what == "box":
        uow.outbox.hurry(f"transfer:{uow.packing.package(entry.about).transfer}")
    elif what == "count":
        uow.counts.drop(entry.about)
        asked = uow.cases.find(differs_key(uow.counts.get(entry.about)))
        if asked is not None and asked.status == "decided":
            uow.cases.resolve(asked.id, rules.WRITTEN_OFF, command.by.id)
    elif what == rules.CLOSE_WAVE:
        wave = uow.floor.wave(entry.about)
        if wave is not None and wave.state == "walked":
            uow.floor.save_wave(replace(wave, state="closed"))
            uow.changed("board", "wave", wave.id)
