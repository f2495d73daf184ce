"""A carrier the floor chose: by rule or by hand at the bench, or for a truck that does not make it.

It holds here at once and is told to Odoo. From then on Odoo owns it again: what somebody changes there is followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.carrier_rules import Chosen, choose, is_at_work
from warehouse_app.domain.errors import Refused
from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.shipments import ShipmentViews
from warehouse_app.service.ports.store import UnitOfWork

RULES, BY_HAND = "carrier", "bench"


def follow_rule(w: int, transfer: int, uow: UnitOfWork) -> None:
    """An order that is opened goes with the carrier that its rule says it must, as long as none of it is in a box.

    A supervisor who said otherwise knew the rule.
    """
    rules = uow.releasing.rules(RULES, w)
    if not is_at_work(rules) or uow.shipments.has_parcels(transfer):
        return
    facts = uow.shipments.carrier_facts(transfer)
    chosen = choose(facts, rules)
    if chosen is not None and chosen.must and facts.carrier != chosen.carrier and not facts.by_hand:
        choose_carrier(transfer, chosen.carrier, chosen.rule, uow)


def with_carrier(sheet: dict[str, Any], w: int, rules: Rules, shipments: ShipmentViews) -> dict[str, Any]:
    """The sheet with what is asked of the packer before anything is packed, or None: the order has a carrier.

    `proposed` is the carrier of the rule that means the order, None where no rule does; `choices` are all there are.
    """
    if not is_at_work(rules) or sheet["carrier"] or shipments.has_parcels(sheet["transfer"]):
        return sheet | {"carrier_ask": None}
    chosen = choose(shipments.carrier_facts(sheet["transfer"]), rules)
    return sheet | {"carrier_ask": _question(chosen, shipments.carriers(w, rules))}


def choose_by_hand(transfer: int, carrier: str, device: Device, uow: UnitOfWork) -> None:
    """The packer says which one, at the bench that has the order.

    Raises:
        Refused: `pack.not_here`, `pack.carrier_unknown`.
    """
    bench = uow.packing.bench(transfer)
    if bench is None or bench.device != device.id:
        raise Refused("pack.not_here", 403)
    if carrier not in uow.shipments.carriers(device.w, uow.releasing.rules(RULES, device.w)):
        raise Refused("pack.carrier_unknown", 409, {"carrier": carrier[:40]})
    choose_carrier(transfer, carrier, BY_HAND, uow)


def choose_carrier(transfer: int, carrier: str, why: str, uow: UnitOfWork) -> None:
    """The order goes with this carrier; `why` is the rule's code, `bench`, or `truck`."""
    uow.shipments.choose_carrier(transfer, carrier, why)
    _tell(transfer, uow)
    uow.outbox.again("create", f"carrier:{transfer}")


def hold_carriers(w: int, uow: UnitOfWork) -> None:
    """After Odoo was read: what was chosen and is not told yet stays, also of an order's further documents."""
    for transfer in uow.shipments.keep_chosen(w):
        _tell(transfer, uow)


def _tell(transfer: int, uow: UnitOfWork) -> None:
    about = uow.telling.about(transfer)
    uow.outbox.add(about.w, "create", f"carrier:{transfer}", {"what": "carrier"})
    uow.changed("board", "transfer", transfer)


def _question(chosen: Chosen | None, carriers: Sequence[str]) -> dict[str, Any]:
    if chosen is None:
        return {"proposed": None, "rule": None, "choices": list(carriers)}
    others = [name for name in carriers if name != chosen.carrier]
    return {"proposed": chosen.carrier, "rule": chosen.rule, "choices": [chosen.carrier, *others]}


@dataclass(frozen=True, slots=True)
class CarrierErrand:
    """An errand: the transfer goes with this carrier."""

    jobs: Sequence[Job]
    transfer: int
    odoo_id: int
    carrier: str

    def tell(self, post: Post) -> None:
        post.odoo.keep_shipment(self.odoo_id, [], [], self.carrier)
        post.write(self._note)

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_about(uow, odoo_cases.REFUSED, self.transfer, words=words)

    def _note(self, uow: UnitOfWork) -> None:
        uow.shipments.carrier_told(self.transfer)
        uow.outbox.finish(self.jobs)


def plan_carrier(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Nothing any more for a transfer that is over, or whose choice Odoo has overruled."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    transfer = leased[0].about
    floor, carrier = uow.telling.transfers([transfer])[transfer], uow.shipments.chosen_carrier(transfer)
    if carrier is None or floor.state != "open":
        uow.outbox.finish(leased)
        return None
    return CarrierErrand(leased, transfer, floor.odoo_id, carrier)
