"""Somebody who settles what Odoo did not take, and an Odoo that does not take it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.test_count import on_a_wave
from tests.worker.yard import Picker, Yard
from warehouse_app.demo import Flaky
from warehouse_app.domain.errors import Refused
from warehouse_app.service.accept_odoo import accept
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, WantedTransfer
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.undelivered import UndeliveredRow
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.undelivered import Settle, tell_again, write_off


class Refusing:
    """An Odoo that says no to whatever is written to quantities; reading goes on."""

    def __init__(self, odoo: Odoo) -> None:
        self._odoo = odoo

    def __getattr__(self, name: str) -> Any:
        return getattr(self._odoo, name)

    def reconcile(self, wanted: list[WantedTransfer]) -> Any:
        raise OdooRefused(f"{len(wanted)} will not do")


def refusing(yard: Yard, *names: str) -> None:
    """From now on Odoo refuses these calls."""
    yard.port = Flaky(yard.rig.odoo, 1, refused=1, unreachable=0, lost=0, only=frozenset(names)).port


def walked(yard: Yard, pieces: int, picked_pieces: int | None = None, again: bool = True) -> tuple[Picker, int]:
    """One order, so many pieces of it picked; the transfer's id in Odoo."""
    order = yard.order({0: pieces})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    picker.pick(picker.lines[0], (picked_pieces or pieces) * 1000)
    picker.send()
    return picker, yard.floor(order).odoo_id


def sam(yard: Yard, name: str = "Sam") -> Person:
    yard.store.write(ship_rules)
    known = yard.store.write(lambda uow: uow.people.by_badge(f"B-{name}"))
    return known or yard.store.write(
        lambda uow: uow.people.add(yard.w, name, f"B-{name}", None, None, None, ["supervisor"])
    )


def entries(yard: Yard) -> list[UndeliveredRow]:
    return yard.store.read(lambda views: views.undelivered(yard.w))


def only(yard: Yard) -> UndeliveredRow:
    (entry,) = entries(yard)
    return entry


def accepts(yard: Yard, entry: int, reason: str = "AC-COUNTED", note: str = "", who: str = "Sam") -> None:
    accept(Settle(entry, reason, note, sam(yard, who)), yard.store, yard.port)


def writes_off(yard: Yard, entry: int, reason: str = "WO-BYHAND", note: str = "", who: str = "Sam") -> None:
    command = Settle(entry, reason, note, sam(yard, who))
    yard.store.write(lambda uow: write_off(command, uow))


def tries(yard: Yard, entry: int) -> None:
    by = sam(yard)
    yard.store.write(lambda uow: tell_again(entry, by, uow))


def key_of(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, Any]:
    return refused.value.key, refused.value.facts.get("who")


def history(yard: Yard, case: int = 1) -> list[tuple[str, str | None, str | None]]:
    steps = yard.store.read(lambda views: views.case_steps([case]))
    return [(step.kind, step.person, step.facts.get("reason")) for step in steps]


def journal(yard: Yard, picker: Picker) -> list[tuple[str | None, str, str | None]]:
    rows = yard.store.read(lambda views: views.events(picker.sheet["wave"]))
    return [(row.kind, row.verdict, row.person) for row in rows]


def foreign(yard: Yard, ours: int, theirs: int, pieces: int = 5) -> tuple[Picker, int]:
    """Scanned, and before Odoo hears of it somebody writes another quantity there."""
    picker, transfer = walked(yard, pieces, ours)
    yard.rig.someone_picks(transfer, theirs)
    yard.settle()
    return picker, transfer


def noted(yard: Yard) -> Picker:
    """A walk that is over, so that Odoo is to hear who walked."""
    picker = on_a_wave(yard, orders=1)
    picker.pick_all()
    yard.settle()
    return picker
