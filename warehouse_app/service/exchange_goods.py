"""Goods are sent for others that came back: for the same money, for more, which the customer pays, or for less.

Where it costs less, what came back stays in the refund and is lessened by it. Else nothing of it is refunded. Above
somebody's limit, below the list price and for goods that two people have to look at a second person agrees first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from warehouse_app.domain import overrides as rules
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.exchanges import Swap, beyond
from warehouse_app.domain.refunds import Part, limit_of, may_second, without
from warehouse_app.service.close_wave import token
from warehouse_app.service.list_prices import Listed
from warehouse_app.service.money_words import money_text, money_typed
from warehouse_app.service.office_events import journal
from warehouse_app.service.overrides import Wish, may_go
from warehouse_app.service.ports.overrides import OverrideNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.refunds import NewExchange, RefundNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refunds import SWAP, check_stopped, limits_of, open_refund, parts_of, plain_body, waiting

WISHED = "OE-WISH"  # the reason where nobody gives another


@dataclass(frozen=True, slots=True)
class Exchange:
    """`line` is the return's. `price`: what all that is sent costs the customer, as typed; empty: as what came back.

    `listed` is what a piece of it costs by Odoo's list, None where Odoo did not say.
    """

    refund: int
    line: int
    code: str
    price: str = ""
    reason: str = ""
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class _Goods:
    """What is to be sent (product, name, thousandths) and for what: `parts` of the refund that cost `back`."""

    product: int
    name: str
    qty_m: int
    parts: Sequence[Part]
    back: int
    worth: int | None


def exchange_goods(command: Exchange, by: Person, uow: UnitOfWork) -> bool:
    """Something is sent for the goods of a line of the return. False: a second person has to agree first.

    Raises:
        Refused: `refund.unknown`, `refund.decided`, `refund.stopped` {case}, `exchange.line` (nothing of it is to be
            refunded, or it is exchanged already), `exchange.goods` (nothing here is called so), `exchange.price`, and
            what `may_go` refuses.
    """
    known = open_refund(command.refund, by, uow)
    check_stopped(known, uow)
    goods = _goods(command, known, by, uow)
    swap = Swap(goods.back, goods.back if goods.worth is None else goods.worth, _listed(command, known, goods))
    limit = limit_of(by.roles, limits_of(rules.EXCHANGE, by.w, uow))
    facts = _facts(command, known, goods, swap)
    measure = beyond(swap, limit, _asks(command.line, known))
    if may_go(Wish(rules.EXCHANGE, f"refund:{known.id}", by, command.reason or WISHED, measure, facts), uow):
        _send(command.line, goods, known, by, None, uow)
        return True
    wish = {"value": swap.value, "goods": goods.name, "qty_m": goods.qty_m}
    uow.returns.refunds.decide(known.id, "waiting", known.amount, plain_body(known) | {SWAP: wish}, None)
    uow.changed("board", "refund", known.return_)
    return False


def agree_to_exchange(asked: OverrideNow, maker: Person, by: Person, uow: UnitOfWork) -> None:
    """The second person agrees: theirs must reach as far, too.

    Raises:
        Refused: `override.not_yours`, `refund.decided`, and as `exchange_goods`.
    """
    known = waiting(asked, uow)
    if known is None or SWAP not in known.body:
        raise Refused("refund.decided")
    if not may_second(by.roles, limits_of(rules.EXCHANGE, by.w, uow), int(known.body[SWAP]["value"])):
        raise Refused("override.not_yours", 403)
    check_stopped(known, uow)
    known = replace(known, state="proposed", body=plain_body(known))
    uow.returns.refunds.decide(known.id, known.state, known.amount, known.body, None)
    facts = asked.facts
    command = Exchange(known.id, int(facts["line"]), str(facts["code"]), str(facts["price"]))
    _send(command.line, _goods(command, known, maker, uow), known, maker, by, uow)


def _goods(command: Exchange, known: RefundNow, by: Person, uow: UnitOfWork) -> _Goods:
    mine = [part for part in parts_of(known) if part.line == command.line]
    if not mine or command.line in uow.returns.refunds.exchanged(known.return_):
        raise Refused("exchange.line")
    found = uow.returns.refunds.product(by.w, command.code) if command.code.strip() else None
    if found is None:
        raise Refused("exchange.goods", 400, {"code": command.code.strip()[:40] or "-"})
    back = sum(part.gross - part.less for part in mine)
    worth = _worth(command.price, back, known)
    return _Goods(found[0], found[2], _pieces(known, command.line, mine), mine, back, worth)


def _send(line: int, goods: _Goods, known: RefundNow, by: Person, second: Person | None, uow: UnitOfWork) -> None:
    worth = goods.worth
    more = max(worth - goods.back, 0) if worth is not None else 0
    body = {"entry": known.id, "line": line, "product": goods.product, "amount": more}
    journal("exchange", body | {"second": second.id if second else None}, by, uow)
    name = token("exchange", known.receipt, goods.parts[0].sold, line)
    new = NewExchange(known.w, known.return_, line, goods.product, goods.qty_m, goods.parts[0].sold, worth, more, name,
                      by.id)  # fmt: skip
    made = uow.returns.refunds.exchange(new)
    uow.outbox.add(known.w, "create", f"exchange:{made}", {"what": "exchange"}, name)
    is_less = worth is not None and not more
    _keep_rest(known, _lessened(known, line, worth or 0) if is_less else without(parts_of(known), line), by, uow)


def _facts(command: Exchange, known: RefundNow, goods: _Goods, swap: Swap) -> Mapping[str, Any]:
    """What does it, and what says it to the second person."""

    def money(amount: int) -> str:
        return money_text(amount, known.currency, known.digits)

    doing = {"id": known.id, "line": command.line, "code": command.code, "price": command.price}
    listed = "" if swap.listed is None else money(swap.listed)
    said = {"order": known.order_name, "number": known.number, "goods": goods.name, "n_m": goods.qty_m}
    return doing | said | {"back": money(swap.back), "paid": money(swap.paid), "listed": listed}


def _asks(line: int, known: RefundNow) -> str:
    """Why two people look at the goods of this line; those of another line are another matter."""
    pieces = [row for row in known.body.get("basis", {}).get("pieces", ()) if row["line"] == line]
    is_good = bool(pieces) and all(row["grade"] in ("A", "B") for row in pieces)
    return "" if is_good else str(known.body.get("asks") or "")


def _listed(command: Exchange, known: RefundNow, goods: _Goods) -> int | None:
    """All of it by Odoo's list, in the order's minor units; None in another money."""
    if command.listed is None or command.listed[1] != known.currency:
        return None
    return command.listed[0] * goods.qty_m * int(10**known.digits) // 100_000


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
