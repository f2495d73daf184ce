"""The demo's 240 bins and what lies in them: enough for most orders, too little for a few, and some of it not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Product, Quant, Site

_AISLES, _BAYS, _LEVELS = "ABCD", 20, 3
_SCARCE = 8  # products with less than is wanted
_FALSE_BINS = 6  # bins in which less lies than the book says
_DAY = 86_400_000


def add_bins(books: Books, site: Site) -> list[int]:
    """Adds the bins A-01-1 to D-20-3, each with its name as barcode; returns their ids in that order."""
    names = (
        f"{aisle}-{bay:02d}-{level}"
        for aisle in _AISLES
        for bay in range(1, _BAYS + 1)
        for level in range(1, _LEVELS + 1)
    )
    return [books.add_location(name, site.stock, name) for name in names]


def fill_bins(books: Books, random: Random, bins: Sequence[int], wanted: Counter[int]) -> None:
    """Puts every product into a bin or two: what is `wanted` and some more, but of a few products too little."""
    plain = [product for product in wanted if books.products[product].card.tracking == "none"]
    scarce = set(sorted(plain, key=lambda product: (-wanted[product], product))[2 : 2 + _SCARCE])
    for place, product in enumerate(books.products.values()):
        need = wanted[product.card.odoo_id] // 1000
        pieces = need * 6 // 10 if product.card.odoo_id in scarce else need + random.randint(2, 24)
        near = bins[place * len(bins) // len(books.products)]
        _put(books, random, product, pieces, [near, random.choice(bins)])


def hide_goods(books: Books, random: Random) -> list[Quant]:
    """Takes goods out of a few bins behind the book's back, as thieves and wrong picks do; orders point there."""
    reserved = [quant for quant in books.stock if quant.reserved_m and quant.lot is None]
    hidden = random.sample(reserved, _FALSE_BINS)
    for quant in hidden:
        left_m = quant.reserved_m // 2 // 1000 * 1000
        quant.missing_m = quant.quantity_m - left_m
    return hidden


def _put(books: Books, random: Random, product: Product, pieces: int, places: Sequence[int]) -> None:
    for lot, part in _portions(books, random, product, pieces):
        place = places[0] if product.card.tracking == "serial" or random.random() < 0.7 else places[1]
        arrived = books.now_ms - random.randint(1, 200) * _DAY
        books.stock.put(product.card.odoo_id, place, lot, part * 1000, arrived)


def _portions(books: Books, random: Random, product: Product, pieces: int) -> Iterator[tuple[int | None, int]]:
    """The lots of the goods with the pieces of each; untracked goods come in one or two deliveries."""
    tracking, article = product.card.tracking, product.card.odoo_id
    if tracking == "serial":
        yield from ((books.add_lot(article, f"SN{article}{number:04d}"), 1) for number in range(1, pieces + 1))
        return
    parts = (pieces - pieces // 3, pieces // 3)
    if tracking == "none":
        yield from ((None, part) for part in parts if part)
        return
    today = date.fromisoformat(books.today)
    for part, days in zip((4, *parts), (-3, random.randint(20, 90), random.randint(120, 300)), strict=True):
        expires = today + timedelta(days=days)  # the first of them is over: it lies there and must not leave
        yield books.add_lot(article, f"L{article}-{expires:%y%m%d}", expires.isoformat()), part
