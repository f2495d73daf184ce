"""Cases that come of Odoo and the floor disagreeing. The key names what is wrong, so that it goes when that goes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.picking import Line
from warehouse_app.domain.tasks import NewTask
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.shelf import MoveToTell
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import CountToTell, FloorTransfer
from warehouse_app.service.tasks import ask_task, end_about

FOREIGN, LATE, BATCH, REFUSED, NOT_CLOSED, BENCH = "foreign", "late", "batch", "refused", "not_closed", "bench"
DIFFERS = "INV-DIFF"
_TYPES = {REFUSED: "FUL-SCAN", NOT_CLOSED: "FUL-SCAN", BENCH: "FUL-SCAN"}
_WHY = {REFUSED: "odoo.refused", NOT_CLOSED: "odoo.not_closed"}


def key_of(what: str, transfer: int) -> str:
    """The finding key of something about a transfer."""
    return f"{_TYPES.get(what, 'ORD-CHANGED')}|{what}|{transfer}"


def raise_about(uow: UnitOfWork, what: str, transfer: int, **facts: Any) -> None:
    """Opens the case `what` about a transfer; once more, it gets a line of history."""
    about = uow.telling.about(transfer)
    known = {"order": about.order, "wave": about.number, "tote": about.tote, "why": _WHY.get(what, what)}
    type_ = _TYPES.get(what, "ORD-CHANGED")
    key, facts = key_of(what, transfer), known | facts
    finding = Finding(key, type_, about.w, about.cutoff_at, wave=about.wave, transfer=transfer, facts=facts)
    open_case(finding, uow)
    uow.changed("board", "case", transfer)


def raise_once(uow: UnitOfWork, what: str, transfer: int, **facts: Any) -> None:
    """As `raise_about`, by somebody who looks every few seconds: a case that is open is left as it is."""
    if not uow.cases.is_open(key_of(what, transfer)):
        raise_about(uow, what, transfer, **facts)


def settle(uow: UnitOfWork, what: str, transfer: int) -> None:
    """What was wrong is no longer."""
    uow.cases.close(key_of(what, transfer), "gone")


def put_back(uow: UnitOfWork, transfer: FloorTransfer, line: int, qty_m: int) -> None:
    """Goods in the tote that nobody wants any more: where they came from, and how many. None: the case goes."""
    still_to_put_back(uow, transfer.w, line, qty_m)


def back_key(line: int) -> str:
    """The finding key of goods of a line that are to be put back."""
    return f"ORD-CHANGED|put_back|{line}"


def still_to_put_back(uow: UnitOfWork, w: int, line: int, qty_m: int) -> None:
    """As `put_back`, where the warehouse is known."""
    if qty_m:
        case = _about_line(uow, "ORD-CHANGED", back_key(line), w, line, why="put_back", qty_m=qty_m)
        _ask_back(uow, w, line, qty_m, case)
    else:
        end_about(w, back_key(line), "done", uow)
        uow.cases.close(back_key(line), "gone")
        known = uow.floor.line(line)
        if known is not None and not uow.packing.still_back(known.transfer):
            uow.packing.empty_totes(known.transfer)


def _ask_back(uow: UnitOfWork, w: int, line: int, qty_m: int, case: int) -> None:
    """They lie in a tote: whoever has the wave is asked on the walk, and when the walk is over anybody."""
    goods, now = uow.floor.goods(line), uow.floor.line(line)
    known = uow.cases.get(case)
    if now is not None and known is not None:
        new = NewTask(w, "put_back", back_key(line), case, now.transfer, line, now.product, now.lot, qty_m,
                      target=now.location, tote=goods.tote, due_at=known.due_at)  # fmt: skip
        ask_task(new, uow)


def left_over(uow: UnitOfWork, w: int, line: int, left_m: int) -> None:
    """Picked, and in none of the boxes when the order left the bench: it is in the tote, or nowhere."""
    _about_line(uow, "FUL-SCAN", f"FUL-SCAN|left|{line}", w, line, why="pack.left_over", qty_m=left_m)


def raise_recount(uow: UnitOfWork, w: int, line: Line) -> None:
    """A pick turned up that was made before the bin was counted: the count knew nothing of it."""
    key = f"INV-COUNT|bin|{line.location}.{line.product}"
    case = _about_line(uow, "INV-COUNT", key, w, line.id, why="recount")
    ask_task(NewTask(w, "count", key, case, product=line.product, origin=line.location), uow)


def differs_key(count: CountToTell) -> str:
    """The finding key of a bin whose count differs from the book."""
    return f"{DIFFERS}|bin|{count.location}.{count.product}.{count.lot or '-'}"


def counted(uow: UnitOfWork, count: CountToTell, book_m: int, cost: int) -> None:
    """Somebody counted a bin: either it agrees with the book, or a supervisor says what is right.

    `cost` of one, in hundredths of the money.
    """
    uow.cases.close(f"INV-COUNT|bin|{count.location}.{count.product}", "counted")
    if count.counted_m == book_m:
        uow.cases.close(differs_key(count), "agrees")
    else:
        named = uow.counts.named(count.id)
        facts = asdict(named) | {"why": "differs", "count": count.id, "counted_m": count.counted_m, "book_m": book_m}
        facts |= {"worth": abs(count.counted_m - book_m) * cost // 1000}
        open_case(Finding(differs_key(count), DIFFERS, count.w, facts=facts), uow)
    uow.changed("board", "case", count.id)


def raise_move(uow: UnitOfWork, move: MoveToTell, words: str) -> None:
    """Goods lie elsewhere now, and Odoo will not have it so."""
    facts = {
        "product": move.name,
        "sku": move.sku,
        "location": move.codes[0],
        "to": move.codes[1],
        "why": "odoo.refused",
    }
    facts |= {"words": words, "worker": move.worker or ""}
    more = {"qty_m": move.qty_m, "wave": ""}
    open_case(Finding(f"INV-MOVE|move|{move.id}", "INV-MOVE", move.w, facts=facts | more), uow)
    uow.changed("board", "case", move.id)


def raise_count(uow: UnitOfWork, w: int, count: int, why: str, words: str) -> None:
    """A count that does not get into Odoo."""
    facts = {"why": why, "words": words, "wave": ""}
    open_case(Finding(f"INV-COUNT|count|{count}", "INV-COUNT", w, facts=facts), uow)
    uow.changed("board", "case", count)


def _about_line(uow: UnitOfWork, type_: str, key: str, w: int, line: int, **facts: Any) -> int:
    goods = uow.floor.goods(line)
    case = open_case(Finding(key, type_, w, goods.cutoff_at, line=line, facts=asdict(goods) | facts), uow)
    uow.changed("board", "case", line)
    return case
