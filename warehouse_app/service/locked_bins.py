"""A bin that was denied: locked with its case, marked for everybody on the way there, and free again by a count or
by goods that are taken from it after all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.facts import Event, Short
from warehouse_app.domain.picking import Line
from warehouse_app.domain.reasons import Consequences
from warehouse_app.domain.tasks import NewTask
from warehouse_app.service.kits import settle_kits
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.bins import Hit, Lock
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import CountToTell
from warehouse_app.service.tasks import ask_task, end_about

SHOWN = 20
EMPTY = "INV-BIN"  # goods that are damaged, say, are not counted but looked at


def count_key(location: int, product: int) -> str:
    """By what the task to count goods in a bin that was denied is known."""
    return f"count|denied|{location}.{product}"


def bin_key(type_: str, line: Line) -> str:
    """The finding key of the goods of a line in its bin."""
    return f"{type_}|bin|{line.location}.{line.product}"


def deny(event: Event, short: Short, line: Line, w: int, follows: Consequences, at: int, uow: UnitOfWork) -> int | None:
    """Locks the bin since `at` and marks it for all who are on the way; the case about it, if the reason has one."""
    if follows.opens == "none":
        return None
    hits = [hit for hit in uow.bins.hits(line.location, line.product) if hit.line != line.id]
    case = _open(event, short, line, w, follows.opens, hits, uow)
    if follows.locks:
        uow.bins.lock(w, line.location, line.product, case, line.id, at)
        if follows.opens == EMPTY:
            ask_task(_count_of(w, line, case, event.person), uow)
        tell_walkers(hits, uow)
    return case


def _open(event: Event, short: Short, line: Line, w: int, type_: str, hits: Sequence[Hit], uow: UnitOfWork) -> int:
    """The exception about the bin, with all orders that are hit."""
    goods = uow.floor.goods(line.id)
    worst = min((hit.cutoff_at for hit in hits if hit.cutoff_at is not None), default=goods.cutoff_at)
    cutoff_at = worst if goods.cutoff_at is None or worst is None else min(worst, goods.cutoff_at)
    orders = list(dict.fromkeys([goods.order, *(hit.order for hit in hits)]))
    facts = asdict(goods) | {"reason": short.reason, "found_m": short.found_m, "missing_m": short.missing_m}
    facts |= {"orders": orders[:SHOWN], "hit": len(orders), "cutoff_at": cutoff_at}
    finding = Finding(bin_key(type_, line), type_, w, cutoff_at, line=line.id, event=event.id, facts=facts)
    return open_case(finding, uow)


def _count_of(w: int, line: Line, case: int, by: int | None) -> NewTask:
    about = count_key(line.location, line.product)
    return NewTask(w, "count", about, case, product=line.product, origin=line.location, asked_by=by, not_for=by)


def goods_seen(line: Line, at: int, uow: UnitOfWork) -> None:
    """Goods were taken at `at` (our clock) from a bin that had been denied before: there are some after all."""
    lock = uow.bins.lock_of(line.location, line.product)
    if lock is None or at < lock.at:
        return
    case = uow.cases.get(lock.case)
    if case is None or case.type == "INV-GOODS":  # good ones among bad ones do not make the bad ones good
        return
    free(lock, "goods_seen", uow)


def taken_back(line: Line, uow: UnitOfWork) -> None:
    """Who denied the bin found the goods there, or takes it back; a kit that lacked them is whole."""
    settle_kits(line.transfer, uow)
    lock = uow.bins.lock_of(line.location, line.product)
    if lock is not None and lock.line == line.id:
        free(lock, "found", uow)


def bin_counted(count: CountToTell, uow: UnitOfWork) -> None:
    """Odoo's book of the bin is what somebody counted there; whoever denied it cannot confirm themselves."""
    lock = uow.bins.lock_of(count.location, count.product)
    if lock is None or count.counted_at < lock.at:
        return
    by = uow.bins.counted_by(count.id)
    if by is not None and by != lock.by:
        free(lock, "counted", uow)


def free(lock: Lock, why: str, uow: UnitOfWork, person: int | None = None) -> None:
    """The exception about the bin is over, and with it the lock; sheets lose the mark at the next stop.

    Nobody has to count it any more.
    """
    end_about(lock.w, count_key(lock.location, lock.product), "done" if why == "counted" else "cancelled", uow)
    uow.cases.resolve(lock.case, why, person)
    unmarked([lock], uow)
    uow.changed("board", "case", lock.case)


def unmarked(locks: Sequence[Lock], uow: UnitOfWork) -> None:
    """These bins are locked no longer: whoever is on the way there hears of it."""
    for lock in locks:
        tell_walkers(uow.bins.hits(lock.location, lock.product), uow)


def tell_walkers(hits: Sequence[Hit], uow: UnitOfWork) -> None:
    """Whoever walks one of these gets a new sheet at the next stop."""
    for wave in dict.fromkeys(hit.wave for hit in hits if hit.wave is not None):
        uow.changed(f"wave:{wave}", "sheet", uow.following.new_sheet(wave))
        uow.changed("board", "wave", wave)
