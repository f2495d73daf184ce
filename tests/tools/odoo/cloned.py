"""Thousands of confirmed orders in seconds: some are made through Odoo, the rest are their rows again, written past it.

Each copy is an order of its own with its own transfer, of random goods in random bins; what they take is reserved.
"""

from __future__ import annotations

from random import Random

from tests.tools.odoo.rpc import Client

SEEDS = 24  # orders made by Odoo itself, of one, two and three lines
_AISLES, _BAYS = "KLMNPQRS", 24
_CLONE = """
CREATE FUNCTION cloned(t text, old int, over jsonb) RETURNS int AS $f$
DECLARE made int;
BEGIN
  EXECUTE format('INSERT INTO %I SELECT (jsonb_populate_record(NULL::%I, to_jsonb(x) || $1 ||'
    ' jsonb_build_object(''id'', nextval(%L)))).* FROM %I x WHERE id = $2 RETURNING id', t, t, t || '_id_seq', t)
    INTO made USING over, old;
  RETURN made;
END $f$ LANGUAGE plpgsql;
"""
_COPY = """
DO $d$
DECLARE
  orders int[] := ARRAY[{orders}]; goods int[] := ARRAY[{goods}]; bins int[] := ARRAY[{bins}];
  n int; k int; sale int; made int; pick int; move int; row record; line int;
BEGIN
  PERFORM setseed(0.5);
  FOR n IN 1..{number} LOOP
    sale := orders[1 + n % array_length(orders, 1)];
    made := cloned('sale_order', sale, jsonb_build_object('name', 'X' || lpad(n::text, 6, '0'), 'access_token', NULL,
      'client_order_ref', 'ref ' || n, 'date_order', now() - (n || ' seconds')::interval));
    SELECT p.id INTO pick FROM stock_picking p WHERE p.sale_id = sale;
    pick := cloned('stock_picking', pick, jsonb_build_object('name', 'WH/OUT/X' || lpad(n::text, 6, '0'),
      'sale_id', made, 'origin', 'X' || lpad(n::text, 6, '0'), 'date_deadline', now() + '1 day'));
    FOR row IN SELECT m.id, m.sale_line_id FROM stock_move m JOIN stock_picking p ON p.id = m.picking_id
               WHERE p.sale_id = sale LOOP
      k := 1 + floor(random() * array_length(goods, 1))::int;
      line := cloned('sale_order_line', row.sale_line_id, jsonb_build_object('order_id', made, 'product_id', goods[k]));
      move := cloned('stock_move', row.id, jsonb_build_object('picking_id', pick, 'sale_line_id', line,
        'product_id', goods[k]));
      PERFORM cloned('stock_move_line', l.id, jsonb_build_object('picking_id', pick, 'move_id', move,
        'product_id', goods[k], 'location_id', bins[k])) FROM stock_move_line l WHERE l.move_id = row.id;
    END LOOP;
  END LOOP;
  UPDATE stock_quant q SET reserved_quantity = (SELECT coalesce(sum(l.quantity), 0) FROM stock_move_line l
    WHERE l.product_id = q.product_id AND l.location_id = q.location_id AND l.state NOT IN ('done', 'cancel'))
  WHERE q.location_id = ANY(bins);
END $d$;
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
        for product, place in zip(goods, bins, strict=True)
    ]
    admin.make("stock.quant", rows, inventory_mode=True)
    (partner,) = admin.make(
        "res.partner", [{"name": "Ida Quast", "street": "Wall 1", "zip": "20095", "city": "Hamburg"}]
    )
    carriers = admin.find("delivery.carrier", [])[:2] or [False]
    random, orders = Random(7), []
    for n in range(SEEDS):
        lines = [
            (0, 0, {"product_id": one, "product_uom_qty": 1})
            for one in random.sample(goods, random.choice([1, 1, 2, 3]))
        ]
        orders.append(
            {
                "partner_id": partner,
                "warehouse_id": site["id"],
                "order_line": lines,
                "carrier_id": carriers[n % len(carriers)],
            }
        )
    made = admin.make("sale.order", orders)
    admin.call("sale.order", "action_confirm", made)
    listed = {name: ", ".join(map(str, ids)) for name, ids in (("orders", made), ("goods", goods), ("bins", bins))}
    return _CLONE + _COPY.format(number=number, **listed)
