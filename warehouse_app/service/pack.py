"""The bench opens an order: by tote, by name, by parcel, by any item of it, or by the wave it came with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.barcodes import Scan, normalise
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.pack_sheet import PackingRules, compile_pack_sheet
from warehouse_app.domain.packing import Bench
from warehouse_app.service.carrier_choice import RULES, follow_rule, with_carrier
from warehouse_app.service.cartons import with_cartons
from warehouse_app.service.pack_checks import label_again, with_checks
from warehouse_app.service.ports.packing import PackRow
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.print_jobs import queue_label
from warehouse_app.service.profiles import held_rules


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """A packer scans something at a bench. With `take` an order open at another bench is taken over."""

    code: str
    device: Device
    person: Person
    take: bool = False


def pack_queue(views: Views, w: int) -> list[dict[str, Any]]:
    """What is ready for the benches of warehouse `w`, worst cut-off first: for the idle screen."""
    rows = [row for row in views.packing.pack_rows(w) if not row.open_lines and row.due_m]
    held, places = views.pack_checks.held([row.transfer for row in rows]), views.slots.places(w)
    return [_queued(row, places) | ({"state": "held"} if row.transfer in held else {}) for row in rows]


def open_order(command: OpenOrder, rules: PackingRules, uow: UnitOfWork) -> dict[str, Any]:
    """The sheet of the order, now open at this bench.

    Raises:
        Refused: `pack.unknown`, `pack.not_picked`, `pack.waits`, `pack.elsewhere`, `pack.done`, `pack.empty`,
            `pack.gone`, `pack.behind`, `pack.more_coming` (with `take` it is opened all the same).
    """
    row = _find(command, uow)
    _check(row)
    if not command.take:
        _check_all_here(row, uow)
    bench = uow.packing.bench(row.transfer) or Bench(row.transfer)
    if bench.device != command.device.id:
        _take(command, row, bench, uow)
    follow_rule(row.w, row.transfer, uow)
    sheet = compile_pack_sheet(uow.packing.pack_facts(row.transfer), rules, uow.generation)
    sheet = with_checks(sheet, row.w, held_rules(uow.releasing.rules, uow.now), uow.pack_checks)
    sheet = with_carrier(sheet, row.w, uow.releasing.rules(RULES, row.w), uow.shipments)
    sheet = _with_shelf(sheet, uow.slots.places(row.w))
    if label_again(sheet, uow):
        closed = (box for box in uow.packing.parcels(row.transfer) if box.state == "closed")
        for box in closed:
            queue_label(command.device, box, command.person.id, uow)
    return with_cartons(sheet, row.w, uow.cartons)


def sheet_of(transfer: int, device: Device, rules: PackingRules, now: int, views: Views) -> dict[str, Any]:
    """The sheet of what this bench has open, afresh, as rules are at `now` (ms UTC).

    Raises:
        Refused: `pack.not_here`.
    """
    mine = {row.transfer for row in views.packing.pack_rows(device.w) if row.device == device.id}
    if transfer not in mine:
        raise Refused("pack.not_here", 403)
    sheet = compile_pack_sheet(views.packing.pack_facts(transfer), rules, views.generation)
    sheet = with_checks(sheet, device.w, held_rules(views.rules, now), views.pack_checks)
    sheet = with_carrier(sheet, device.w, views.rules(RULES, device.w), views.shipments)
    sheet = _with_shelf(sheet, views.slots.places(device.w))
    return with_cartons(sheet, device.w, views.cartons)


def _queued(row: PackRow, places: Mapping[str, str]) -> dict[str, Any]:
    state = "waits" if row.rest == "wait" else "open" if row.device is not None else "ready"
    return {
        "transfer": row.transfer,
        "name": row.name,
        "order": row.order,
        "carrier": row.carrier,
        "cutoff_at": row.cutoff_at,
        "totes": [code for code, _ in row.totes],
        "stands": [places[code] for code, _ in row.totes if code in places],
        "wave": row.wave,
        "pieces_m": row.due_m,
        "lines": row.lines,
        "state": state,
        "by": row.person,
    }


def _find(command: OpenOrder, uow: UnitOfWork) -> PackRow:
    """A tote first: its code may look like anything. Then names, then goods: of those nobody has, the most urgent."""
    scan, w = normalise(command.code, lambda _text: True), command.device.w
    if not isinstance(scan, Scan):
        raise Refused("pack.unknown", 404, {"code": command.code[:40]})
    origin = uow.packing.in_tote(w, scan.text)
    if origin is not None:
        return _of_tote(origin, uow)
    named = uow.packing.named(w, scan.text)
    if named:
        return next((row for row in named if row.state == "open"), named[0])
    wave = uow.releasing.find_wave(w, scan.text)
    if wave is not None:
        return _of_wave(wave, command, uow)
    wanting = [row for row in uow.packing.wanting(w, _goods(command.code) or scan.text) if row]
    rows = [row for row in uow.packing.pack_rows(w) if row.transfer in wanting and not row.open_lines and row.due_m]
    held = uow.pack_checks.held([row.transfer for row in rows])
    ready = [row for row in rows if row.transfer not in held] or rows
    free = [row for row in ready if row.device in (None, command.device.id) and row.rest != "wait"]
    if not rows:
        raise Refused("pack.unknown", 404, {"code": scan.text})
    return (free or rows)[0]


def _of_wave(wave: int, command: OpenOrder, uow: UnitOfWork) -> PackRow:
    """The most urgent order of it that this bench may pack now; else why not."""
    origins = uow.packing.on_wave(wave)
    if not origins:
        raise Refused("pack.unknown", 404, {"code": command.code[:40]})
    its = set(origins) | {row.transfer for origin in origins for row in uow.packing.after(origin)}
    rows = [row for row in uow.packing.pack_rows(command.device.w) if row.transfer in its]
    ready = [row for row in rows if not row.open_lines and row.due_m and row.rest != "wait"]
    free = [row for row in ready if row.device in (None, command.device.id)]
    return next(iter([*free, *ready, *rows]), None) or _of_tote(origins[0], uow)


def _goods(code: str) -> str | None:
    """The number of the goods that a GS1 label names."""
    scan = normalise(code)
    return str(scan.gs1[0].get("gtin", "")) if isinstance(scan, Scan) and scan.gs1 else None


def _of_tote(origin: int, uow: UnitOfWork) -> PackRow:
    """With one step the tote's own transfer is packed, in a chain the document that follows it."""
    own = uow.packing.row(origin)
    if own is not None:
        return own
    return _following(origin, uow.packing.after(origin), uow)


def _following(origin: int, after: Sequence[PackRow], uow: UnitOfWork) -> PackRow:
    still = next((row for row in after if row.state == "open" and row.packed_at is None), None)
    if still is not None:
        return still
    if after:
        return after[0]
    about = uow.telling.about(origin)
    floor = uow.telling.transfers([origin])[origin]
    if floor.state == "cancelled":
        raise Refused("pack.gone", 409, {"order": about.order})
    if floor.state != "done" and floor.rest == "wait":
        raise Refused("pack.waits", 409, {"order": about.order})
    if floor.state == "done" or floor.wave_state == "walked":  # the floor is done with it, Odoo is not
        raise Refused("pack.behind", 409, {"order": about.order})
    open_lines = sum(line.picked_m + line.short_m < line.demand_m for line in floor.lines)
    raise Refused("pack.not_picked", 409, {"order": about.order, "open": open_lines})


def _check(row: PackRow) -> None:
    facts = {"order": row.order, "open": row.open_lines}
    if row.state == "cancelled":
        raise Refused("pack.gone", 409, facts)
    if row.state == "done" or row.packed_at is not None:
        raise Refused("pack.done", 409, facts)
    if row.rest == "wait":
        raise Refused("pack.waits", 409, facts)
    if row.open_lines:
        raise Refused("pack.not_picked", 409, facts)
    if not row.due_m:
        raise Refused("pack.empty", 409, facts)


def _check_all_here(row: PackRow, uow: UnitOfWork) -> None:
    """In a chain the picks of an order are packed together while all are on the way; a person may say otherwise."""
    here, coming = uow.packing.coming(row.transfer) if row.step == "pack" else (1, [])
    if not coming:
        return
    where = ", ".join(" ".join(filter(None, (one.tote, one.wave, one.person))) for one in coming)
    facts = {"order": row.order, "here": here, "of": here + len(coming), "where": where}
    raise Refused("pack.more_coming", 409, facts | {"slot": uow.slots.free(row.w) or "-"})


def _with_shelf(sheet: dict[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    """The sheet with where its totes stand, told before anything is scanned."""
    stand = [
        {"key": "pack.note.shelf", "args": {"tote": tote["code"], "slot": places[tote["code"]]}}
        for tote in sheet["totes"]
        if tote["code"] in places
    ]
    return sheet | {"notes": [*stand, *sheet["notes"]]}


def _take(command: OpenOrder, row: PackRow, bench: Bench, uow: UnitOfWork) -> None:
    """A bench that was revoked lets go by itself."""
    other = uow.devices.get(bench.device) if bench.device is not None else None
    if other is not None and not other.revoked and not command.take:
        facts = {"order": row.order, "by": row.person or "", "device": other.name}
        raise Refused("pack.elsewhere", 409, facts)
    taken = Bench(row.transfer, bench.epoch + 1, command.device.id, command.person.id, bench.packed_at)
    uow.packing.save_bench(taken)
    uow.changed("board", "pack", row.transfer)
