"""A plain client of Odoo's JSON-RPC, of the tests' own: it shares nothing with the app's gateway and so judges it."""

import json
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from typing import Any

_PATIENCE = 180.0  # seconds; seeding has long calls
_TRIES = 10
_QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "mail_notrack": True}


class OdooSaidNo(Exception):
    """Odoo answered with an error: `kind` is its class, such as odoo.exceptions.UserError."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


def greet(port: int) -> str:
    """Which Odoo answers there, such as `19.0`. Raises OSError while none does."""
    return str(_ask(port, "common", "version")["server_version"])


def drop(port: int, database: str) -> None:
    """Has Odoo forget and remove a database; the server must not have been started for one database only.

    Whoever asked it last may come back just between its closing of all connections and the end: it is tried again.
    """
    for rest in reversed(range(_TRIES)):
        try:
            _ask(port, "db", "drop", "admin", database)
            return
        except OdooSaidNo as no:
            if not rest or "being accessed" not in str(no):
                raise
        time.sleep(0.5)


class Client:
    """One user in one database. One call at a time; not to be shared between threads."""

    def __init__(self, port: int, database: str, login: str, password: str) -> None:
        self._port, self._database, self._secret = port, database, password
        uid = _ask(port, "common", "login", database, login, password)
        if not uid:
            raise OdooSaidNo("odoo.exceptions.AccessDenied", f"{login} may not enter {database}")
        self.uid = int(uid)

    def call(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """What the method answers. Raises OdooSaidNo, or OSError when Odoo is not there."""
        who = (self._database, self.uid, self._secret)
        return _ask(self._port, "object", "execute_kw", *who, model, method, args, kwargs)

    def make(self, model: str, rows: Sequence[dict[str, Any]], **context: Any) -> list[int]:
        """Creates the rows in one call, without chatter; their ids in the same order."""
        made = self.call(model, "create", list(rows), context=_QUIET | context) if rows else []
        return [int(id_) for id_ in made]

    def find(self, model: str, domain: Sequence[Any], **context: Any) -> list[int]:
        """The ids of the records that fit, archived ones too."""
        return [int(id_) for id_ in self.call(model, "search", domain, context={"active_test": False} | context)]

    def ref(self, name: str) -> int:
        """The id of a record by its external name, such as `stock.group_stock_user`."""
        module, _, key = name.partition(".")
        every = {"active_test": False}  # without it an archived record has the id False
        return int(self.call("ir.model.data", "check_object_reference", module, key, context=every)[1])


def _ask(port: int, service: str, method: str, *args: Any) -> Any:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    body = {"service": service, "method": method, "args": args}
    question = {"jsonrpc": "2.0", "id": 1, "method": "call", "params": body}
    try:
        connection.request("POST", "/jsonrpc", json.dumps(question), {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    if "error" in answer:
        data = answer["error"].get("data", {})
        raise OdooSaidNo(str(data.get("name", "")), str(data.get("message", answer["error"])))
    return answer.get("result")
