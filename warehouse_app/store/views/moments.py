"""What happened to an order, oldest first: in the office, on the walk, at the bench, at the desk and in Odoo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from warehouse_app.service.ports.orders import DocumentRow, Moment
from warehouse_app.store import tables as t
from warehouse_app.store.views.release import with_name

MOST = 500  # of what was scanned; an order of more lines is told from its end
SHOWN = (
    "pick",
    "short",
    "undo",
    "put_back",
    "tote",
    "boxed",
    "unboxed",
    "box_closed",
    "box_opened",
    "packed",
    "loaded",
    "agreed",
)

_e, _a, _wave, _l, _label = t.event.c, t.act.c, t.wave.c, t.line.c, t.label.c
_IDS: Any = bindparam("ids", expanding=True)
_WAVES: Any = bindparam("waves", expanding=True)
_OWN: Any = bindparam("own")
_ACTS = (
    select(_a.at, _a.kind, t.person.c.name, _a.facts)
    .outerjoin(t.person, t.person.c.id == _a.person)
    .where(or_(_a.order == _OWN, _a.wave.in_(_WAVES)))
    .order_by(_a.id)
)
_OF_WAVES = (
    select(_wave.number, t.person.c.name, _wave.claimed_at, _wave.walked_at)
    .outerjoin(t.person, t.person.c.id == _wave.person)
    .where(_wave.id.in_(_WAVES))
)
_EVENTS = (
    select(_e.received_at, _e.kind, t.person.c.name, _e.raw, t.product.c.sku, t.location.c.code.label("location"))
    .outerjoin(t.person, t.person.c.id == _e.person)
    .outerjoin(t.line, _l.id == _e.line)
    .outerjoin(t.product, t.product.c.id == _l.product)
    .outerjoin(t.location, t.location.c.id == _l.location)
    .where(
        or_(_e.transfer.in_(_IDS), _e.line.in_(select(t.line.c.id).where(t.line.c.transfer.in_(_IDS)))),
        _e.verdict == "accepted",
        _e.kind.in_(SHOWN),
    )
    .order_by(_e.seq.desc())
    .limit(MOST)
)
_LABELS = (
    select(_label.at, t.parcel.c.number, _label.copy_of)
    .join(t.parcel, t.parcel.c.id == _label.parcel)
    .where(t.parcel.c.transfer.in_(_IDS))
)
_BODY = ("qty_m", "missing_m", "found_m", "tote", "reason", "weight_g")


def of_order(connection: Connection, order: int, documents: Sequence[DocumentRow]) -> tuple[Moment, ...]:
    """All but its exceptions and returns, which know their own histories."""
    about = {
        "own": order,
        "ids": [one.id for one in documents],
        "waves": sorted({one.wave for one in documents if one.wave is not None}),
    }
    found = [
        *_acts(connection, about),
        *_walks(connection, about),
        *_scanned(connection, about),
        *_labels(connection, about),
    ]
    return tuple(sorted([*found, *_ended(documents)], key=lambda one: one.at))


def _acts(connection: Connection, about: dict[str, Any]) -> list[Moment]:
    rows = connection.execute(_ACTS, about).all()
    told = sorted({row.facts["to"] for row in rows if row.facts.get("to")})
    named = select(t.person.c.id, t.person.c.name).where(t.person.c.id.in_(told))
    names: dict[Any, str] = {row[0]: row[1] for row in connection.execute(named)} if told else {}
    return [Moment(row.at, f"act.{row.kind}", row.name, with_name(row.facts, names)) for row in rows]


def _walks(connection: Connection, about: dict[str, Any]) -> Iterator[Moment]:
    for row in connection.execute(_OF_WAVES, about):
        if row.claimed_at is not None:
            yield Moment(row.claimed_at, "claimed", row.name, {"wave": row.number})
        if row.walked_at is not None:
            yield Moment(row.walked_at, "walked", row.name, {"wave": row.number})


def _scanned(connection: Connection, about: dict[str, Any]) -> Iterator[Moment]:
    for row in connection.execute(_EVENTS, about):
        body = row.raw.get("body") if isinstance(row.raw, dict) else None
        said = {name: body[name] for name in _BODY if body.get(name) is not None} if isinstance(body, dict) else {}
        yield Moment(row.received_at, row.kind, row.name, {"sku": row.sku or "", "location": row.location or ""} | said)


def _labels(connection: Connection, about: dict[str, Any]) -> Iterator[Moment]:
    for row in connection.execute(_LABELS, about):
        yield Moment(row.at, "label_again" if row.copy_of else "label", None, {"parcel": row.number})


def _ended(documents: Sequence[DocumentRow]) -> Iterator[Moment]:
    for one in documents:
        if one.ended_at is not None:
            yield Moment(one.ended_at, f"transfer_{one.state}", None, {"transfer": one.name})
