"""The demo's products: the families spelled out, with SKU, barcodes, weights and sizes, some of them lacking."""

from __future__ import annotations

from itertools import product
from random import Random

from warehouse_app.demo.families import FAMILIES, HUES, Family, Size
from warehouse_app.demo.gtin import ean13, gtin14
from warehouse_app.service.ports.odoo import OdooProduct

_CASE_ARTICLES = 500_000  # cases with an EAN of their own are numbered from here
_CASES = 0.6  # of the products that could come in a case, so many have a barcode on it
_NOT_MEASURED = 0.04
_SUPPLIERS = ("Atelier Brun", "Casa Lume", "Harbour Supply", "Nordholz")
_TAGS = {"GLUE-WOOD-50G": ("hazmat",)}  # asked about at the bench


def products(random: Random) -> list[OdooProduct]:
    """300 products in the order they lie in: neighbours look alike. Their Odoo ids are still to be given."""
    rows = [(family, *row) for family in FAMILIES for row in product(family.variants, family.sizes)]
    return [_card(random, article, *row) for article, row in enumerate(rows, start=1)]


def _card(random: Random, article: int, family: Family, variant: str, size: Size) -> OdooProduct:
    measured = random.random() >= _NOT_MEASURED
    sku = "-".join(filter(None, (family.sku, _short(variant), _short(size.label))))
    return OdooProduct(
        odoo_id=0,
        sku=sku,
        name=", ".join(filter(None, (family.name, variant, size.label))),
        unit="pieces",
        whole=True,
        tracking=family.tracking,
        expires=family.expires,
        weight_g=size.weight_g if measured else None,
        size_mm=size.size_mm if measured else None,
        codes=((ean13(article), 1000), *_case(random, article, family)),
        shape=family.shape,
        tags=_TAGS.get(sku, ()),
        supplier=_SUPPLIERS[len(family.name) % len(_SUPPLIERS)],
        hue=HUES.get(variant, (family.variants.index(variant) * 47 + len(family.sku) * 20) % 360),
    )


def _case(random: Random, article: int, family: Family) -> list[tuple[str, int]]:
    """The barcode of a case: half of the makers print a GTIN-14, the others an EAN that looks like any other."""
    if not family.case or random.random() >= _CASES:
        return []
    own = random.random() < 0.5
    return [(ean13(_CASE_ARTICLES + article) if own else gtin14(1, ean13(article)), family.case * 1000)]


def _short(words: str) -> str:
    return "".join(letter for letter in words.upper() if letter.isalnum())[:7]
