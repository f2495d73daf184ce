"""Handhelds and stations: enrolled once by a code an admin shows, known by a token only they hold, revocable."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.lockout import FREE_FROM_ONE_ADDRESS, pause_ms
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork

LETTERS = "2346789ABCDEFGHJKMNPQRTUVWXYZ"  # none that is taken for another: no 0 O 1 I L 5 S
CODE_MINUTES = 15
NAME_MAX = 40


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device with the token it must keep; we keep only its hash."""

    device: Device
    token: str


def token_hash(token: str) -> str:
    """What is kept of a device's or a session's token. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_token() -> str:
    """A token of 256 random bits."""
    return secrets.token_urlsafe(32)


def enrolment_code(
    name: str, w: int, by: int | None, hasher: Hasher, uow: UnitOfWork, minutes: int = CODE_MINUTES
) -> str:
    """A code such as `EN-7Q4M-K2XD` that enrols one device under this name, within `minutes`.

    Raises:
        Refused: `device.name`.
    """
    kept = _name(name)
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    code = f"EN-{letters[:4]}-{letters[4:]}"
    uow.devices.enrol_code(hasher.keyed(code), w, kept, uow.now + minutes * 60_000, by)
    return code


def enrol(code: str, name: str | None, address: str, hasher: Hasher, uow: UnitOfWork) -> Enrolled | Refused:
    """Makes a device of somebody who shows a code. Guessing is limited by address.

    A refusal is given back, not raised: the failed try has to be kept.
    """
    who = f"enrol:{address}"
    count, until = uow.people.failures(who)
    if until > uow.now:
        return Refused("enrol.locked", 429, {"minutes": -((uow.now - until) // 60_000)})
    found = uow.devices.redeem(hasher.keyed(code.strip().upper()))
    if found is None:
        pause = pause_ms(count + 1, FREE_FROM_ONE_ADDRESS)
        uow.people.note_failures(who, count + 1, uow.now + pause if pause else 0)
        return Refused("enrol.code", 403)
    if count:
        uow.people.note_failures(who, 0, 0)
    w, given_name = found
    token = new_token()
    device = uow.devices.add(w, _name(name) if name else given_name, token_hash(token))
    uow.changed("board", "device", device.id)
    return Enrolled(device, token)


def revoke(device: int, w: int | None, uow: UnitOfWork) -> Device:
    """Shuts a device out at once, with everybody signed in on it. Its queue stays on it, its wave with the picker.

    Raises:
        Refused: `device.missing`.
    """
    known = _known(device, w, uow)
    uow.devices.revoke(known.id)
    uow.sessions.close_all(device=known.id)
    for wave in uow.floor.let_go(known.id):
        uow.changed("board", "wave", wave)
    uow.changed("board", "device", known.id)
    return known


def rename(device: int, name: str, w: int | None, uow: UnitOfWork) -> None:
    """Gives a device the name on its case.

    Raises:
        Refused: `device.missing`, `device.name`.
    """
    uow.devices.rename(_known(device, w, uow).id, _name(name))
    uow.changed("board", "device", device)


def _known(device: int, w: int | None, uow: UnitOfWork) -> Device:
    known = uow.devices.get(device)
    if known is None or w not in (None, known.w):
        raise Refused("device.missing", 404)
    return known


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if not 0 < len(kept) <= NAME_MAX or not kept.isprintable():
        raise Refused("device.name", 400, {"most": NAME_MAX})
    return kept


def note_upload(device: Device, batch: Mapping[str, Any], uow: UnitOfWork) -> None:
    """What an upload says of its device: how far it is, what it runs, what still waits, how its clock goes."""
    seqs = [raw["seq"] for raw in batch["events"] if isinstance(raw, dict) and _is_count(raw.get("seq"))]
    build, waiting, sent_at, pace = (batch.get(name) for name in ("build", "waiting", "sent_at", "pace_ms"))
    uow.devices.seen(
        device.id,
        max([device.last_seq, *seqs]),
        build[:40] if isinstance(build, str) else None,
        max(0, waiting - len(batch["events"])) if isinstance(waiting, int) and _is_count(waiting) else None,
        sent_at - uow.now if isinstance(sent_at, int) and _is_count(sent_at) else None,
        pace if isinstance(pace, int) and _is_count(pace) else None,
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
