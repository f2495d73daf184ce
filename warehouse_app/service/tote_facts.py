"""Facts of a walk about totes rather than goods: a further one for an order, and taking that back."""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.facts import Event, Fact, Found, NewTote, PutBack, Undo
from warehouse_app.domain.picking import Conflict, Done, Invalid, Line, apply
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.put_back import follow_back, why_not_back


def applied(line: Line, fact: Fact, epoch: int, uow: UnitOfWork) -> Line | Conflict | Invalid:
    """The line after the fact, or why it does not count."""
    done = _taken_back(fact, line, uow)
    if done is not None and done.kind == "tote" and _holds_goods(line, done.event, uow):
        return Conflict("tote.not_empty")
    refused: Conflict | None = None
    if isinstance(fact, NewTote):
        refused = _why_not_bound(line, fact, uow)
    elif isinstance(fact, Found):  # what the server knows to lie in it may be more than the sheet said
        fact = replace(fact, known_m=uow.totes.inside(line.transfer, fact.tote).get(line.id, 0))
        refused = _why_not_there(line, fact, uow)
    elif isinstance(fact, PutBack):
        refused = why_not_back(line, fact, uow)
    return refused or apply(line, fact, epoch, done)


def follow_totes(event: Event, fact: Fact, line: Line | None, uow: UnitOfWork) -> None:
    """A new tote stands in the slot from now on, or does no longer; goods left one."""
    follow_back(event.id, fact, line, uow)
    if isinstance(fact, Undo):
        uow.totes.unbind(fact.event)
    elif isinstance(fact, NewTote) and line is not None and uow.totes.serving(line.transfer, fact.tote) is None:
        uow.totes.bind(line.transfer, fact.tote, event.id)


def _why_not_bound(line: Line, fact: NewTote, uow: UnitOfWork) -> Conflict | None:
    """It serves another order, or nobody knows it."""
    use = uow.totes.serving(line.transfer, fact.tote)
    if use is not None:
        return None if use.transfer == line.transfer else Conflict("tote.taken")
    return None if uow.totes.is_free(line.transfer, fact.tote) else Conflict("tote.unknown")


def _why_not_there(line: Line, fact: Found, uow: UnitOfWork) -> Conflict | None:
    use = uow.totes.serving(line.transfer, fact.tote)
    return None if use is not None and use.transfer == line.transfer else Conflict("tote.taken")


def _taken_back(fact: Fact, line: Line, uow: UnitOfWork) -> Done | None:
    if not isinstance(fact, Undo):
        return None
    return uow.journal.done(fact.event) or uow.totes.bound(fact.event, line.id)


def _holds_goods(line: Line, event: str, uow: UnitOfWork) -> bool:
    code = uow.totes.code_of(event)
    return code is not None and any(uow.totes.inside(line.transfer, code).values())
