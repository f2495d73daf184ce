"""Orders that left the demo's warehouse before today, so that goods can come back at once."""

from __future__ import annotations

from random import Random

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Move, MoveLine, Picking, Site, Wanted

_DAY = 86_400_000
_HOURS = 5 * 3_600_000  # from the order to the truck
# How many days ago, what it was worth in hundredths, pieces by line: the fifth is dear, the last is late.
_ORDERS = (
    (1, 2_400, (2,)), (2, 7_900, (1, 3)), (3, 3_600, (4,)), (4, 5_200, (1, 1, 2)), (5, 31_000, (6,)),
    (40, 4_400, (2, 1)),
)  # fmt: skip


def ship_before(books: Books, random: Random, site: Site, articles: list[int], partners: list[int]) -> list[str]:
    """Orders done in the last days, with the goods at the customers; their names, the newest first.

    They come after all others, so that they change nothing of the day's orders.
    """
    made = [
        _shipped(books, random, site, _wanted(random, articles, partners, pieces, value), days)
        for days, value, pieces in _ORDERS
    ]
    return [picking.order for picking in made]


def _wanted(random: Random, articles: list[int], partners: list[int], pieces: tuple[int, ...], value: int) -> Wanted:
    goods = random.sample(articles, len(pieces))
    rows = tuple((product, number * 1000) for product, number in zip(goods, pieces, strict=True))
    return Wanted(random.choice(partners), rows, "DHL", value=value)


def _shipped(books: Books, random: Random, site: Site, wanted: Wanted, days: int) -> Picking:
    order, new, out = books.next_id("order"), books.next_id("picking"), site.chain[-1]
    picking = Picking(
        new,
        f"{site.code}/{out.name}/{new:05d}",
        f"S{order:05d}",
        order,
        out,
        wanted,
        site=site.id,
    )
    for product, quantity_m in wanted.rows:
        picking.moves.append(_moved(books, random, picking, product, quantity_m))
    picking.changed_at = picking.done_at = books.now_ms - days * _DAY
    picking.created_at = picking.done_at - _HOURS
    books.pickings[new] = picking
    return picking


def _moved(books: Books, random: Random, picking: Picking, product: int, quantity_m: int) -> Move:
    """Out of a bin that has such goods, in the lot that lies there."""
    lots = sorted({quant.lot for quant in books.stock if quant.product == product and quant.lot is not None})
    lot = random.choice(lots) if lots else None
    move = Move(books.next_id("move"), picking.id, product, quantity_m, "done")
    place = picking.type
    line = MoveLine(books.next_id("line"), move.id, product, place.source, place.target, lot, quantity_m, True)
    move.lines.append(line)
    books.stock.put(product, place.target, lot, quantity_m, books.now_ms)
    return move
