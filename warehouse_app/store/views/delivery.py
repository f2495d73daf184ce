"""How it stands with Odoo: what waits to be told, since when, and whether Odoo is there."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from warehouse_app.service.ports.telling import Delivery
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.outbox import changes_waiting, is_ripe, lane
from warehouse_app.store.views.board import count_if

_o = t.outbox.c
WAITING = ("queued", "leased", "unknown")


def delivery(connection: Connection, w: int) -> Delivery:
    """The figures of the board."""
    link = connection.execute(select(t.link.c.state, t.link.c.words, t.link.c.since)).first()
    waits = _o.state.in_(WAITING)
    queue = connection.execute(
        select(
            count_if(waits), func.min(_o.created_at).filter(waits), count_if(_o.state == "unknown"),
            count_if(_o.state == "person"),
        ).where(_o.lane == lane(w), _o.state != "done")
    ).one()  # fmt: skip
    pulled = connection.execute(select(t.cursor.c.at).where(t.cursor.c.name == f"pulled:{w}")).scalar_one_or_none()
    state, words, since = link or ("", "", None)
    waiting, oldest_at, unknown, persons = queue
    return Delivery(state, words, since, waiting, oldest_at, unknown, persons, pulled)


def is_due(connection: Connection, w: int, now: int, lines: int) -> bool:
    """Whether there is something to tell now: a row whose time has come, or so many changes.

    Or one still leased while nobody is at work, which is when this is asked: whoever had it is gone.
    """
    ripe = _o.state.in_(("queued", "unknown")) & is_ripe(now) | (_o.state == "leased")
    due = select(_o.id).where(_o.lane == lane(w), ripe).limit(1)
    return connection.execute(due).first() is not None or changes_waiting(connection, w) >= lines
