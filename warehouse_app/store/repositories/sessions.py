"""Who is signed in, on a device or in a browser of the office."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, insert, select, update

from warehouse_app.service.ports.people import Session
from warehouse_app.store import tables as t

_s = t.session.c
SESSION = _s.id, _s.person, _s.device, _s.opened_at, _s.pin_at, _s.seen_at, _s.expires_at, _s.closed_at
_BY_TOKEN = select(*SESSION).where(_s.token_hash == bindparam("token_hash"))
_BY_ID = select(*SESSION).where(_s.id == bindparam("session"))


class Sessions:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def open(self, token_hash: str, person: int, device: int | None, pin_at: int | None, expires_at: int) -> Session:
        row = {
            "token_hash": token_hash, "person": person, "device": device, "pin_at": pin_at, "expires_at": expires_at,
            "opened_at": self._now, "seen_at": self._now,
        }  # fmt: skip
        return Session(*self._connection.execute(insert(t.session).returning(*SESSION), row).one())

    def by_token(self, token_hash: str) -> Session | None:
        row = self._connection.execute(_BY_TOKEN, {"token_hash": token_hash}).first()
        return Session(*row) if row else None

    def get(self, session: int) -> Session | None:
        row = self._connection.execute(_BY_ID, {"session": session}).first()
        return Session(*row) if row else None

    def last_pin(self, person: int, device: int) -> int | None:
        asked = select(func.max(_s.pin_at)).where(_s.person == person, _s.device == device)
        return self._connection.execute(asked).scalar_one_or_none()

    def touch(self, session: int, expires_at: int) -> None:
        seen = {"seen_at": self._now, "expires_at": expires_at}
        self._connection.execute(update(t.session).where(_s.id == session).values(seen))

    def close(self, session: int) -> None:
        self._connection.execute(
            update(t.session).where(_s.id == session, _s.closed_at.is_(None)).values(closed_at=self._now)
        )

    def forget_pins(self, person: int) -> None:
        self._connection.execute(update(t.session).where(_s.person == person).values(pin_at=None))

    def close_all(self, person: int | None = None, device: int | None = None) -> None:
        ended = update(t.session).where(_s.closed_at.is_(None))
        if person is not None:
            ended = ended.where(_s.person == person)
        if device is not None:
            ended = ended.where(_s.device == device)
        self._connection.execute(ended.values(closed_at=self._now))
