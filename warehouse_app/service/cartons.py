"""Which carton a bench proposes, and cartons that are used up: said at one bench, known at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from warehouse_app.domain.cartons import Carton, propose
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.cartons import CartonViews
from warehouse_app.service.ports.store import UnitOfWork


def with_cartons(sheet: dict[str, Any], w: int, cartons: CartonViews) -> dict[str, Any]:
    """The sheet with the smallest carton that takes the whole order (None: nobody knows), and which are used up."""
    used_up = set(cartons.used_up(w))
    kinds = [
        Carton(box["id"], tuple(box["size_mm"]) if box["size_mm"] else None, box["weight_g"], box["max_g"])
        for box in sheet["boxes"]
        if box["id"] not in used_up
    ]
    measures = cartons.measures({line["product"] for line in sheet["lines"]})
    goods = [replace(measures[line["product"]], count_m=line["demand_m"]) for line in sheet["lines"]]
    boxes = [box | {"out": box["id"] in used_up} for box in sheet["boxes"]]
    return sheet | {"boxes": boxes, "proposed": propose(kinds, goods)}


def none_left(box: int, w: int, uow: UnitOfWork) -> None:
    """No bench proposes it any more, and whoever buys cartons has an exception.

    Raises:
        Refused: `pack.no_carton`.
    """
    name = _name(box, uow)
    uow.cartons.none_left(w, box)
    if not uow.cases.is_open(key_of(w, box)):
        facts = {"carton": name, "wave": "", "why": "carton_out"}
        open_case(Finding(key_of(w, box), "FUL-CARTON", w, facts=facts), uow)
        uow.changed("board", "case", box)


def there_again(box: int, w: int, uow: UnitOfWork) -> None:
    """It is proposed again, and its exception is over.

    Raises:
        Refused: `pack.no_carton`.
    """
    _name(box, uow)
    if uow.cartons.there_again(w, box):
        uow.cases.close(key_of(w, box), "gone")
        uow.changed("board", "case", box)


def key_of(w: int, box: int) -> str:
    """The finding key of a carton that is used up."""
    return f"FUL-CARTON|out|{w}.{box}"


def _name(box: int, uow: UnitOfWork) -> str:
    name = uow.cartons.name(box)
    if name is None:
        raise Refused("pack.no_carton", 404)
    return name
