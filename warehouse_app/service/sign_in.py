"""Signing in: badge and PIN on the floor, Odoo login in the office.

A try goes in three steps, because hashing is slow and Odoo is far, and neither may happen inside a unit of
work: look and charge the try; prove; settle. Whether a badge exists is never told apart from a wrong PIN.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.lockout import FREE, FREE_FROM_ONE_ADDRESS, pause_ms
from warehouse_app.domain.people import IDLE_MS, SHIFT_MS, badge_text, hashed_pin
from warehouse_app.service.people import set_pin
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.people import Device, Person, Session
from warehouse_app.service.ports.store import Store, UnitOfWork

Guessers = tuple[tuple[str, int], ...]  # who is charged for a try, and how many wrong ones are free


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The open session with its person. `pin_until`: until when the badge alone is enough here (ms UTC)."""

    session: Session
    person: Person
    pin_until: int | None


@dataclass(frozen=True, slots=True)
class _Try:
    person: Person | None
    guessers: Guessers
    proven_at: int | None  # when the PIN was last given on this device, within the shift


@dataclass(frozen=True, slots=True)
class Badge:
    """Somebody scanned a badge at a device (or typed it into a page, from `address`)."""

    badge: object
    pin: str | None
    device: Device | None
    address: str
    token_hash: str


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody of the office gave their Odoo login."""

    login: str
    password: str
    address: str
    token_hash: str


def sign_in_with_badge(command: Badge, store: Store, hasher: Hasher) -> SignedIn:
    """Opens a session.

    Raises:
        Refused: `badge.unknown` (no badge at all), `pin.needed`, `pin.wrong`, `pin.locked` {until}, `sign_in.busy`.
    """
    badge = badge_text(command.badge)
    if badge is None:
        raise Refused("badge.unknown", 401)
    attempt = store.write(lambda uow: _look(badge, command, hasher, uow))
    if attempt.person is not None and attempt.person.pin_hash is None:
        return _choose(attempt.person, attempt.guessers, command, store, hasher)
    if attempt.proven_at is None and not hasher.check(_kept(attempt.person), command.pin or ""):
        raise Refused("pin.wrong", 401)
    return store.write(lambda uow: _settle(attempt, command, uow))


def prove(command: Badge, store: Store, hasher: Hasher) -> Person:
    """Whose badge and PIN these are: somebody signs something with them and opens no session. The lockout is the same.

    Raises:
        Refused: `badge.unknown`, `pin.needed`, `pin.wrong`, `pin.locked` {until}.
    """
    badge = badge_text(command.badge)
    if badge is None:
        raise Refused("badge.unknown", 401)
    attempt = store.write(lambda uow: _look(badge, command, hasher, uow))
    if not hasher.check(_kept(attempt.person), command.pin or ""):
        raise Refused("pin.wrong", 401)
    return store.write(lambda uow: _known(attempt, uow))


def sign_in_with_login(command: Login, store: Store, hasher: Hasher, odoo: Odoo | None) -> SignedIn:
    """Opens a session for somebody whom Odoo knows and the app knows too; of the password nothing is kept.

    Raises:
        Refused: `login.no_odoo`, `login.odoo_away`, `login.wrong`, `login.unknown` {odoo_user}, `pin.locked` {until}.
    """
    if odoo is None:
        raise Refused("login.no_odoo", 503)
    known = hasher.keyed(command.login.strip().lower())
    guessers = ((f"login:{known}", FREE), _from(command.address, FREE_FROM_ONE_ADDRESS))
    store.write(lambda uow: _charge(guessers, uow))
    user = _user(command, odoo, store, guessers)
    if user is None:
        raise Refused("login.wrong", 401)

    def settle(uow: UnitOfWork) -> SignedIn:
        _give_back(guessers, uow)
        person = uow.people.by_odoo_user(user)
        if person is None or not person.is_here(uow.now):
            raise Refused("login.unknown", 403, {"odoo_user": user})
        return _open(person, None, command.token_hash, None, uow)

    return _committed(store, settle)


def _user(command: Login, odoo: Odoo, store: Store, guessers: Guessers) -> int | None:
    """Whom Odoo knows by this login. A try that Odoo never judged counts for nothing."""
    try:
        return odoo.authenticate(command.login, command.password)
    except (OdooUnreachable, OdooUnknown, OdooRefused) as away:
        store.write(lambda uow: _give_back(guessers, uow))
        raise Refused("login.odoo_away", 503) from away


def sign_out(session: int, uow: UnitOfWork) -> None:
    """Ends a session; what waits on the device stays there."""
    uow.sessions.close(session)


def keep_awake(session: int, uow: UnitOfWork) -> None:
    """A session that is used lasts longer, up to one shift after it began."""
    held = uow.sessions.get(session)
    if held is not None and held.closed_at is None:
        uow.sessions.touch(session, min(uow.now + IDLE_MS, held.opened_at + SHIFT_MS))


def _committed(store: Store, use_case: Callable[[UnitOfWork], SignedIn]) -> SignedIn:
    """Runs a use case whose refusal must not undo what it wrote before."""

    def run(uow: UnitOfWork) -> SignedIn | Refused:
        try:
            return use_case(uow)
        except Refused as refused:
            return refused

    outcome = store.write(run)
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _look(badge: str, command: Badge, hasher: Hasher, uow: UnitOfWork) -> _Try:
    person = uow.people.by_badge(badge)
    if person is not None and not (person.is_here(uow.now) and (person.pin_hash or _may_choose(person, command, uow))):
        person = None
    proven_at = _proven_at(person, command.device, uow)
    if proven_at is not None and command.pin is None:
        return _Try(person, (), proven_at)
    if not command.pin:
        raise Refused("pin.needed", 401)
    guessers = _guessers(badge, person, command, hasher)
    _charge(guessers, uow)
    return _Try(person, guessers, None)


def _may_choose(person: Person, command: Badge, uow: UnitOfWork) -> bool:
    """Whether somebody new may say now which PIN is theirs: on an enrolled device, and for a day only."""
    return command.device is not None and person.pin_until is not None and uow.now < person.pin_until


def _choose(person: Person, guessers: Guessers, command: Badge, store: Store, hasher: Hasher) -> SignedIn:
    """A new person's own PIN, typed twice.

    Raises:
        Refused: `pin.malformed`, `pin.guessable`; `pin.again` after the first time, `pin.differs` where the second is
            another.
    """
    typed = command.pin or ""
    hashed = hashed_pin(typed, hasher.make, hasher.pin_digits)
    if person.pin_first is None or not hasher.check(person.pin_first, typed):
        first = replace(person, pin_first=hashed)
        store.write(lambda uow: uow.people.save(first))
        raise Refused("pin.again" if person.pin_first is None else "pin.differs", 401)
    store.write(lambda uow: set_pin(str(person.id), hashed, uow))
    chosen = replace(person, pin_hash=hashed)
    return store.write(lambda uow: _settle(_Try(chosen, guessers, None), command, uow))


def _proven_at(person: Person | None, device: Device | None, uow: UnitOfWork) -> int | None:
    if person is None or device is None:
        return None
    at = uow.sessions.last_pin(person.id, device.id)
    return at if at is not None and uow.now < at + SHIFT_MS else None


def _guessers(badge: str, person: Person | None, command: Badge, hasher: Hasher) -> Guessers:
    # An unknown badge gets a row of its own, so that it is locked out just as a known one is.
    who = f"person:{person.id}" if person else f"badge:{hasher.keyed(badge)[:32]}"
    if command.device is not None:
        return ((who, FREE), (f"device:{command.device.id}", FREE))
    return ((who, FREE), _from(command.address, FREE_FROM_ONE_ADDRESS))


def _from(address: str, free: int) -> tuple[str, int]:
    return f"address:{address}", free


def _charge(guessers: Guessers, uow: UnitOfWork) -> None:
    """Counts the try before it is made; a right one is given back.

    Raises:
        Refused: `pin.locked` {until}.
    """
    now = {who: uow.people.failures(who) for who, _ in guessers}
    until = max(locked for _, locked in now.values())
    if until > uow.now:
        raise Refused("pin.locked", 429, {"until": until, "minutes": -((uow.now - until) // 60_000)})
    for who, free in guessers:
        count = now[who][0] + 1
        pause = pause_ms(count, free)
        uow.people.note_failures(who, count, uow.now + pause if pause else 0)


def _give_back(guessers: Iterable[tuple[str, int]], uow: UnitOfWork) -> None:
    for who, _ in guessers:
        uow.people.note_failures(who, 0, 0)


def _known(attempt: _Try, uow: UnitOfWork) -> Person:
    person = uow.people.get(attempt.person.id) if attempt.person else None
    if person is None or not person.is_here(uow.now) or person.pin_hash != _kept(attempt.person):
        raise Refused("pin.wrong", 401)  # changed while the PIN was being checked
    _give_back(attempt.guessers, uow)
    return person


def _settle(attempt: _Try, command: Badge, uow: UnitOfWork) -> SignedIn:
    person = _known(attempt, uow)
    given_at = uow.now if attempt.proven_at is None else None
    return _open(person, command.device, command.token_hash, given_at, uow, attempt.proven_at)


def _open(
    person: Person, device: Device | None, token: str, given_at: int | None, uow: UnitOfWork, proven: int | None = None
) -> SignedIn:
    device_id = device.id if device else None
    session = uow.sessions.open(token, person.id, device_id, given_at, uow.now + IDLE_MS)
    at = given_at or proven
    return SignedIn(session, person, at + SHIFT_MS if at and device else None)


def _kept(person: Person | None) -> str | None:
    return person.pin_hash if person else None
