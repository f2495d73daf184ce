"""A lot or a note that was told behind a short: it stands in the history of its exception."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from warehouse_app.domain.facts import Event
from warehouse_app.domain.findings import short_key
from warehouse_app.domain.short_more import parse_more
from warehouse_app.service.judging import Judged
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork


def read_more(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of such an event. Raises Malformed."""
    fact = parse_more(event)

    def judge() -> Judged:
        told = uow.journal.done(fact.event)
        if told is None or told.kind != "short":
            return Judged("invalid", "undo.unknown")
        case = uow.cases.find(short_key(told.line))
        if case is not None and case.w == device.w:
            typed = " · ".join(one for one in (fact.lot, fact.note) if one)
            facts = {"words": typed, "says": fact.says or ""}
            uow.cases.note(case.id, KINDS[bool(fact.lot)], event.person, facts)
            uow.changed("board", "case", case.id)
        line = uow.floor.line(told.line)
        about = (told.line, line.transfer) if line is not None else (None, None)
        return replace(Judged("accepted", then=_nothing_more), about=about)

    return judge


KINDS = {True: "short_lot", False: "short_note"}


def _nothing_more() -> None:
    """All is done when it is judged."""
