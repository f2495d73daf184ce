"""Trucks: one leaves with its manifest and its driver's name, one is late, the orders of one go with the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.cutoffs import minute_of, wall_text
from warehouse_app.domain.detectors.trucks import truck_key
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import with_check
from warehouse_app.domain.trucks import Truck, sweep, with_departures
from warehouse_app.service.carrier_choice import RULES, choose_carrier
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_customer import TellCustomer, switched_on, tell_customer

DRIVER_MAX, NAMED = 60, 6
LATE = "late_truck"  # the message to customers


@dataclass(frozen=True, slots=True)
class Leave:
    """A truck is to leave. `behind`: so many missing parcels were seen, and stay here. `carrier` is empty for none."""

    carrier: str
    driver: str
    behind: int
    person: Person


def leave(command: Leave, uow: UnitOfWork) -> dict[str, Any]:
    """What is loaded for this carrier is on a manifest now, and gone: its number, how many are on it and how many not.

    Raises:
        Refused: `truck.driver`, `truck.empty`, `truck.missing` (with the numbers that are not loaded).
    """
    w, driver = command.person.w, " ".join(command.driver.split())[:DRIVER_MAX]
    if not driver or not driver.isprintable():
        raise Refused("truck.driver", 400)
    waiting = uow.shipments.waiting(w, command.carrier)
    loaded = [parcel for parcel, _, is_loaded in waiting if is_loaded]
    missing = [number for _, number, is_loaded in waiting if not is_loaded]
    if not loaded:
        raise Refused("truck.empty", 409, {"carrier": command.carrier})
    if len(missing) > command.behind:
        named = ", ".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
        raise Refused("truck.missing", 409, {"n": len(missing), "numbers": named})
    trucks = uow.releasing.timetable(w)
    day = trucks.day_at(uow.now)
    number = with_check(f"M-{uow.number('manifest', w):05d}")
    made = uow.shipments.add_manifest(
        w, number, command.carrier, day.isoformat(), trucks.on_day(command.carrier, day), len(missing), driver,
        command.person.id,
    )  # fmt: skip
    uow.shipments.put_on(made, loaded)
    facts = {"carrier": command.carrier, "number": number, "parcels": len(loaded), "behind": len(missing)}
    uow.releasing.note(w, "truck_left", command.person.id, facts)
    uow.changed("board", "truck", made)
    return {"number": number, "parcels": len(loaded), "behind": len(missing)}


def be_late(carrier: str, time: str, person: Person, uow: UnitOfWork) -> None:
    """Today's truck of the carrier leaves at another time: the clocks of its waves go with it.

    Raises:
        Refused: `trucks.time`, `truck.none_today`.
    """
    trucks = uow.releasing.timetable(person.w)
    day, minute = trucks.day_at(uow.now), minute_of(time[:5])
    planned = trucks.on_day(carrier, day)
    if planned is None:
        raise Refused("truck.none_today", 409, {"carrier": carrier})
    if minute is None:
        raise Refused("trucks.time", 400, {"time": time[:20]})
    uow.shipments.delay(person.w, carrier, day.isoformat(), minute)
    at = trucks.departure(day, minute)
    waves = uow.shipments.move_clock(person.w, carrier, planned, at)
    facts = {"carrier": carrier, "time": wall_text(minute), "waves": waves}
    uow.releasing.note(person.w, "truck_late", person.id, facts)
    uow.changed("board", "trucks", person.w)


def to_other(carrier: str, cutoff_at: int, other: str, person: Person, uow: UnitOfWork) -> int:
    """Whatever this truck does not have goes with another carrier, and Odoo is told; how many orders that were.

    Raises:
        Refused: `truck.other` (no carrier we know, or the same), `truck.nothing_left`.
    """
    if other == carrier or other not in uow.shipments.carriers(person.w, uow.releasing.rules(RULES, person.w)):
        raise Refused("truck.other", 400, {"carrier": other[:40]})
    truck = _truck(carrier, cutoff_at, person.w, uow)
    for transfer in truck.transfers:
        choose_carrier(transfer, other, "truck", uow)
    then = uow.releasing.timetable(person.w).next_departure(other, uow.now)
    uow.shipments.move_waves(person.w, carrier, cutoff_at, other, then)
    facts = {"carrier": carrier, "other": other, "orders": len(truck.missing)}
    _note("truck_other", truck, facts, person, uow)
    return len(truck.missing)


def tell_customers(carrier: str, cutoff_at: int, person: Person, uow: UnitOfWork) -> int:
    """Who gets an order that this truck does not have hears that it leaves later, once; how many hear it now.

    Raises:
        Refused: `truck.nothing_left`, `truck.no_words` (the message is off in every language), `truck.told`.
    """
    truck = _truck(carrier, cutoff_at, person.w, uow)
    if not switched_on(LATE, uow.releasing.rules("template", person.w)):
        raise Refused("truck.no_words", 409)
    event = f"truck|{carrier}.{cutoff_at}"
    told = sum(tell_customer(TellCustomer(LATE, event, one, {}), uow) for one in dict.fromkeys(truck.transfers))
    if not told:
        raise Refused("truck.told", 409)
    _note("truck_told", truck, {"carrier": carrier, "orders": told}, person, uow)
    return told


def _truck(carrier: str, cutoff_at: int, w: int, uow: UnitOfWork) -> Truck:
    """Raises Refused `truck.nothing_left`: it has all its orders, or left with another time."""
    times = uow.releasing.timetable(w)
    orders = with_departures(uow.shipments.on_trucks(w), lambda one: times.next_departure(one, uow.now))
    found = (one for one in sweep(orders, uow.now) if (one.carrier, one.cutoff_at) == (carrier, cutoff_at))
    truck = next(found, None)
    if truck is None or not truck.missing:
        raise Refused("truck.nothing_left", 409, {"carrier": carrier})
    return truck


def _note(kind: str, truck: Truck, facts: dict[str, Any], person: Person, uow: UnitOfWork) -> None:
    """What was done stands in the history of the day, and on the truck's exception where there is one."""
    uow.releasing.note(person.w, kind, person.id, facts)
    case = uow.cases.find(truck_key(truck))
    if case is not None:
        uow.cases.note(case.id, kind, person.id, facts)
    uow.changed("board", "trucks", person.w)


def to_next(carrier: str, cutoff_at: int, person: Person, uow: UnitOfWork) -> int:
    """Whatever this truck does not have goes with the carrier's next one; how many waves of it that were.

    Orders in no wave are no longer proposed for it. A time of its own (`be_late`) has it take orders again.

    Raises:
        Refused: `truck.no_next`.
    """
    trucks = uow.releasing.timetable(person.w)
    day = trucks.day_at(cutoff_at)
    then = trucks.next_departure(carrier, max(cutoff_at, uow.now))
    if then is None:
        raise Refused("truck.no_next", 409, {"carrier": carrier})
    if trucks.on_day(carrier, day) == cutoff_at:
        uow.shipments.close_truck(person.w, carrier, day.isoformat())
    waves = uow.shipments.move_clock(person.w, carrier, cutoff_at, then)
    uow.releasing.note(person.w, "truck_next", person.id, {"carrier": carrier, "waves": waves})
    uow.changed("board", "trucks", person.w)
    return waves
