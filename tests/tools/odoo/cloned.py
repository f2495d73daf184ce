"""Thousands of confirmed orders in seconds: some are made through Odoo, the rest are their rows again, written past it.

Each copy is an order of its own with its own transfer, of random goods in random bins; what they take is reserved.
"""

from __future__ import annotations

from tests.tools.odoo.rpc import Client

LINES = (1, 1, 2, 3, 1, 1, 2, 3)  # of the orders made by Odoo itself; the second four go with another carrier
KEPT = 6  # goods that Odoo itself put into their bins: each inventory takes it a fifth of a second
_AISLES, _BAYS = "KLMNPQRS", 24
_NEW = """
SELECT setseed(0.5);
CREATE TEMP TABLE goods ON COMMIT DROP AS
  SELECT k, product, bin FROM unnest(ARRAY[{goods}], ARRAY[{bins}]) WITH ORDINALITY AS g(product, bin, k);
CREATE TEMP TABLE sold ON COMMIT DROP AS
  SELECT n, 'X' || lpad(n::text, 6, '0') AS name, o.id AS old_sale, p.id AS old_picking,
    nextval('sale_order_id_seq') AS sale, nextval('stock_picking_id_seq') AS picking
  FROM generate_series(1, {number}) n
  JOIN unnest(ARRAY[{orders}]) WITH ORDINALITY AS o(id, at) ON o.at = 1 + n % {many}
  JOIN stock_picking p ON p.sale_id = o.id;
CREATE TEMP TABLE lines ON COMMIT DROP AS
  SELECT s.sale, s.picking, g.product, g.bin, l.id AS old_place, m.id AS old_move, m.sale_line_id AS old_line,
    nextval('sale_order_line_id_seq') AS line, nextval('stock_move_id_seq') AS move
  FROM (SELECT s.*, m.id AS of_move, 1 + floor(random() * {kinds})::int AS k
    FROM sold s JOIN stock_move m ON m.picking_id = s.old_picking) s
  JOIN stock_move m ON m.id = s.of_move JOIN stock_move_line l ON l.move_id = m.id JOIN goods g ON g.k = s.k;
"""
_RESERVED = """
UPDATE stock_quant q SET reserved_quantity = coalesce(l.taken, 0) FROM goods g LEFT JOIN (
  SELECT product_id, location_id, sum(quantity) AS taken FROM stock_move_line WHERE state NOT IN ('done', 'cancel')
  GROUP BY product_id, location_id) l ON l.product_id = g.product AND l.location_id = g.bin
WHERE q.product_id = g.product AND q.location_id = g.bin;
"""
# Table, which of its rows (`old`) stand for which copies `c`, and what is otherwise in the copy.
_COPIES = (
    ("sale_order", "SELECT *, old_sale AS old FROM sold", """
        'id', c.sale, 'name', c.name, 'access_token', NULL, 'client_order_ref', 'ref ' || c.n,
        'date_order', now() - (c.n || ' seconds')::interval"""),
    ("stock_picking", "SELECT *, old_picking AS old FROM sold", """
        'id', c.picking, 'name', 'WH/OUT/' || c.name, 'sale_id', c.sale, 'origin', c.name,
        'date_deadline', now() + '1 day'"""),
    ("sale_order_line", "SELECT *, old_line AS old FROM lines", """
        'id', c.line, 'order_id', c.sale, 'product_id', c.product"""),
    ("stock_move", "SELECT *, old_move AS old FROM lines", """
        'id', c.move, 'picking_id', c.picking, 'sale_line_id', c.line, 'product_id', c.product"""),
    ("stock_move_line", "SELECT *, old_place AS old FROM lines", """
        'id', nextval('stock_move_line_id_seq'), 'picking_id', c.picking, 'move_id', c.move,
        'product_id', c.product, 'location_id', c.bin"""),
    ("stock_quant", """
        SELECT g.*, q.id AS old FROM goods g, stock_quant q JOIN goods f ON q.product_id = f.product
        AND q.location_id = f.bin WHERE f.k = 1 AND g.k > {kept}""", """
        'id', nextval('stock_quant_id_seq'), 'product_id', c.product, 'location_id', c.bin"""),
)  # fmt: skip
# The new row is made in FROM: as `(f(x)).*` it would be made anew for each of its columns.
_COPY = """
INSERT INTO {table} SELECT new.* FROM ({rows}) c JOIN {table} x ON x.id = c.old,
  jsonb_populate_record(NULL::{table}, to_jsonb(x) || jsonb_build_object({other})) new;
"""


def prepared(admin: Client, number: int) -> str:
    """Goods, bins and a few orders are made through Odoo; the SQL that makes `number` more of them."""
    (site,) = admin.call("stock.warehouse", "search_read", [("code", "=", "WH")], ["lot_stock_id"], load="")
    names = [f"{aisle}-{bay:02d}-1" for aisle in _AISLES for bay in range(1, _BAYS + 1)]
    bins = admin.make("stock.location", [{"name": name, "location_id": site["lot_stock_id"]} for name in names])
    cards = [{"name": f"Goods {name}", "type": "consu", "is_storable": True, "weight": 0.2} for name in names]
    goods = admin.make("product.product", cards)
    rows = [
        {"product_id": product, "location_id": place, "inventory_quantity_auto_apply": 10 * number + 100}
        for product, place in zip(goods[:KEPT], bins[:KEPT], strict=True)
    ]
    admin.make("stock.quant", rows, inventory_mode=True)
    orders = _sold(admin, site["id"], goods[: max(LINES)])
    listed = {name: ", ".join(map(str, ids)) for name, ids in (("orders", orders), ("goods", goods), ("bins", bins))}
    copies = "".join(_COPY.format(table=table, rows=rows, other=other) for table, rows, other in _COPIES)
    return (_NEW + copies + _RESERVED).format(number=number, kept=KEPT, many=len(orders), kinds=len(goods), **listed)


def _sold(admin: Client, site: int, goods: list[int]) -> list[int]:
    """The orders that are copied, confirmed."""
    ida = {"name": "Ida Quast", "street": "Wall 1", "zip": "20095", "city": "Hamburg"}
    (partner,) = admin.make("res.partner", [ida])
    carriers = admin.find("delivery.carrier", [])[:2] or [False]
    rows = [
        {
            "partner_id": partner,
            "warehouse_id": site,
            "order_line": [(0, 0, {"product_id": one, "product_uom_qty": 1}) for one in goods[:lines]],
            "carrier_id": carriers[n * len(carriers) // len(LINES)],
        }
        for n, lines in enumerate(LINES)
    ]
    orders = admin.make("sale.order", rows)
    admin.call("sale.order", "action_confirm", orders)
    return orders
