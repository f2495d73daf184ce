"""The double's own records of the last weeks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Move, Picking, Site
from warehouse_app.demo.validation import ENDED
from warehouse_app.service.ports.odoo import OdooRefused, Past, PastPage

_PAGE = 200


def history(books: Books, part: str, site: Site, since_ms: int, after: int) -> PastPage:
    """A page of the part; what somebody closed to the app is refused."""
    if part in books.before.closed:
        raise OdooRefused(f"you are not allowed to read the {part}")
    rows = [row for row in _PARTS[part](books, site, since_ms // 1000 * 1000) if row.id > after]
    page = sorted(rows, key=lambda row: row.id)[:_PAGE]
    return PastPage(page, page[-1].id if len(page) == _PAGE else None)


def _deliveries(books: Books, site: Site, since: int) -> list[Past]:
    return [
        _delivery(books, row)
        for row in books.pickings.values()
        if row.type.code == "outgoing" and row.site == site.id
        if row.state not in ENDED or max(row.created_at, row.changed_at, row.done_at or 0) >= since
    ]


def _delivery(books: Books, row: Picking) -> Past:
    gone = [move for move in row.moves if move.ended == "cancel"]
    done, over = row.state == "done", row.state == "cancel"
    moves = [move for move in row.moves if not done or move not in gone]
    return Past(
        row.id,
        row.state,
        row.created_at,
        row.done_at if done else row.changed_at if over else None,
        row.wanted.deadline,
        sum(_worth(row, move, move.quantity_m if done else move.demand_m) for move in moves),
        is_backorder=row.backorder_of is not None,
        is_cut=done and bool(gone),
        cut=sum(_worth(row, move, move.demand_m) for move in gone),
        was_picked=any(row.id in other.then and other.state == "done" for other in books.pickings.values()),
    )


def _returns(books: Books, site: Site, since: int) -> list[Past]:
    found = []
    for row in books.pickings.values():
        sent = books.pickings.get(row.return_of or 0)
        if sent is None or sent.site != site.id or row.state != "done" or (row.done_at or 0) < since:
            continue
        worth = sum(_worth(row, move, move.quantity_m) for move in row.moves)
        owed = worth if row.order_id in books.before.invoiced else 0
        found.append(Past(row.id, "done", row.created_at, row.done_at, None, worth, owed=owed))
    return found


def _corrections(books: Books, site: Site, since: int) -> list[Past]:
    within = set(books.within(site.stock))
    return [
        Past(one.id, "done", one.at, one.at, None, round(one.difference_m * books.products[one.product].cost / 1000))
        for one in books.counts
        if one.location in within and one.at >= since
    ]


def _negative(books: Books, site: Site, _since: int) -> list[Past]:
    within = set(books.within(site.stock))
    return [
        Past(row.id, "", row.arrived, worth=round(row.quantity_m * books.products[row.product].cost / 1000))
        for row in books.stock
        if row.location in within and row.quantity_m < 0
    ]


def _payments(books: Books, site: Site, since: int) -> list[Past]:
    orders = {row.order_id: row for row in reversed(books.pickings.values()) if row.site == site.id}
    return [
        Past(id_, "", row.created_at, worth=row.wanted.value or 0, held=id_ in books.before.authorised)
        for id_, row in orders.items()
        if row.created_at >= since
    ]


def _remarks(books: Books, _site: Site, since: int) -> list[Past]:
    return [Past(n, "", at) for n, (_, at) in enumerate(books.before.remarks, start=1) if at >= since]


def _worth(row: Picking, move: Move, quantity_m: int) -> int:
    """Its share of what the order is worth, piece by piece."""
    all_m = sum(wanted_m for _, wanted_m in row.wanted.rows)
    return round((row.wanted.value or 0) * quantity_m / all_m) if all_m else 0


_PARTS: Mapping[str, Callable[[Books, Site, int], list[Past]]] = {
    "deliveries": _deliveries,
    "returns": _returns,
    "corrections": _corrections,
    "negative": _negative,
    "payments": _payments,
    "remarks": _remarks,
}
