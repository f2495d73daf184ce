"""Refunds and exchanges as use cases see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from warehouse_app.service.ports.refunds import ExchangeNow, NewExchange, NewRefund, RefundNow
from warehouse_app.store import tables as t

_f, _x, _r, _p = t.refund.c, t.exchange.c, t.return_.c, t.product.c
_OPEN = ("proposed", "stuck", "none")  # what is reckoned again as long as nobody has decided
_worker, _second = t.person.alias(), t.person.alias()
_NOW: Any = (
    select(
        _f.id, _f.w, _f["return"], _r.number, t.order.c.odoo_id, t.order.c.name, _r.order, _r.odoo_id,
        t.shipped.c.odoo_id, _f.state, _f.currency, _f.digits, _f.amount, _f.proposed, _f.credited, _f.body, _f.token,
        _f.odoo_id, func.coalesce(_worker.c.name, ""), func.coalesce(_second.c.name, ""),
    )
    .join(t.return_, _r.id == _f["return"])
    .join(t.order, t.order.c.id == _r.order)
    .outerjoin(t.shipped, t.shipped.c.id == _r.shipped)
    .outerjoin(_worker, _worker.c.id == _f.person)
    .outerjoin(_second, _second.c.id == _f.second)
    .where(_f.id == bindparam("own"))
    .with_for_update(of=t.refund)
)  # fmt: skip
_EXCHANGE: Any = (
    select(
        _x.id, _x.w, _x["return"], _r.number, t.order.c.odoo_id, t.order.c.name, _r.odoo_id, _x.sold, _p.odoo_id,
        _p.name, _x.qty_m, _x.token, func.coalesce(_worker.c.name, ""), _x.transfer_id, _x.more,
        _x.worth.is_not(None) & (_x.more == 0),
    )
    .join(t.return_, _r.id == _x["return"])
    .join(t.order, t.order.c.id == _r.order)
    .join(t.product, _p.id == _x.product)
    .outerjoin(_worker, _worker.c.id == _x.person)
    .where(_x.id == bindparam("own"))
    .with_for_update(of=t.exchange)
)  # fmt: skip
_STOPS = (
    select(t.case.c.id, t.case.c.number, t.case.c.facts)
    .where(
        t.case.c.w == bindparam("w"),
        t.case.c.status != "resolved",
        t.case.c.type.in_(bindparam("types", expanding=True)),
    )
    .order_by(t.case.c.id)
)
_BY_CODE = (
    select(_p.id, _p.odoo_id, _p.name)
    .outerjoin(t.code, (t.code.c.ref == _p.id) & (t.code.c.kind == "product"))
    .where(or_(_p.sku == bindparam("text"), func.upper(_p.sku) == bindparam("big"), t.code.c.text == bindparam("text")))
    .order_by(_p.id)
    .limit(1)
)


def stopped_by(connection: Connection, w: int, types: Sequence[str]) -> dict[str, tuple[int, str]]:
    """By the number of a return the first exception (id, number) for which its money waits."""
    found: dict[str, tuple[int, str]] = {}
    for id_, number, facts in connection.execute(_STOPS, {"w": w, "types": list(types)}):
        about = facts.get("back") or facts.get("number")
        if about and facts.get("about") != "refund":
            found.setdefault(about, (id_, number))
    return found


def product_called(connection: Connection, text: str) -> tuple[int, int, str] | None:
    """The goods of a code or SKU, as the port has it."""
    row = connection.execute(_BY_CODE, {"text": text.strip(), "big": text.strip().upper()}).first()
    return (row[0], row[1], row[2]) if row else None


class Refunds:
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def keep(self, new: NewRefund) -> int:
        row = asdict(new) | {"body": dict(new.body), "proposed": new.amount}
        row["return"] = row.pop("return_")
        known = self._connection.execute(
            select(_f.id, _f.state).where(_f["return"] == new.return_).with_for_update()
        ).first()
        if known is None:
            added = insert(t.refund).returning(_f.id)
            made: int = self._connection.execute(added, row | {"proposed_at": self._now}).scalar_one()
            return made
        if known.state in _OPEN:
            self._set(known.id, **{name: value for name, value in row.items() if name not in ("w", "return")})
        return int(known.id)

    def get(self, refund: int) -> RefundNow | None:
        row: Any = self._connection.execute(_NOW, {"own": refund}).first()
        return RefundNow(*row) if row else None

    def of_return(self, return_: int) -> int | None:
        found: int | None = self._connection.execute(select(_f.id).where(_f["return"] == return_)).scalar()
        return found

    def decide(self, refund: int, state: str, amount: int, body: Mapping[str, Any], reason: str | None) -> None:
        self._set(refund, state=state, amount=amount, body=dict(body), reason=reason, words=None)

    def keep_rest(self, refund: int, amount: int, body: Mapping[str, Any]) -> None:
        self._set(refund, amount=amount, proposed=amount, body=dict(body))

    def stopped_by(self, w: int, types: Sequence[str]) -> Mapping[str, tuple[int, str]]:
        return stopped_by(self._connection, w, types)

    def release(self, refund: int, token: str, person: int | None, second: int | None) -> None:
        self._set(refund, state="released", token=token, person=person, second=second, released_at=self._now)

    def refuse(self, refund: int, reason: str, person: int) -> None:
        self._set(refund, state="refused", reason=reason, person=person, released_at=self._now, amount=0)

    def stuck(self, refund: int, words: str) -> None:
        self._set(refund, state="stuck", words=words[:300])

    def credited(self, refund: int, odoo_id: int, name: str, state: str, amount: int) -> None:
        times = {"made_at": _f.made_at, "posted_at": _f.posted_at, "paid_at": _f.paid_at}
        reached = {"draft": 1, "posted": 2, "paid": 3}.get(state, 1)
        stamped = {
            column: func.coalesce(known, self._now) for column, known in list(times.items())[:reached]
        }  # fmt: skip
        said = {"odoo_id": odoo_id, "odoo_name": name, "credited": amount, "seen_at": self._now}
        self._set(refund, state=state, **said, **stamped)

    def product(self, w: int, text: str) -> tuple[int, int, str] | None:
        return product_called(self._connection, text)

    def exchange(self, new: NewExchange) -> int:
        row = asdict(new) | {"asked_at": self._now}
        row["return"], row["return_line"] = row.pop("return_"), row.pop("line")
        made: int = self._connection.execute(insert(t.exchange).returning(_x.id), row).scalar_one()
        return made

    def exchange_now(self, exchange: int) -> ExchangeNow | None:
        row = self._connection.execute(_EXCHANGE, {"own": exchange}).first()
        return ExchangeNow(*row) if row else None

    def exchanged(self, return_: int) -> Sequence[int]:
        rows = self._connection.execute(select(_x.return_line).where(_x["return"] == return_))
        return [int(row[0]) for row in rows]

    def sent(self, exchange: int, transfer: int | None, name: str | None, words: str | None) -> None:
        said: dict[str, Any] = {"words": words[:300] if words else None}
        if transfer is not None:
            said |= {"transfer_id": transfer, "transfer_name": name, "made_at": self._now}
        self._connection.execute(update(t.exchange).where(_x.id == exchange).values(**said))

    def _set(self, refund: int, **said: Any) -> None:
        self._connection.execute(update(t.refund).where(_f.id == refund).values(**said))
