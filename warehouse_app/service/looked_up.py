"""What a device keeps of what it asked: goods, their lots and codes, in the form of a sheet's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from warehouse_app.domain.barcodes import key
from warehouse_app.domain.pictures import address
from warehouse_app.service.ports.look import Goods, Lot


def table(goods: Iterable[Goods], lots: Iterable[Lot]) -> dict[str, Any]:
    """{products, lots, codes}, by which the next scan is judged without asking."""
    shown = list(goods)
    return {
        "products": {str(one.id): _shown(one) for one in shown},
        "lots": {str(one.id): _lot(one) for one in lots},
        "codes": {text: entry for one in shown for text, entry in _codes(one)},
    }


def _shown(goods: Goods) -> dict[str, Any]:
    named = {name: getattr(goods, name) for name in ("sku", "name", "unit", "whole", "tracking", "shape", "hue")}
    code = next((text for text, factor_m in goods.codes if factor_m == 1000), None)
    return named | {"id": goods.id, "code": code, "picture": address(goods.picture)}


def _lot(lot: Lot) -> dict[str, Any]:
    return {"name": lot.name, "expires": lot.expires, "product": lot.product}


def _codes(goods: Goods) -> list[tuple[str, dict[str, Any]]]:
    entry = {"what": "product", "product": goods.id, "lot": None}
    own = [(text, factor_m) for text, factor_m in goods.codes] + [(goods.sku, 1000)]
    return [(key(text), entry | {"factor_m": factor_m}) for text, factor_m in reversed(own)]
