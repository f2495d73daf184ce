"""The demo's shop: an Odoo with a day's orders in it, and what the app itself is told at its first start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import monotonic
from uuid import UUID

from warehouse_app.demo.assortment import products
from warehouse_app.demo.books import Books
from warehouse_app.demo.cartons import CARTONS
from warehouse_app.demo.customers import add_customers
from warehouse_app.demo.orders import demand, orders
from warehouse_app.demo.people import PEOPLE, TOTES, DemoPerson
from warehouse_app.demo.photo import photo
from warehouse_app.demo.records import Site
from warehouse_app.demo.reservation import confirm
from warehouse_app.demo.shelves import add_bins, fill_bins, hide_goods
from warehouse_app.demo.shipped import ship_before
from warehouse_app.demo.sold import say_more
from warehouse_app.demo.trucks import ZONE, Cutoff, cutoffs, departures
from warehouse_app.demo.warehouse import Warehouse

_CUSTOMERS = 330
_PHOTOGRAPHED = "SOAP-"  # the others are drawn


def open_odoo(seed: int, now_ms: int) -> Warehouse:
    """The demo's Odoo. The same seed gives the same shop; only what hangs on the clock follows `now_ms`."""
    random = Random(seed)
    books = Books(str(UUID(int=random.getrandbits(128), version=4)), now_ms)
    site = books.add_site("WH", "Main warehouse", ZONE, steps=1)
    bins = add_bins(books, site)
    cards = products(random)
    articles = [books.add_product(card) for card in cards]
    books.pictures = {
        one: photo(card.hue) for one, card in zip(articles, cards, strict=True) if card.sku.startswith(_PHOTOGRAPHED)
    }
    for carton in CARTONS:
        books.add_box(carton)
    partners = add_customers(books, random, _CUSTOMERS)
    wanted = orders(random, articles, partners, departures(now_ms))
    fill_bins(books, random, bins, demand(wanted))
    for order in wanted:
        confirm(books, site, order)
    hide_goods(books, random)
    _take_back(books, site)
    ship_before(books, Random(seed), site, articles, partners)
    say_more(books, Random(seed + 1))
    for person in PEOPLE:
        if person.login and person.password:
            books.add_user(person.login, person.password)
    _employ(books)
    started = monotonic()
    books.clock = lambda: now_ms + int((monotonic() - started) * 1000)
    return Warehouse(books)


def _take_back(books: Books, site: Site) -> None:
    """Goods that come back go to a shelf of their own, outside the stock: nobody is sent to pick them."""
    site.back.target = books.add_location("Returns", None, "WH-RETURNS")
    books.addresses[site.id] = books.add_partner("The demo shop, returns", "Hafenstraße 4", "20457", "Hamburg")


def shipped_orders(odoo: Warehouse) -> list[str]:
    """The orders that left before today, the newest first."""
    gone = [row for row in odoo.books.pickings.values() if row.state == "done" and row.type.code == "outgoing"]
    return [row.order for row in sorted(gone, key=lambda row: -(row.done_at or 0))]


def _employ(books: Books) -> None:
    """Odoo's badges are letters and digits only, so the dash of ours is left out."""
    users = {user.login: user.id for user in books.users.values()}
    for one in PEOPLE:
        badge = one.badge.replace("-", "")
        books.add_employee(one.name, badge, one.pin, ", ".join(one.roles), users.get(one.login or ""))


@dataclass(frozen=True, slots=True)
class DemoShop:
    """What belongs to the app and not to Odoo: people, totes, the trucks' timetable."""

    people: Sequence[DemoPerson]
    totes: Sequence[str]
    cutoffs: Sequence[Cutoff]
    shipped: Sequence[str] = ()  # orders that left before, as far as they are known


def demo_shop(now_ms: int) -> DemoShop:
    """The demo's own data, with trucks that leave soon after `now_ms`."""
    return DemoShop(PEOPLE, TOTES, cutoffs(now_ms))
