"""Benches upload what they did; here it is judged and counted. Nothing that arrives is lost: see `record_events`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from warehouse_app.domain.facts import Event
from warehouse_app.domain.numbers import with_check
from warehouse_app.domain.packing import (
    KINDS,
    Bench,
    BoxChecked,
    BoxClosed,
    Boxed,
    BoxOpened,
    Loaded,
    PackFact,
    Parcel,
    Unboxed,
    in_hand,
    parse_packing,
    put_in,
    take_out,
    token_of,
    why_not_closed,
    why_not_opened,
    why_not_packed,
)
from warehouse_app.domain.picking import Conflict, Invalid
from warehouse_app.service.box_papers import queue_papers
from warehouse_app.service.carrier_labels import await_labels
from warehouse_app.service.judging import Judged
from warehouse_app.service.pack_check_facts import box_checked, why_not_the_goods
from warehouse_app.service.pack_desk import Desk
from warehouse_app.service.pack_tell import load_parcel, tell_box, tell_packed
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_jobs import queue_label, replace_label


def read_packing(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of a bench's event. Raises Malformed."""
    fact = parse_packing(event)
    return partial(_judge, device, event, fact, uow)


PACKING: Mapping[str, Callable[[Device, Event, UnitOfWork], Callable[[], Judged]]] = dict.fromkeys(KINDS, read_packing)


def _judge(device: Device, event: Event, fact: PackFact, uow: UnitOfWork) -> Judged:
    if isinstance(fact, Loaded):
        return _loaded(device, fact, uow)
    row = uow.packing.row(fact.transfer)
    if row is None or row.w != device.w:
        return Judged("invalid", "pack.transfer_unknown")
    desk = Desk(device, event, uow, row, fact.line if isinstance(fact, Boxed | Unboxed) else None)
    bench = uow.packing.bench(row.transfer)
    if row.state != "open" or (bench is not None and bench.packed_at is not None):
        return desk.refused(Conflict("pack.over_already"))
    if not in_hand(bench, event.epoch, device.id):
        return desk.refused(Conflict("epoch.old"))
    _follow_opening(desk, bench)
    return _at_bench(desk, fact)


def _at_bench(desk: Desk, fact: PackFact) -> Judged:
    match fact:
        case Boxed():
            return _boxed(desk, fact)
        case Unboxed():
            return _unboxed(desk, fact)
        case BoxClosed():
            return _box_closed(desk, fact)
        case BoxOpened():
            return _box_opened(desk, fact)
        case BoxChecked():
            return box_checked(desk, fact)
        case _:
            return _packed(desk)


def _follow_opening(desk: Desk, bench: Bench | None) -> None:
    """After a restore the store may have forgotten that this bench opened the order: believe the bench."""
    event = desk.event
    if bench is None or event.epoch > bench.epoch:
        desk.uow.packing.save_bench(Bench(desk.row.transfer, event.epoch, desk.device.id, event.person))


def _boxed(desk: Desk, fact: Boxed) -> Judged:
    packing = desk.uow.packing
    line, parcel = packing.line(fact.line), packing.parcel(token_of(fact.parcel))
    if line is None or line.transfer != fact.transfer:
        return desk.refused(Invalid("line.unknown"))
    after = why_not_the_goods(desk, fact) or put_in(line, parcel, fact.qty_m)
    if isinstance(after, Conflict):
        return desk.refused(after)
    packing.save_line(after)
    box = parcel or _new_parcel(desk, fact.parcel)
    packing.fill(box.id, fact.qty_m)

    def count() -> None:
        packing.put(desk.event.id, box.id, line.id, fact.qty_m)
        desk.uow.changed("board", "pack", fact.transfer)

    return desk.accepted(count)


def _new_parcel(desk: Desk, name: str) -> Parcel:
    number = with_check(f"P-{desk.uow.number('parcel', desk.row.w):05d}")
    return desk.uow.packing.add_parcel(desk.row.transfer, token_of(name), number, desk.row.w)


def _unboxed(desk: Desk, fact: Unboxed) -> Judged:
    packing = desk.uow.packing
    line, item = packing.line(fact.line), packing.item(fact.event)
    if line is None or line.transfer != fact.transfer:
        return desk.refused(Invalid("line.unknown"))
    if item is None and _never_counted(fact, desk.uow):
        return Judged("accepted", "undo.nothing_counted", about=(line.id, fact.transfer))
    parcel = next((one for one in packing.parcels(fact.transfer) if item and one.id == item.parcel), None)
    after = take_out(line, item, parcel)
    if isinstance(after, Conflict | Invalid):
        return desk.refused(after)
    packing.save_line(after)
    if parcel is not None and item is not None:
        packing.fill(parcel.id, -item.qty_m)
    return desk.accepted(partial(desk.uow.journal.reverse, fact.event, desk.event.id))


def _never_counted(fact: Unboxed, uow: UnitOfWork) -> bool:
    kept = uow.journal.find([fact.event]).get(fact.event)
    return kept is not None and kept.verdict == "conflict"


def _box_closed(desk: Desk, fact: BoxClosed) -> Judged:
    packing = desk.uow.packing
    parcel = packing.parcel(token_of(fact.parcel))
    why = why_not_closed(parcel, fact.transfer)
    if why is not None or parcel is None:
        return desk.refused(why or Conflict("pack.box_empty"))
    if fact.box is not None and not packing.knows_box(fact.box):
        return desk.refused(Invalid("pack.box_unknown"))
    packing.close_parcel(parcel.id, fact.box, fact.weight_g)

    def tell() -> None:
        tell_box(desk.uow, desk.row, parcel)
        queue_label(desk.device, parcel, desk.event.person, desk.uow)
        queue_papers(desk.device, parcel, desk.event.person, desk.uow)

    return desk.accepted(tell)


def _box_opened(desk: Desk, fact: BoxOpened) -> Judged:
    """Odoo has its goods in no box until it is closed anew."""
    packing = desk.uow.packing
    parcel = packing.parcel(token_of(fact.parcel))
    parcels = packing.parcels(fact.transfer)
    why = why_not_opened(parcel if parcel in parcels else None, parcels)
    if why is not None or parcel is None:
        return desk.refused(why or Conflict("pack.box_not_closed"))
    packing.open_parcel(parcel.id)

    def tell() -> None:
        replace_label(parcel, desk.event.person, desk.uow)
        desk.uow.floor.want(fact.transfer)

    return desk.accepted(tell)


def _packed(desk: Desk) -> Judged:
    packing, transfer = desk.uow.packing, desk.row.transfer
    why = why_not_packed(packing.parcels(transfer), bool(desk.uow.pack_checks.held([transfer])))
    if why is not None:
        return desk.refused(why)
    bench = packing.bench(transfer) or Bench(transfer)
    packing.save_bench(replace(bench, packed_at=desk.uow.now))

    def tell() -> None:
        tell_packed(desk.uow, desk.row, desk.event.person)
        await_labels(desk.device, desk.row, desk.uow)

    return desk.accepted(tell)


def _loaded(device: Device, fact: Loaded, uow: UnitOfWork) -> Judged:
    parcel = uow.packing.parcel(token_of(fact.parcel))
    row = uow.packing.row(parcel.transfer) if parcel else None
    if parcel is None or row is None or row.w != device.w:
        return Judged("invalid", "pack.parcel_unknown")
    if parcel.state != "closed":
        return Judged("invalid", "pack.not_closed", about=(None, parcel.transfer))
    if parcel.loaded_at is not None:
        return Judged("accepted", "pack.loaded_already", about=(None, parcel.transfer))
    return Judged("accepted", about=(None, parcel.transfer), then=partial(load_parcel, uow, row, parcel))
