"""Trucks that leave without orders of theirs, and trucks that left with orders Odoo does not have as shipped."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.detectors import Judged, Patience
from warehouse_app.domain.trucks import OnTruck, Truck, Unconfirmed, needs_a_look, sweep

NAMED = 5  # orders that are named; the page of the trucks has them all


def trucks_at_risk(orders: Sequence[OnTruck] | None, w: int, patience: Patience) -> Judged:
    """SHP-CUTOFF: one for each truck that leaves soon and lacks orders, however many they are."""
    if orders is None:
        return None
    return [
        _at_risk(one, w) for one in sweep(orders, patience.now) if needs_a_look(one, patience.now, patience.minutes)
    ]


def not_confirmed(trucks: Sequence[Unconfirmed] | None, w: int, patience: Patience) -> Judged:
    """SHP-CONFIRM: the truck is gone for a while, and Odoo has orders of it as not shipped."""
    if trucks is None:
        return None
    return [_unconfirmed(one, w, patience) for one in trucks if patience.is_over(one.left_at)]


def _at_risk(truck: Truck, w: int) -> Finding:
    facts = {
        "wave": "", "carrier": truck.carrier, "cutoff_at": truck.cutoff_at, "made": truck.made,
        "at_risk": len(truck.at_risk), "lost": len(truck.lost), "names": _names(truck.missing), "why": "truck_at_risk",
    }  # fmt: skip
    return Finding(truck_key(truck), "SHP-CUTOFF", w, truck.cutoff_at, facts=facts)


def truck_key(truck: Truck) -> str:
    """The finding key of a truck that does not have all its orders."""
    return f"SHP-CUTOFF|truck|{truck.carrier}.{truck.cutoff_at}"


def _unconfirmed(truck: Unconfirmed, w: int, patience: Patience) -> Finding:
    facts = {
        "wave": "", "carrier": truck.carrier, "manifest": truck.number, "orders": len(truck.orders),
        "names": _names(truck.orders), "minutes": patience.minutes, "why": "not_confirmed",
    }  # fmt: skip
    return Finding(f"SHP-CONFIRM|manifest|{truck.manifest}", "SHP-CONFIRM", w, facts=facts)


def _names(orders: Sequence[str]) -> str:
    return ", ".join(orders[:NAMED]) + (" …" if len(orders) > NAMED else "")
