"""Enrolled handhelds and stations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, case, insert, select, update

from warehouse_app.service.ports.people import Device
from warehouse_app.store import tables as t

OFFICE = "office:"

_d = t.device.c
DEVICE = _d.id, _d.w, _d.name, _d.last_seq, _d.revoked
BY_TOKEN = select(*DEVICE).where(_d.token_hash == bindparam("token_hash"))
_BY_ID = select(*DEVICE).where(_d.id == bindparam("device"))
_UPLOADED = bindparam("uploaded", type_=_d.last_seq.type)
_SEEN = (
    update(t.device)
    .where(_d.id == bindparam("device"))
    .values(last_seq=case((_d.last_seq > _UPLOADED, _d.last_seq), else_=_UPLOADED), seen_at=bindparam("now"))
)


def to_device(row: Any) -> Device:
    """The device of a row of `DEVICE`."""
    return Device(row.id, row.w, row.name, row.last_seq, bool(row.revoked))


class Devices:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def enrol_code(self, code_hash: str, w: int, name: str, expires_at: int, by: int | None) -> None:
        row = {"code_hash": code_hash, "w": w, "name": name, "expires_at": expires_at, "by": by}
        self._connection.execute(insert(t.enrolment), row)

    def redeem(self, code_hash: str) -> tuple[int, str] | None:
        code = t.enrolment.c
        used = (
            update(t.enrolment)
            .where(code.code_hash == code_hash, code.used_at.is_(None), code.expires_at > self._now)
            .values(used_at=self._now)
            .returning(code.w, code.name)
        )
        row = self._connection.execute(used).first()
        return (row.w, row.name) if row else None

    def add(self, w: int, name: str, token_hash: str) -> Device:
        row = {"w": w, "name": name, "token_hash": token_hash}
        made = insert(t.device).returning(*DEVICE)
        return to_device(self._connection.execute(made, row).one())

    def by_token(self, token_hash: str) -> Device | None:
        row = self._connection.execute(BY_TOKEN, {"token_hash": token_hash}).first()
        return to_device(row) if row else None

    def get(self, device: int) -> Device | None:
        row = self._connection.execute(_BY_ID, {"device": device}).first()
        return to_device(row) if row else None

    def seen(
        self,
        device: int,
        last_seq: int,
        build: str | None,
        waiting: int | None,
        clock_offset: int | None,
        pace_ms: int | None = None,
    ) -> None:
        said = {"build": build, "waiting": waiting, "clock_offset": clock_offset, "pace_ms": pace_ms}
        self._connection.execute(_SEEN, {"device": device, "uploaded": last_seq, "now": self._now, **said})

    def revoke(self, device: int) -> None:
        self._connection.execute(update(t.device).where(_d.id == device).values(revoked=1))

    def office(self, w: int) -> Device:
        name = f"{OFFICE}{w}"
        row = self._connection.execute(select(*DEVICE).where(_d.token_hash == name)).first()
        if row is None:  # no token has such a hash, so nobody comes in by it
            made = insert(t.device).values(w=w, name="office", token_hash=name, revoked=1).returning(*DEVICE)
            row = self._connection.execute(made).one()
        return to_device(row)

    def rename(self, device: int, name: str) -> None:
        self._connection.execute(update(t.device).where(_d.id == device).values(name=name))
