"""More orders than the shop has, for the long runs: all in stock, twenty lines each."""

from __future__ import annotations

from tests.tools.odoo.rpc import Client

LINES = 20
_AT_ONCE = 10  # orders made in one call


def many_orders(admin: Client, orders: int, pieces: int = 1) -> None:
    """So many orders (in tens) of `pieces` each of twenty goods. Odoo takes about a second for each."""
    if not orders:
        return
    (site,) = admin.call("stock.warehouse", "search_read", [("code", "=", "WH")], ["lot_stock_id"], load="")
    bins = admin.make("stock.location", [{"name": f"Z-{n}", "location_id": site["lot_stock_id"]} for n in range(LINES)])
    goods = admin.make(
        "product.product", [{"name": f"Goods {n}", "type": "consu", "is_storable": True} for n in range(LINES)]
    )
    quants = [
        {"product_id": product, "location_id": place, "inventory_quantity_auto_apply": (orders + _AT_ONCE) * pieces}
        for product, place in zip(goods, bins, strict=True)
    ]
    admin.make("stock.quant", quants, inventory_mode=True)
    (partner,) = admin.make("res.partner", [{"name": "Ida Quast"}])
    lines = [(0, 0, {"product_id": product, "product_uom_qty": pieces}) for product in goods]
    for _ in range(0, orders, _AT_ONCE):
        row = {"partner_id": partner, "warehouse_id": site["id"], "order_line": lines}
        made = admin.make("sale.order", [row] * _AT_ONCE)
        admin.call("sale.order", "action_confirm", made)
