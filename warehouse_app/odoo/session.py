"""One user's calls to one Odoo, and the three ways they can fail.

The odoorpc object of each thread is built by hand: its constructor would ask Odoo for its version, and its login is
three requests where one is enough. Nothing of it is used but `execute_kw` and `json`.
"""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import odoorpc

from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.errors import from_answer
from warehouse_app.odoo.wire import Opener
from warehouse_app.service.ports.odoo import OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.odoo.writes import READING, allowed

DEADLINE = 30.0
# odoorpc's debug log holds every call with the key in it, so its logger is closed for good.
logging.getLogger("odoorpc").setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class Account:
    """Where Odoo is and who we are there. `key` is asked at every call; an API key or a password.

    `ca` is a file with the certificates to trust instead of the system's. `deadline` is in seconds, for a call as a
    whole, waiting for a turn included.
    """

    url: str
    database: str
    login: str
    key: Callable[[], str]
    ca: Path | None = None
    deadline: float = DEADLINE

    def __repr__(self) -> str:
        return f"Account({self.login} in {self.database} at {self.url})"


class Undeclared(Exception):
    """A fault of ours: a call that is not declared. Nothing was sent."""


class Session:
    """Calls as the account's user, from any thread. `budget` may be shared with other sessions of the same Odoo.

    Raises:
        ValueError: the URL is none of http(s)://host[:port].
    """

    def __init__(self, account: Account, budget: Budget | None = None) -> None:
        address = urlsplit(account.url)
        if address.scheme not in ("http", "https") or not address.hostname or address.path.strip("/"):
            raise ValueError(f"{account.url} is not an address like https://odoo.example.com")
        self.account, self.budget = account, budget or Budget()
        self._host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
        self._secure = address.scheme == "https"
        self._port = address.port or (443 if self._secure else 80)
        self._tls = ssl.create_default_context(cafile=account.ca) if self._secure else None
        self._own = threading.local()
        self._uid: int | None = None
        self._lag_ms = 0

    def call(self, model: str, method: str, *args: Any, write: bool = False, **named: Any) -> Any:
        """What the method answers, as JSON. `write` gives the call its turn before reads.

        A key that is refused is read once more: somebody may just have replaced it.

        Raises:
            OdooRefused, OdooUnreachable, OdooDenied, OdooUnknown: as the port has them.
            Undeclared: nothing was sent, because nobody said that this app would.
        """
        if not (allowed(model, method, args, named) if write else method in READING):
            raise Undeclared(f"{model}.{method} is not among what this app does in Odoo (service/ports/odoo/writes.py)")
        key = self._key()
        try:
            return self._execute(key, write, model, method, args, named)
        except OdooDenied:
            fresh = self._key()
            if fresh == key:
                raise
            return self._execute(fresh, write, model, method, args, named)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Several calls that are one to the port: how it failed is judged by all of them together.

        Once something was written the whole is unknown, even if a later call surely was not executed; as long as
        nothing but reading was tried, nothing can have been changed, even if an answer was lost.
        """
        self._own.tried = self._own.written = 0
        try:
            yield
        except OdooUnreachable as trouble:
            if self._own.written:
                raise OdooUnknown(f"a part was done, then: {trouble}") from trouble
            raise
        except OdooUnknown as trouble:
            if not self._own.tried:
                raise OdooUnreachable(f"while reading: {trouble}") from trouble
            raise

    def log_in(self, login: str, password: str) -> int | None:
        """The user id of anybody's login and password, None when they do not open."""
        question = {"service": "common", "method": "login", "args": [self.account.database, login, password]}
        odoo = self._odoo()
        try:
            uid = self._send(False, lambda: odoo.json("/jsonrpc", question))["result"]
        except (OdooDenied, OdooRefused):
            return None
        return int(uid) if uid else None

    def server_version(self) -> Mapping[str, Any]:
        """{server_version, server_version_info, ...}, which Odoo tells anybody."""
        question: Mapping[str, Any] = {"service": "common", "method": "version", "args": []}
        odoo = self._odoo()
        answer: Mapping[str, Any] = self._send(False, lambda: odoo.json("/jsonrpc", question))["result"]
        return answer

    @property
    def uid(self) -> int:
        """Our user id, asked once."""
        if self._uid is None:
            self._uid = self.log_in(self.account.login, self._key())
            if self._uid is None:
                raise OdooDenied(f"Odoo does not let {self.account.login} in")
        return self._uid

    @property
    def clock_ms(self) -> int:
        """The time at the server by its newest answer to any thread, ms UTC, to the second."""
        return round(time.time() * 1000) + self._lag_ms

    def _execute(self, key: str, write: bool, model: str, method: str, args: Sequence[Any], named: Any) -> Any:
        odoo = self._odoo()
        odoo._env = odoorpc.env.Environment(odoo, self.account.database, self.uid, {})
        odoo._login, odoo._password = self.account.login, key
        return self._send(write, lambda: odoo.execute_kw(model, method, list(args), named))

    def _send(self, write: bool, ask: Callable[[], Any]) -> Any:
        started, own = time.monotonic(), self._own
        with self.budget.turn(write, self.account.deadline):
            odoo = self._odoo()
            own.tried = getattr(own, "tried", 0) + write
            odoo._connector.timeout = max(self.account.deadline - (time.monotonic() - started), 0.001)
            try:
                answer = ask()
            except odoorpc.error.RPCError as error:
                self._well()
                raise from_answer(error.info) from None
            except ValueError as problem:
                raise OdooUnknown("the answer is no JSON") from problem
            except (OdooUnreachable, OdooUnknown) as trouble:
                self._mind(trouble)
                raise
            self._well()
            own.written = getattr(own, "written", 0) + write
            return answer

    def _well(self) -> None:
        self._lag_ms = self._own.opener.lag_ms
        self.budget.went_well()

    def _mind(self, trouble: OdooUnreachable | OdooUnknown) -> None:
        """Keeps the pause a server asks for with 429 or 503."""
        if isinstance(trouble, OdooUnreachable) and trouble.retry_after_s is not None:
            self.budget.back_off(trouble.retry_after_s)
        elif str(trouble).endswith(("HTTP 429", "HTTP 503")):
            self.budget.back_off()

    def _odoo(self) -> Any:
        """This thread's odoorpc object; made without a call."""
        if not hasattr(self._own, "odoo"):
            self._own.opener = Opener(self._tls)
            protocol = "jsonrpc+ssl" if self._secure else "jsonrpc"
            self._own.odoo = odoorpc.ODOO(
                self._host, protocol, self._port, self.account.deadline, version="19.0", opener=self._own.opener
            )
        return self._own.odoo

    def _key(self) -> str:
        try:
            return self.account.key()
        except OSError as problem:
            raise OdooDenied(f"the key cannot be read: {problem}") from problem
