"""Goods that nobody wants any more go back to their place by scan: picks are reversed, and the case settles."""

from __future__ import annotations

from warehouse_app.domain.facts import Fact, PutBack
from warehouse_app.domain.picking import Conflict, Line
from warehouse_app.service.odoo_cases import back_key, still_to_put_back
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.take_out import take_out


def why_not_back(line: Line, fact: PutBack, uow: UnitOfWork) -> Conflict | None:
    """They lie elsewhere now, or are more than is too many."""
    if fact.location != line.location:
        return Conflict("pick.other_place")
    case = uow.cases.find(back_key(line.id))
    return None if case is not None and fact.qty_m <= case.facts["qty_m"] else Conflict("put_back.over")


def follow_back(event: str, fact: Fact, line: Line | None, uow: UnitOfWork) -> None:
    """What was picked of them is reversed; what is still too many stays the case's."""
    if not isinstance(fact, PutBack) or line is None:
        return
    take_out(line, None, fact.qty_m, event, uow)
    case = uow.cases.find(back_key(line.id))
    if case is not None:
        still_to_put_back(uow, case.w, line.id, case.facts["qty_m"] - fact.qty_m)


def out_of_place(line: Line, uow: UnitOfWork) -> None:
    """Its order is cancelled, and a fact that did not know came in: all that lies in a tote is to be put back."""
    case = uow.cases.find(back_key(line.id))
    if line.picked_m != (case.facts["qty_m"] if case is not None else 0):
        still_to_put_back(uow, uow.telling.about(line.transfer).w, line.id, line.picked_m)
