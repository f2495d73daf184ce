"""Facts from beside the walk: a count is compared with Odoo, goods that were moved are booked there.

A count never corrects stock by itself. What names a place or goods nobody knows opens a case with what was scanned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from warehouse_app.domain.beside import KINDS, Counted, CountedRow, Moved, Named, parse_beside
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.facts import Event
from warehouse_app.service.close_wave import token
from warehouse_app.service.correct_count import compare_count
from warehouse_app.service.judging import Judged
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.shelf import NewMove, OnShelf
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tasks import end_task

Goods = tuple[OnShelf, int | None]


def read_beside(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of such an event. Raises Malformed."""
    fact = parse_beside(event)

    def judge() -> Judged:
        key = _count(device, event, fact, uow) if isinstance(fact, Counted) else book_move(device, event, fact, uow)
        return Judged("conflict" if key else "accepted", key, then=_nothing_more)

    return judge


def _nothing_more() -> None:
    """All is done when it is judged, the case too."""


BESIDE: Mapping[str, Callable[[Device, Event, UnitOfWork], Callable[[], Judged]]] = dict.fromkeys(KINDS, read_beside)


def _count(device: Device, event: Event, fact: Counted, uow: UnitOfWork) -> str | None:
    """What can be named is compared; the rest is a case. Of no use at all: the key why."""
    place = uow.shelf.place(device.w, fact.place)
    if place is None:
        not_counted(uow, device.w, event, "count.place_unknown", fact.place.code, "")
        return "count.place_unknown"
    counted_m, trouble = Counter[tuple[int, int | None]](), None
    for row in fact.rows:
        goods, key = _goods(device.w, row.goods, row, uow)
        if goods is None:
            trouble = f"count.{key}"
            not_counted(uow, device.w, event, trouble, row.goods.code, place[1])
        else:
            counted_m[goods[0].id, goods[1]] += _whole(row.counted_m, goods[0])
    for one in uow.shelf.lies(device.w, place[0]) if fact.empty else ():
        counted_m[one.product, one.lot] += 0
    if counted_m or fact.empty:
        _end_counts(device.w, place[0], event, uow)
    at = uow.counts.our_clock(device.id, fact.counted_at)
    for (product, lot), sum_m in counted_m.items():
        compare_count(device.w, product, place[0], lot, sum_m, at, event.id, uow)
    return None if counted_m or fact.empty else trouble


def _end_counts(w: int, location: int, event: Event, uow: UnitOfWork) -> None:
    """Whoever waits for a count of this place has one, unless it is by the person who reported it."""
    for task in uow.tasks.counts_at(w, location):
        if task.not_for is None or task.not_for != event.person:
            end_task(task, "done", uow, event.person, event.id)


def book_move(device: Device, event: Event, fact: Moved, uow: UnitOfWork) -> str | None:
    """Goods lie elsewhere: Odoo hears of it once, by the event. Else the key why not, and a case."""
    w = device.w
    source, target = uow.shelf.place(w, fact.source), uow.shelf.place(w, fact.target)
    if source is None or target is None:
        not_counted(uow, w, event, "move.place_unknown", fact.goods.code, (fact.target if source else fact.source).code)
        return "move.place_unknown"
    goods, key = _goods(w, fact.goods, fact, uow)
    if goods is None or source == target:
        key = f"move.{key}" if goods is None else "move.same_place"
        not_counted(uow, w, event, key, fact.goods.code, source[1])
        return key
    person = event.person if event.person is not None and uow.people.get(event.person) else None
    name, qty_m = token("move", event.id), _whole(fact.qty_m, goods[0])
    new = NewMove(w, event.id, person, goods[0].id, goods[1], qty_m, source[0], target[0], name)
    uow.outbox.add(w, "correct", f"move:{uow.shelf.add_move(new)}", {"what": "move"}, name)
    return None


def _goods(w: int, named: Named, fact: CountedRow | Moved, uow: UnitOfWork) -> tuple[Goods | None, str]:
    """The goods and their lot, or why they cannot be told."""
    found = uow.shelf.goods(w, named)
    if found is None:
        return None, "goods_unknown"
    if found.tracking == "none":
        return (found, None), ""
    lot = uow.shelf.lot(found.id, fact.lot, fact.lot_name)
    return ((found, lot), "") if lot is not None else (None, "lot_unknown")


def _whole(qty_m: int, goods: OnShelf) -> int:
    return qty_m * goods.factor_m // 1000


def not_counted(uow: UnitOfWork, w: int, event: Event, why: str, goods: str, place: str) -> None:
    """One case for each code of a fact, whatever is wrong with it."""
    facts: dict[str, Any] = {"product": goods, "location": place, "why": why, "wave": ""}
    open_case(Finding(f"INV-SCAN|{event.id}|{goods}", "INV-SCAN", w, event=event.id, facts=facts), uow)
    uow.changed("board", "case", 0)
