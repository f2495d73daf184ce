"""What customers are told, and the versions of the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, insert, literal, select, update

from warehouse_app.domain.customer_words import RESUMED, WAITS
from warehouse_app.service.ports.customers import (
    MessageRow,
    MessageToTell,
    NewMessage,
    OrderShown,
    OrderToTell,
    Waited,
)
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_m, _o, _tr, _l, _w = t.customer_message.c, t.order.c, t.transfer.c, t.line.c, t.warehouse_.c
_ORDER = (_o.id, _o.w, _o.odoo_id, _o.name, _w.name.label("shop"))
_SOLD = _o.odoo_id > 0  # what belongs to no sales order stands for itself, by a negative id
_GOODS = 3


class Customers:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def order_of(self, transfer: int) -> OrderToTell | None:
        asked = select(*_ORDER).join(t.transfer, _tr.order == _o.id).join(t.warehouse_, _w.id == _o.w)
        row = self._connection.execute(asked.where(_tr.id == transfer, _SOLD)).first()
        return OrderToTell(*row) if row else None

    def sale(self, order: int) -> OrderToTell | None:
        asked = select(*_ORDER).join(t.warehouse_, _w.id == _o.w).where(_o.id == order, _SOLD)
        row = self._connection.execute(asked).first()
        return OrderToTell(*row) if row else None

    def waited(self, w: int, whys: Sequence[str], since: int, limit: int) -> list[Waited]:
        case, other, later = t.case.c, t.case.alias(), t.customer_message.alias()
        short = (other.c.transfer == case.transfer) & (other.c.type == "FUL-SHORT") & (other.c.status != "resolved")
        told = (later.c.order == _m.order) & (later.c.event == literal(f"{RESUMED}|").concat(_m.event))
        asked = (
            select(_m.event, case.transfer, case.id)
            .join(t.case, case.id == _m.case)
            .join(t.transfer, _tr.id == case.transfer)
            .where(_m.w == w, _m.state == "sent", _m.template == WAITS, _tr.state == "open")
            .where(case.status == "resolved", case.why.in_(whys), case.resolved_at > since)
            .where(~select(other.c.id).where(short).exists(), ~select(later.c.id).where(told).exists())
            .order_by(_m.id)
            .limit(limit)
        )
        return [Waited(*row) for row in self._connection.execute(asked)]

    def queue(self, message: NewMessage) -> int | None:
        row = upsert(self._connection, t.customer_message).values(
            w=message.w, order=message.order, case=message.case, event=message.event, template=message.template,
            token=message.token, facts=dict(message.facts), state="queued", at=self._now,
        )  # fmt: skip
        again = {"state": "queued", "facts": row.excluded.facts, "case": row.excluded.case, "at": self._now}
        made = row.on_conflict_do_update(
            index_elements=[_m.event, _m.order, _m.template], set_=again, where=_m.state == "withdrawn"
        ).returning(_m.id)
        found: int | None = self._connection.execute(made).scalar_one_or_none()
        return found

    def get(self, message: int) -> MessageToTell | None:
        asked = select(*_ORDER, _m.id.label("message"), _m.template, _m.token, _m.facts, _m.case)
        asked = asked.join(t.customer_message, _m.order == _o.id).join(t.warehouse_, _w.id == _o.w)
        row = self._connection.execute(asked.where(_m.id == message)).first()
        if row is None:
            return None
        return MessageToTell(row.message, OrderToTell(*row[:5]), row.template, row.token, row.facts, row.case)

    def end(self, message: int, state: str, lang: str | None = None) -> None:
        ended = update(t.customer_message).where(_m.id == message)
        self._connection.execute(ended.values(state=state, lang=lang, at=self._now))

    def save(self, code: str, body: Mapping[str, Any], person: int, why: str) -> None:
        r = t.rule.c
        mine = (r.kind == "template", r.code == code, r.w.is_(None))
        newest = self._connection.execute(select(func.max(r.version)).where(*mine)).scalar_one() or 0
        row = {"kind": "template", "code": code, "version": newest + 1, "body": dict(body)}
        self._connection.execute(insert(t.rule), row | {"at": self._now, "person": person, "why": why})


class CustomerViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def order(self, w: int, name: str) -> OrderShown | None:
        asked: Select[Any] = select(_o.id, _o.name, _w.name.label("shop")).join(t.warehouse_, _w.id == _o.w)
        asked = asked.where(_o.w == w, _SOLD)
        if name:
            asked = asked.where(func.upper(_o.name) == name.strip().upper())
        else:
            asked = asked.join(t.transfer, _tr.order == _o.id).where(_tr.state == "open")
        row = self._connection.execute(asked.order_by(_o.id.desc()).limit(1)).first()
        return OrderShown(row.name, row.shop, self._goods(row.id)) if row else None

    def messages(self, w: int, limit: int) -> list[MessageRow]:
        asked = select(_o.name, _m.template, _m.state, _m.lang, _m.at).join(t.order, _o.id == _m.order)
        rows = self._connection.execute(asked.where(_m.w == w).order_by(_m.at.desc(), _m.id.desc()).limit(limit))
        return [MessageRow(*row) for row in rows]

    def _goods(self, order: int) -> tuple[tuple[int, str], ...]:
        asked = select(_l.demand_m, t.product.c.name).join(t.product, t.product.c.id == _l.product)
        asked = asked.join(t.transfer, _tr.id == _l.transfer).where(_tr.order == order, _l.demand_m > 0)
        rows = self._connection.execute(asked.order_by(_l.id).limit(_GOODS))
        return tuple((row[0], row[1]) for row in rows)
