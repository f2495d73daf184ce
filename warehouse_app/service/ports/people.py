"""Devices, people and their sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled handheld or station. Its token is kept as a hash only."""

    id: int
    w: int
    name: str
    last_seq: int
    revoked: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here. The badge identifies, the PIN proves.

    `ends_at`: from then on they do not (ms UTC). `learns_since`: they take no wave yet. Until `pin_until` somebody
    without a PIN chooses one on a device; `pin_first` is the hash of what they typed the first time.
    """

    id: int
    w: int
    name: str
    badge: str | None
    pin_hash: str | None
    lang: str | None
    odoo_user_id: int | None
    active: bool
    roles: frozenset[str]
    ends_at: int | None = None
    skills: frozenset[str] = frozenset()
    learns_since: int | None = None
    pin_until: int | None = None
    pin_first: str | None = None

    def is_here(self, now: int) -> bool:
        """Whether they work here at this time (ms UTC)."""
        return self.active and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True, slots=True)
class Session:
    """A person signed in, on a device or in a browser of the office. Times in ms UTC."""

    id: int
    person: int
    device: int | None
    opened_at: int
    pin_at: int | None
    seen_at: int
    expires_at: int
    closed_at: int | None


class Devices(Protocol):
    def enrol_code(self, code_hash: str, w: int, name: str, expires_at: int, by: int | None) -> None: ...
    def redeem(self, code_hash: str) -> tuple[int, str] | None:
        """Uses up an unexpired code once; gives (warehouse, name), or None."""
        ...

    def add(self, w: int, name: str, token_hash: str) -> Device: ...
    def by_token(self, token_hash: str) -> Device | None: ...
    def get(self, device: int) -> Device | None: ...
    def seen(
        self,
        device: int,
        last_seq: int,
        build: str | None,
        waiting: int | None,
        clock_offset: int | None,
        pace_ms: int | None = None,
    ) -> None:
        """Notes the upload: highest number seen, build, what still waits there, device clock minus ours (ms), pace.

        `pace_ms`: what 95 of its last 100 scans did not exceed, until the answer was painted.
        """
        ...

    def revoke(self, device: int) -> None: ...
    def office(self, w: int) -> Device:
        """What events that were made at a desk of the office are kept under; no device, and in no list of them."""
        ...

    def rename(self, device: int, name: str) -> None: ...


class People(Protocol):
    def by_badge(self, badge: str) -> Person | None: ...
    def by_odoo_user(self, odoo_user: int) -> Person | None: ...
    def get(self, person: int) -> Person | None: ...
    def admins(self) -> int:
        """How many people here are admin and have not left."""
        ...

    def add(
        self,
        w: int,
        name: str,
        badge: str | None,
        pin_hash: str | None,
        lang: str | None,
        odoo_user_id: int | None,
        roles: Iterable[str],
    ) -> Person: ...
    def save(self, person: Person) -> None: ...
    def practised(self, person: int, at: int) -> None:
        """Notes that the practice wave was passed then (ms), the newest time stays; they may take waves from now on."""
        ...

    def ended(self) -> Sequence[int]:
        """Who is still let in although their last day is over."""
        ...

    def failures(self, who: str) -> tuple[int, int]:
        """(failed tries in a row, locked until ms) of `person:7` or `device:3`."""
        ...

    def note_failures(self, who: str, count: int, locked_until: int) -> None: ...


class Sessions(Protocol):
    def open(
        self, token_hash: str, person: int, device: int | None, pin_at: int | None, expires_at: int
    ) -> Session: ...
    def by_token(self, token_hash: str) -> Session | None: ...
    def get(self, session: int) -> Session | None: ...
    def last_pin(self, person: int, device: int) -> int | None:
        """When this person last gave the PIN on this device (ms), if ever."""
        ...

    def touch(self, session: int, expires_at: int) -> None: ...
    def close(self, session: int) -> None: ...
    def forget_pins(self, person: int) -> None:
        """The PIN given on any device so far opens nothing any more."""
        ...

    def close_all(self, person: int | None = None, device: int | None = None) -> None: ...
