"""The demo shop's products, cases and lots, told to Odoo."""

from tests.tools.odoo.rpc import Client
from warehouse_app.demo.books import Books
from warehouse_app.service.ports.odoo import OdooBox, OdooProduct

Ids = dict[int, int]  # the double's id -> Odoo's
_UNITS = {"pieces": "uom.product_uom_unit", "kg": "uom.product_uom_kgm", "g": "uom.product_uom_gram"}


def add_products(odoo: Client, books: Books) -> Ids:
    """Products with barcode, weight and volume; what keeps expiry dates leaves first expired first out."""
    fresh = odoo.make("product.category", [{"name": "Best before", "removal_strategy_id": _fefo(odoo)}])[0]
    units = {unit: odoo.ref(name) for unit, name in _UNITS.items()}
    cards = [product.card for product in books.products.values()]
    ids = odoo.make("product.product", [_product(card, units[card.unit], fresh) for card in cards])
    made = {card.odoo_id: id_ for card, id_ in zip(cards, ids, strict=True)}
    _add_cases(odoo, cards, made, units)
    return made


def add_lots(odoo: Client, books: Books, products: Ids) -> Ids:
    """Lots and serial numbers. An expiry day ends at its midnight UTC, as the double's does."""
    rows = [
        {
            "name": lot.card.name,
            "product_id": products[lot.card.product],
            # Odoo gives a lot that names no date today's, and so holds it for expired; False means none.
            "expiration_date": f"{lot.card.expires} 23:59:59" if lot.card.expires else False,
        }
        for lot in books.lots.values()
    ]
    return dict(zip(books.lots, odoo.make("stock.lot", rows), strict=True))


def add_boxes(odoo: Client, books: Books) -> list[int]:
    """Package types. Odoo measures in mm and kg here."""
    return odoo.make("stock.package.type", [_box(card) for card in books.boxes.values()])


def _box(card: OdooBox) -> dict[str, object]:
    length, width, height = card.size_mm or (0, 0, 0)
    return {
        "name": card.name,
        "barcode": card.barcode or False,
        "packaging_length": length,
        "width": width,
        "height": height,
        "base_weight": (card.weight_g or 0) / 1000,
        "max_weight": (card.max_g or 0) / 1000,
    }


def _product(card: OdooProduct, unit: int, fresh: int) -> dict[str, object]:
    row: dict[str, object] = {
        "name": card.name,
        "default_code": card.sku,
        "barcode": next((text for text, factor in card.codes if factor == 1000), False),
        "type": "consu",
        "is_storable": True,
        "tracking": card.tracking,
        "uom_id": unit,
        "weight": (card.weight_g or 0) / 1000,
        "volume": _cubic_metres(card.size_mm),
        "list_price": 9.5,
    }
    return row | ({"use_expiration_date": True, "categ_id": fresh} if card.expires else {})


def _cubic_metres(size_mm: tuple[int, int, int] | None) -> float:
    length, width, height = size_mm or (0, 0, 0)
    return length * width * height / 1e9


def _fefo(odoo: Client) -> int:
    return odoo.find("product.removal", [("method", "=", "fefo")])[0]


def _add_cases(odoo: Client, cards: list[OdooProduct], products: Ids, units: dict[str, int]) -> None:
    """A case is a unit of its own, allowed for the product, with a barcode per product."""
    cases = [(card, text, factor) for card in cards for text, factor in card.codes if factor != 1000]
    kinds = sorted({(card.unit, factor) for card, _, factor in cases})
    rows = [
        {"name": f"Case of {factor // 1000}", "relative_factor": factor / 1000, "relative_uom_id": units[unit]}
        for unit, factor in kinds
    ]
    made = dict(zip(kinds, odoo.make("uom.uom", rows), strict=True))
    for kind in kinds:
        having = [products[card.odoo_id] for card, _, factor in cases if (card.unit, factor) == kind]
        odoo.call("product.product", "write", having, {"uom_ids": [(4, made[kind])]})
    odoo.make(
        "product.uom",
        [
            {"product_id": products[card.odoo_id], "uom_id": made[card.unit, factor], "barcode": text}
            for card, text, factor in cases
        ],
    )
