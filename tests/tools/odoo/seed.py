"""The demo shop, told to a real Odoo by RPC: the same goods in the same bins, wanted by the same customers."""

import re

from tests.tools.odoo.catalogue import add_boxes, add_lots, add_products
from tests.tools.odoo.goods import add_bins, fill_bins
from tests.tools.odoo.orders import add_customers, add_orders
from tests.tools.odoo.places import digest
from tests.tools.odoo.rpc import Client
from tests.tools.odoo.settings import add_users, set_steps
from warehouse_app.demo.people import PEOPLE
from warehouse_app.demo.seed import open_odoo

SEED = 1
_SOME_DAY = 1_800_000_000_000


def recipe() -> str:
    """Changes with the shop: what it sells, where it lies, who wants it."""
    books = open_odoo(SEED, _SOME_DAY).books
    tables = (books.boxes, books.locations, books.products, books.lots, books.partners, books.pickings)
    return digest(1, *tables, [repr(quant) for quant in books.stock], PEOPLE)


def sow(odoo: Client, steps: int, now_ms: int) -> str:
    """Fills an empty, prepared Odoo; `odoo` is its administrator. Answers with what is in it now."""
    books = open_odoo(SEED, now_ms).books
    site = next(iter(books.sites.values()))
    set_steps(odoo, steps)
    _add_people(odoo)
    places = add_bins(odoo, books, site)
    products = add_products(odoo, books)
    add_boxes(odoo, books)
    lots = add_lots(odoo, books, products)
    quants = fill_bins(odoo, books, places, products, lots)
    orders = add_orders(odoo, books, site, add_customers(odoo, books), products)
    return f"{len(places) - 1} bins, {len(products)} products, {len(lots)} lots, {quants} quants, {orders} orders"


def _add_people(odoo: Client) -> None:
    """Employees with badge and PIN. Odoo's badges are letters and digits only, so the dash of ours is left out."""
    logins = [(person.name, person.login, person.password or "") for person in PEOPLE if person.login]
    users = dict(zip((login for _, login, _ in logins), add_users(odoo, logins), strict=True))
    rows = [
        {
            "name": person.name,
            "barcode": re.sub(r"[^A-Za-z0-9]", "", person.badge),
            "pin": person.pin,
            "job_title": ", ".join(person.roles),
            "user_id": users.get(person.login or "", False),
        }
        for person in PEOPLE
    ]
    odoo.make("hr.employee", rows)
