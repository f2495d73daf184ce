"""The way in while nobody is admin: a code that the server prints, good once, and the pass it is changed for.

The code lies in the data folder, readable by whoever may read `secret.key`, and by nobody else.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from warehouse_app.bootstrap.keeping import keep_file
from warehouse_app.service.devices import LETTERS

FILE = "setup.code"
HOURS = 4


class FirstKey:
    """Of one installation."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._file, self._secret = folder / FILE, secret

    def code(self) -> str:
        """The code that is good now, such as `GO-7Q4M-K2XD`; made where there is none.

        Raises:
            CannotStart: the folder takes no file.
        """
        with suppress(FileNotFoundError):
            return self._file.read_text("utf-8").strip()
        letters = "".join(secrets.choice(LETTERS) for _ in range(8))
        code = f"GO-{letters[:4]}-{letters[4:]}"
        keep_file(self._file, code + "\n")
        return code

    def redeem(self, shown: str) -> bool:
        """Whether this is the code; it is used up then."""
        try:
            code = self._file.read_text("utf-8").strip()
        except FileNotFoundError:
            return False
        right = hmac.compare_digest(_plain(code).encode(), _plain(shown).encode())
        if right:
            self.forget()
        return right

    def forget(self) -> None:
        """No code is good any more."""
        self._file.unlink(missing_ok=True)

    def made_pass(self, now: int) -> str:
        """What a browser keeps after the code: good for some hours, and only while nobody is admin. `now` in ms UTC."""
        until = now + HOURS * 3_600_000
        return f"{until}.{self._sealed(until)}"

    def lets_in(self, shown: str, now: int) -> bool:
        """Whether this pass is ours and still good."""
        until, _, seal = shown.partition(".")
        if not (until.isascii() and until.isdigit() and len(until) < 16):
            return False
        return hmac.compare_digest(seal.encode(), self._sealed(int(until)).encode()) and now < int(until)

    def _sealed(self, until: int) -> str:
        return hmac.digest(self._secret, f"first admin\n{until}".encode(), "sha256").hex()


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
