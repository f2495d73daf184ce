"""An order goes with another carrier than its own: against the rule that chose it, with a reason, told to Odoo once.

It is told with the second credential, by the one lane that tells Odoo everything. The newest word counts: what was
asked for before it, and could not be told, is not told after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.overrides import CARRIER
from warehouse_app.service.close_wave import token
from warehouse_app.service.overrides import Wish, may_go
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import OrderNow
from warehouse_app.service.ports.store import UnitOfWork

LONGEST = 120


@dataclass(frozen=True, slots=True)
class ChangeCarrier:
    """`carrier` by its name in Odoo. `granted`: a second person has agreed."""

    order: int
    carrier: str
    reason: str
    by: Person
    granted: bool = False


def change_carrier(command: ChangeCarrier, uow: UnitOfWork) -> bool:
    """Odoo hears of it next. False: a second person has to agree first, and nothing is told.

    Raises:
        Refused: `order.unknown`, `carrier.name` (none, or too long), `carrier.same`, `carrier.over` (nothing of the
            order is still to leave), `carrier.packing` (a bench is at it: what it printed has the other carrier's
            name), and what `may_go` refuses.
    """
    order = uow.releasing.order(command.order)
    floors = uow.telling.transfers([one.id for one in order.transfers]) if order is not None else {}
    if order is None or any(floor.w != command.by.w for floor in floors.values()):
        raise Refused("order.unknown", 404)
    carrier = " ".join(command.carrier.split())
    if not carrier or len(carrier) > LONGEST or not carrier.isprintable():
        raise Refused("carrier.name", 400)
    open_ = [floor.id for floor in floors.values() if floor.state == "open"]
    if not open_:
        raise Refused("carrier.over", facts={"order": order.name})
    if carrier == order.carrier:
        raise Refused("carrier.same", facts={"order": order.name, "carrier": carrier})
    if any(uow.sending.is_packing(one) for one in open_):
        raise Refused("carrier.packing", facts={"order": order.name})
    if not command.granted and not may_go(_wish(order, carrier, command), uow):
        return False
    _tell(order, open_[0], carrier, command, uow)
    return True


def _wish(order: OrderNow, carrier: str, command: ChangeCarrier) -> Wish:
    facts = {"id": order.id, "order": order.name, "carrier": carrier, "before": order.carrier or "-"}
    return Wish(CARRIER, f"carrier:{order.id}", command.by, command.reason, facts=facts)


def _tell(order: OrderNow, transfer: int, carrier: str, command: ChangeCarrier, uow: UnitOfWork) -> None:
    body: dict[str, Any] = {"what": f"{carrier}|{uow.now}", "carrier": carrier, "before": order.carrier or "-"}
    body |= {"order": order.id, "reason": command.reason, "person": command.by.id}
    uow.outbox.add(command.by.w, "create", f"redirect:{transfer}", body, token("carrier"))
    facts = {"order": order.name, "carrier": carrier, "before": order.carrier or "-", "reason": command.reason}
    uow.releasing.note(command.by.w, "carrier", command.by.id, facts, order=order.id)
    uow.changed("board", "order", order.id)
