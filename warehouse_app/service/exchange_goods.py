"""Goods are sent for others that came back: for the same money, for more, which the customer pays, or for less.

Where it costs less, what came back stays in the refund and is lessened by it. Else nothing of it is refunded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.refunds import Part, without
from warehouse_app.service.close_wave import token
from warehouse_app.service.money_words import money_typed
from warehouse_app.service.office_events import journal
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.refunds import NewExchange, RefundNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refunds import open_refund, parts_of


@dataclass(frozen=True, slots=True)
class Exchange:
    """`line` is the return's. `price`: what all that is sent costs the customer, as typed; empty: as what came back."""

    refund: int
    line: int
    code: str
    price: str = ""


def exchange_goods(command: Exchange, by: Person, uow: UnitOfWork) -> None:
    """Something is sent for the goods of a line of the return.

    Raises:
        Refused: `refund.unknown`, `refund.decided`, `exchange.line` (nothing of it is to be refunded, or it is
            exchanged already), `exchange.goods` (nothing here is called so), `exchange.price`.
    """
    known = open_refund(command.refund, by, uow)
    mine = [part for part in parts_of(known) if part.line == command.line]
    if not mine or command.line in uow.returns.refunds.exchanged(known.return_):
        raise Refused("exchange.line")
    found = uow.returns.refunds.product(by.w, command.code) if command.code.strip() else None
    if found is None:
        raise Refused("exchange.goods", 400, {"code": command.code.strip()[:40] or "-"})
    back = sum(part.gross - part.less for part in mine)
    worth = _worth(command.price, back, known)
    more = max(worth - back, 0) if worth is not None else 0
    journal("exchange", {"entry": known.id, "line": command.line, "product": found[0], "amount": more}, by, uow)
    name = token("exchange", known.receipt, mine[0].sold, command.line)
    new = NewExchange(known.w, known.return_, command.line, found[0], _pieces(known, command.line, mine), mine[0].sold,
                      worth, more, name, by.id)  # fmt: skip
    made = uow.returns.refunds.exchange(new)
    uow.outbox.add(known.w, "create", f"exchange:{made}", {"what": "exchange"}, name)
    is_less = worth is not None and not more
    _keep_rest(known, _lessened(known, command.line, worth or 0) if is_less else without(parts_of(known), command.line),
               by, uow)  # fmt: skip


def _worth(text: str, back: int, known: RefundNow) -> int | None:
    """None where it costs as much as what came back."""
    if not text.strip():
        return None
    worth = money_typed(text, known.digits)
    if worth is None:
        raise Refused("exchange.price", 400)
    return None if worth == back else worth


def _pieces(known: RefundNow, line: int, mine: Sequence[Part]) -> int:
    """So many pieces came, which of a part of a kit is not what is credited of it."""
    pieces = [row for row in known.body.get("basis", {}).get("pieces", ()) if row["line"] == line]
    if any(row.get("pieces_m") is not None for row in pieces):
        return sum(int(row["pieces_m"] or 0) for row in pieces)
    return sum(part.qty_m for part in mine)


def _lessened(known: RefundNow, line: int, worth: int) -> tuple[Part, ...]:
    """What is sent is set off against the goods of the line, the first parts first."""
    parts, left = [], worth
    for part in parts_of(known):
        take = min(left, part.gross - part.less) if part.line == line else 0
        left -= take
        parts.append(replace(part, less=part.less + take))
    return tuple(parts)


def _keep_rest(known: RefundNow, rest: tuple[Part, ...], by: Person, uow: UnitOfWork) -> None:
    """The rest is still to be decided about; where nothing is left there is no refund."""
    amount = sum(part.gross - part.less for part in rest)
    body = dict(known.body) | {"parts": [asdict(part) for part in rest]}
    uow.returns.refunds.keep_rest(known.id, amount, body)
    if not amount:
        uow.returns.refunds.refuse(known.id, "NR-EXCHANGED", by.id)
    uow.changed("board", "refund", known.return_)
