"""What the page of the trucks shows, and a truck's manifest as fields of a paper and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain.trucks import Truck, sweep, with_departures
from warehouse_app.service.carrier_choice import RULES
from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.measures import cell
from warehouse_app.service.pack_label import weight_text
from warehouse_app.service.ports.shipments import Manifest, ManifestParcel
from warehouse_app.service.ports.views import Views
from warehouse_app.service.release_page import left_text

NAMED = 12
COLUMNS = ("number", "tracking", "order", "zip", "city", "country", "weight_g", "loaded_at")


def trucks_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """One picture of warehouse `w`: trucks that are still to leave, and those that left today."""
    times = views.timetable(w)
    orders = with_departures(views.shipments.on_trucks(w), lambda one: times.next_departure(one, look.now))
    loads = _loads(views, w)
    rows = [_truck(one, loads, look) for one in sweep(orders, look.now)]
    known = views.shipments.carriers(w, views.rules(RULES, w))
    today = times.day_at(look.now).isoformat()
    left = [_left(one, look) for one in views.shipments.manifests(w, today)]
    return {"trucks": rows, "left": left, "day": today, "carriers": known}


def manifest_paper(found: Manifest, parcels: Sequence[ManifestParcel], look: Looker) -> tuple[Any, Any]:
    """Head and rows, for the designs `manifest_head` and `manifest_line`."""
    say, carrier = look.say, found.carrier or look.say("board.no_carrier")
    head = {
        "title": say("manifest.title", carrier=carrier), "number": found.number,
        "left": f"{found.day} {clock_text(found.left_at, look.zone)}", "size": say("manifest.parcels", n=found.parcels),
        "driver": say("manifest.driver", name=found.driver or "-"), "sign": say("manifest.sign"),
        "behind": say("manifest.behind", n=found.behind) if found.behind else "",
    }  # fmt: skip
    return head, [_row(n, parcel) for n, parcel in enumerate(parcels, start=1)]


def manifest_csv(parcels: Sequence[ManifestParcel]) -> str:
    """A line a parcel; times in ms UTC, weights in g. No cell begins as a formula would."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for parcel in parcels:
        values = (getattr(parcel, name) for name in COLUMNS)
        writer.writerow([cell(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def _loads(views: Views, w: int) -> Mapping[str, tuple[int, int]]:
    """By carrier: parcels on the truck at the door, and parcels that are still to be scanned onto it."""
    found: dict[str, tuple[int, int]] = {}
    for parcel in views.packing.truck_parcels(w):
        on, off = found.get(parcel.carrier or "", (0, 0))
        found[parcel.carrier or ""] = (on + parcel.loaded, off + (not parcel.loaded))
    return found


def _truck(truck: Truck, loads: Mapping[str, tuple[int, int]], look: Looker) -> dict[str, Any]:
    figure, unit = left_text(truck.cutoff_at, look)
    loaded, waiting = loads.get(truck.carrier, (0, 0))
    return {
        "carrier": truck.carrier, "name": truck.carrier or look.say("board.no_carrier"), "cutoff_at": truck.cutoff_at,
        "at": clock_text(truck.cutoff_at, look.zone) if truck.cutoff_at is not None else "", "figure": figure,
        "unit": unit, "made": truck.made, "at_risk": _named(truck.at_risk), "lost": _named(truck.lost),
        "risk_n": len(truck.at_risk), "lost_n": len(truck.lost), "loaded": loaded, "waiting": waiting,
    }  # fmt: skip


def _named(orders: Sequence[str]) -> str:
    return ", ".join(orders[:NAMED]) + (" …" if len(orders) > NAMED else "")


def _left(one: Manifest, look: Looker) -> dict[str, Any]:
    return {
        "number": one.number, "name": one.carrier or look.say("board.no_carrier"), "driver": one.driver or "",
        "at": clock_text(one.left_at, look.zone), "parcels": one.parcels, "behind": one.behind, "by": one.person or "",
    }  # fmt: skip


def _row(n: int, parcel: ManifestParcel) -> dict[str, str]:
    place = " ".join(filter(None, (parcel.zip, parcel.city, parcel.country)))
    return {
        "n": str(n), "number": parcel.number, "order": parcel.order, "place": place,
        "tracking": parcel.tracking if parcel.tracking != parcel.number else "",
        "weight": weight_text(parcel.weight_g),
    }  # fmt: skip
