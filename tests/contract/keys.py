"""Making an API key the way its owner does: in a browser's session, with the password asked once more."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import Any

from tests.odoo_server import RealOdoo


def make_key(odoo: RealOdoo, login: str, days: int) -> str:
    """A new key of the user that opens for so many days."""
    browser = _Browser(odoo)
    params = {"db": odoo.database, "login": login, "password": odoo.password(login)}
    browser.ask("/web/session/authenticate", params)
    row = browser.call("res.users.apikeys.description", "create", [{"name": "floor app", "duration": str(days)}])
    check = browser.call("res.users.apikeys.description", "make_key", [row])
    context = {"context": {"password": odoo.password(login)}}
    shown = browser.call("res.users.identitycheck", "run_check", [check["res_id"]], context)
    return str(shown["context"]["default_key"])


class _Browser:
    """Remembers the cookie of its session."""

    def __init__(self, odoo: RealOdoo) -> None:
        self._odoo, self._cookie = odoo, ""

    def call(self, model: str, method: str, args: list[Any], kwargs: dict[str, Any] | None = None) -> Any:
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs or {}}
        return self.ask(f"/web/dataset/call_kw/{model}/{method}", params)

    def ask(self, path: str, params: dict[str, Any]) -> Any:
        connection = HTTPConnection(self._odoo.host, self._odoo.port, timeout=60)
        try:
            body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
            connection.request("POST", path, body, {"Content-Type": "application/json", "Cookie": self._cookie})
            answer = connection.getresponse()
            cookie = answer.getheader("Set-Cookie") or ""
            self._cookie = cookie.partition(";")[0] or self._cookie
            return json.loads(answer.read())["result"]
        finally:
            connection.close()
