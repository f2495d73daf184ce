"""The double over a bad line: what changes something is done, and its answer is lost the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from warehouse_app.service.ports.odoo import Odoo, OdooOffice, OdooUnknown

CHANGING = frozenset(
    {"claim_wave", "reconcile", "reserve", "validate", "count", "post_notes", "create_package", "message_customer"}
    | {"create_return", "receive_return", "dispose", "reserve_at", "move_goods", "keep_todo", "finish_todo"}
    | {"post_note", "attach", "send_mail", "keep_shipment", "create_credit", "create_exchange", "mend_carrier"}
    | {"mend_address", "mend_product"}
)


class LosesEachAnswerOnce:
    """Stands where the port does. The very same call made again is answered."""

    def __init__(self, odoo: Odoo | OdooOffice) -> None:
        self._odoo = odoo
        self._lost: set[str] = set()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)
        return method if name not in CHANGING else lambda *args, **named: self._call(name, method, args, named)

    def _call(self, name: str, method: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        answer, call = method(*args, **named), repr((name, args, named))
        if call in self._lost:
            return answer
        self._lost.add(call)
        raise OdooUnknown(f"{name}: the connection broke before the answer")
