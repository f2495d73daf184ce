"""What the demo's orders say besides their goods: mostly paid and clean, a few as a release gate is made for."""

from __future__ import annotations

from random import Random

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Sale

FLAG = "sale.order:x_review"
_UNPAID, _PARTLY, _FLAGGED, _CHEAP, _TERMS = 0.02, 0.005, 0.01, 0.01, 0.1
_TWICE = 2  # orders whose reference another one has too
_DAY_MIN = 24 * 60


def say_more(books: Books, random: Random) -> None:
    """Prices for the goods, and for every order what was paid, when it came, and what its channel calls it."""
    for product in books.products.values():
        product.price = random.choice((490, 990, 1490, 1990, 2990, 4990, 7990))
    orders = {row.order_id: row.wanted.rows for row in books.pickings.values()}
    for id_, rows in orders.items():
        total = sum(books.products[product].price * quantity_m // 1000 for product, quantity_m in rows)
        books.sales[id_] = _sale(random, books.now_ms, id_, total, rows[0][0], books.products[rows[0][0]].price)
    last = sorted(orders)[-_TWICE:]
    for id_ in last:
        books.sales[id_].reference = books.sales[min(orders)].reference


def _sale(random: Random, now_ms: int, id_: int, total: int, product: int, price: int) -> Sale:
    dice = random.random()
    sale = Sale(
        ordered_at=(now_ms - random.randrange(_DAY_MIN) * 60_000) // 1000 * 1000,
        paid=total,
        reference=f"WEB-{id_ * 7 % 90_000 + 10_000}",
    )
    if dice < _UNPAID:
        sale.paid = 0
    elif dice < _UNPAID + _PARTLY:
        sale.paid = total // 2
    elif dice < _UNPAID + _PARTLY + _TERMS:
        sale.paid, sale.terms = 0, True
    if random.random() < _FLAGGED:
        sale.extra[FLAG] = "fraud"
    if random.random() < _CHEAP:
        sale.prices[product] = price // 2
        sale.paid = sale.paid and total - price // 2
    return sale
