"""Rules as data: those we ship and those the shop made of them. A new version is a new row; the newest holds."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from warehouse_app.service.ports.releasing import Rules, Shipped
from warehouse_app.store import tables as t

_rule = t.rule.c
SHIPPED = "shipped"  # in the body of a rule that is as we made it


def newest(connection: Connection, kind: str, w: int) -> Rules:
    """The newest version of each rule of a kind, by code, in the order of their `rank`. What a warehouse made its own
    holds there, whatever we ship later."""
    asked = (
        select(_rule.code, _rule.body)
        .where(_rule.kind == kind, _rule.w.is_(None) | (_rule.w == w))
        .order_by(_rule.w.is_not(None), _rule.version, _rule.id)
    )
    found = {row.code: row.body for row in connection.execute(asked)}
    return dict(sorted(found.items(), key=lambda rule: (rule[1].get("rank", 0), rule[0])))


def ship(connection: Connection, shipped: Iterable[Shipped]) -> None:
    """A newer version of ours takes the place of an older one of ours, never of what the shop made of it.

    However many there are, they are asked about at once and added at once: a server ships some hundred at each start.
    """
    asked = select(_rule.kind, _rule.code, _rule.version, _rule.body).where(_rule.w.is_(None)).order_by(_rule.version)
    known = {(row.kind, row.code): (row.version, row.body.get(SHIPPED)) for row in connection.execute(asked)}
    fresh = []
    for kind, code, version, body in shipped:
        before = known.get((kind, code))
        if before is None or (before[0] < version and before[1]):
            fresh.append({"kind": kind, "code": code, "version": version, "body": {**body, SHIPPED: True}})
            known[kind, code] = version, True
    if fresh:
        connection.execute(insert(t.rule), fresh)
