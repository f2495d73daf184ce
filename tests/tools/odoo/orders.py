"""The demo shop's customers and orders, told to Odoo; confirming them makes and reserves the transfers."""

from datetime import UTC, datetime
from typing import Any

from tests.tools.odoo.catalogue import Ids
from tests.tools.odoo.rpc import Client
from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Picking, Site

_AT_ONCE = 100  # orders confirmed in one call


def add_customers(odoo: Client, books: Books) -> Ids:
    """Customers, some with half an address."""
    country = odoo.ref("base.de")
    rows = [
        {
            "name": partner.name,
            "street": partner.street or False,
            "zip": partner.zip or False,
            "city": partner.city or False,
            "country_id": country if partner.country else False,
            "is_company": False,
        }
        for partner in books.partners.values()
    ]
    return dict(zip(books.partners, odoo.make("res.partner", rows), strict=True))


def add_orders(odoo: Client, books: Books, site: Site, partners: Ids, products: Ids) -> int:
    """Every order the double has not shipped, confirmed in that order; `client_order_ref` is its name over there."""
    warehouse = odoo.find("stock.warehouse", [("code", "=", site.code)])[0]
    carriers = _add_carriers(odoo, books)
    pickings = sorted((row for row in books.pickings.values() if row.state != "done"), key=lambda picking: picking.id)
    rows = [_order(row, carriers, partners, products) | {"warehouse_id": warehouse} for row in pickings]
    ids = odoo.make("sale.order", rows)
    for first in range(0, len(ids), _AT_ONCE):
        odoo.call("sale.order", "action_confirm", ids[first : first + _AT_ONCE], context={"tracking_disable": True})
    urgent = [id_ for id_, picking in zip(ids, pickings, strict=True) if picking.wanted.priority]
    transfers = odoo.find("stock.picking", [("sale_id", "in", urgent)])
    odoo.call("stock.picking", "write", transfers, {"priority": "1"})
    return len(ids)


def _order(picking: Picking, carriers: dict[str, int], partners: Ids, products: Ids) -> dict[str, Any]:
    wanted = picking.wanted
    return {
        "partner_id": partners[wanted.partner],
        "client_order_ref": picking.order,
        "carrier_id": carriers[wanted.carrier] if wanted.carrier else False,
        "commitment_date": _moment(wanted.deadline) if wanted.deadline else False,
        "picking_policy": "one" if wanted.all_at_once else "direct",
        "order_line": [
            (0, 0, {"product_id": products[product], "product_uom_qty": quantity_m / 1000})
            for product, quantity_m in wanted.rows
        ],
    }


def _add_carriers(odoo: Client, books: Books) -> dict[str, int]:
    """The carriers the orders name; no price is worked out and no carrier's own service is asked."""
    names = sorted({row.wanted.carrier for row in books.pickings.values() if row.wanted.carrier})
    services = odoo.make("product.product", [{"name": f"Delivery by {name}", "type": "service"} for name in names])
    rows = [
        {"name": name, "delivery_type": "fixed", "fixed_price": 4.9, "product_id": service}
        for name, service in zip(names, services, strict=True)
    ]
    return dict(zip(names, odoo.make("delivery.carrier", rows), strict=True))


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
