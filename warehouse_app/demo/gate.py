"""What the double answers about orders as they were sold, and which fields its Odoo has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Move, Partner, Picking, Sale, Wanted
from warehouse_app.demo.turns import InTurn, in_turn
from warehouse_app.demo.validation import ENDED
from warehouse_app.service.ports.odoo import FieldNow, FieldValue, OdooRefused, ShipTo, SoldItem, SoldOrder

HOME = "DE"
_FIELDS = (
    FieldNow("sale.order", "client_order_ref", "Customer Reference", "char"),
    FieldNow("sale.order", "commitment_date", "Delivery Date", "datetime"),
    FieldNow("sale.order", "note_for_floor", "Note for the warehouse", "char"),
    FieldNow("sale.order", "team_id", "Sales Team", "many2one"),
    FieldNow("sale.order", "x_review", "Review", "selection", (("none", "None"), ("fraud", "Fraud check"))),
    FieldNow("res.partner", "category_id", "Tags", "many2many"),
    FieldNow("stock.picking", "priority", "Priority", "selection", (("0", "Normal"), ("1", "Urgent"))),
    FieldNow("product.product", "hs_code", "HS Code", "char"),
    FieldNow("product.product", "product_tag_ids", "Tags", "many2many"),
)


class SoldBooks(InTurn):
    """Part of the port."""

    books: Books

    def fields(self) -> Sequence[FieldNow]:
        return _FIELDS

    @in_turn
    def sold_orders(self, orders: Sequence[int], bound: Sequence[str] = ()) -> Sequence[SoldOrder]:
        known = {one.key for one in _FIELDS}
        if missing := [key for key in bound if key not in known]:
            raise OdooRefused(f"there is no field {missing[0]}")
        of: dict[int, list[Picking]] = {}
        for row in self.books.pickings.values():
            if row.return_of is None:
                of.setdefault(row.order_id, []).append(row)
        return [_sold(self.books, of[id_], bound) for id_ in dict.fromkeys(orders) if id_ in of]

    @in_turn
    def oversold(self, warehouse: int, products: Sequence[int]) -> Sequence[int]:
        within = set(self.books.within(self.books.sites[warehouse].stock))
        left: Counter[int] = Counter()
        for quant in self.books.stock:
            if quant.location in within:
                left[quant.product] += quant.quantity_m
        for row in self.books.pickings.values():
            if row.site == warehouse and row.type.source in within and row.state not in ENDED:
                for move in row.moves:
                    left[move.product] -= 0 if move.ended else move.demand_m
        return [product for product in products if left[product] < 0]

    @in_turn
    def newest_orders(self, warehouse: int, most: int) -> Sequence[int]:
        rows = (row for row in self.books.pickings.values() if row.site == warehouse and row.return_of is None)
        sold = {row.order_id for row in rows if not row.cancelled}
        return sorted(sold, reverse=True)[:most]

    @in_turn
    def order_called(self, name: str) -> int | None:
        wanted = name.strip().casefold()
        found = [row.order_id for row in self.books.pickings.values() if row.order.casefold() == wanted]
        return max(found, default=None)


def _sold(books: Books, rows: Sequence[Picking], bound: Sequence[str]) -> SoldOrder:
    first = min(rows, key=lambda row: row.id)
    sale, wanted = books.sales.get(first.order_id, Sale()), first.wanted
    partner = books.partners[books.moved.get(first.order_id, wanted.partner)]
    lines = tuple(_line(books, sale, product, quantity_m) for product, quantity_m in wanted.rows)
    total = sum(line.price * line.quantity_m * (100 - line.discount) // 100_000 for line in lines)
    return SoldOrder(
        odoo_id=first.order_id,
        name=first.order,
        ordered_at=sale.ordered_at if sale.ordered_at is not None else books.now_ms // 1000 * 1000,
        total=wanted.value if wanted.value is not None else total,
        tax=0,
        paid=sale.paid,
        terms=sale.terms,
        warning=sale.warning,
        customer=partner.id,
        email=partner.email or "",
        phone=partner.phone or "",
        vat=False,
        ship_to=_ship_to(partner),
        home=HOME,
        fiscal=sale.fiscal,
        carrier=wanted.carrier,
        carrier_countries=() if wanted.carrier else None,
        lines=lines,
        cancelled=all(row.state == "cancel" for row in rows),
        values={key: _value(books, first, sale, key) for key in bound},
    )


def _line(books: Books, sale: Sale, product: int, quantity_m: int) -> SoldItem:
    known = books.products[product]
    card, price = known.card, sale.prices.get(product, known.price)
    taxes = 0 if product in sale.untaxed else 1
    return SoldItem(
        product, card.sku or card.name, quantity_m, price, known.price, sale.discounts.get(product, 0), taxes, 1,
        card.weight_g or 0, card.volume_ml or 0, known.customs, HOME if known.customs else "",
    )  # fmt: skip


def _value(books: Books, row: Picking, sale: Sale, key: str) -> FieldValue:
    own: dict[str, FieldValue] = {
        "sale.order:client_order_ref": sale.reference or None,
        "sale.order:commitment_date": row.wanted.deadline,
        "sale.order:team_id": row.wanted.segment,
        "res.partner:category_id": sale.tags,
        "stock.picking:priority": str(row.wanted.priority),
        "product.product:hs_code": next(
            (code for product, _ in row.wanted.rows if (code := books.products[product].customs)), None
        ),
        "product.product:product_tag_ids": tuple(
            dict.fromkeys(tag for product, _ in row.wanted.rows for tag in books.products[product].card.tags)
        ),
    }
    return sale.extra.get(key, own.get(key))


def _ship_to(partner: Partner) -> ShipTo:
    street, street2, code, city, country = (
        word or "" for word in (partner.street, partner.street2, partner.zip, partner.city, partner.country)
    )
    return ShipTo(partner.name, street, street2, code, city, country=country)


def worth(wanted: Wanted, moves: Sequence[Move]) -> int | None:
    """Of a base unit: the double's orders have one value, which is shared out by pieces."""
    wanted_m = sum(move.demand_m for move in moves)
    return round(wanted.value * 1000 / wanted_m) if wanted.value is not None and wanted_m else None
