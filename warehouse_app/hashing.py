"""Hashing of PINs and codes with a secret that is not in the store.

A four-digit PIN is weak whatever the hash: whoever steals the store has ten thousand guesses to make. The
secret (the pepper) lies in a file beside it, so that the store alone is not enough.
"""

from __future__ import annotations

import hmac
import os
import secrets
import threading
from contextlib import suppress
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import PIN_DIGITS

AT_ONCE = 3  # each takes 19 MiB and a core for about 26 ms
WAIT_S = 10.0


class Argon2:
    """The Hasher port with argon2id (OWASP's small setting: 19 MiB, two passes, one lane)."""

    def __init__(
        self, secret: bytes, memory_kib: int = 19 * 1024, wait_s: float = WAIT_S, pin_digits: int = PIN_DIGITS
    ) -> None:
        self._secret, self._chain = secret, hmac.digest(secret, b"the journal's chain", "sha256")
        self._argon = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1, type=Type.ID)
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._wait_s, self.pin_digits = wait_s, pin_digits
        self._nobody = self._argon.hash(secrets.token_hex())

    def keyed(self, text: str) -> str:
        return hmac.digest(self._secret, b"key:" + text.encode("utf-8", "replace"), "sha256").hex()

    def seal(self, text: str) -> str:
        return hmac.digest(self._chain, text.encode("utf-8", "surrogatepass"), "sha256").hex()

    def make(self, pin: str) -> str:
        return self._argon.hash(self._peppered(pin))

    def check(self, kept: str | None, pin: str) -> bool:
        if not self._turns.acquire(timeout=self._wait_s):
            raise Refused("sign_in.busy", 503)
        try:
            return self._argon.verify(kept or self._nobody, self._peppered(pin)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
        finally:
            self._turns.release()

    def _peppered(self, pin: str) -> bytes:
        return hmac.digest(self._secret, b"pin:" + pin.encode("utf-8", "replace"), "sha256")


def read_secret(path: Path) -> bytes:
    """The secret of this installation; made at the first start, for its owner's eyes only.

    Raises:
        OSError: the file can neither be read nor made.
        ValueError: it holds something else.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        _make(path)
    secret = bytes.fromhex(path.read_text("ascii").strip())
    if len(secret) < 32:
        raise ValueError(f"{path} holds no secret")
    return secret


def _make(path: Path) -> None:
    """Written aside and linked into place: a second process never reads half a secret."""
    if path.exists():
        return
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    finally:
        aside.unlink()
