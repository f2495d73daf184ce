"""Labels in bulk: which there are of a kind, and what stands on each. How they look is a design of `labels/`.

What is read of the store are rows of plain values; `fields_of` puts them into words, at the server or on the command
line alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from fnmatch import fnmatchcase
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.card_sheet import card_sheet
from warehouse_app.service.ports.views import Views

Say = Callable[..., str]
Row = dict[str, Any]
Fields = dict[str, str]

KINDS = ("location", "tote", "badge", "product", "card")
MOST = 5000  # in one run


def label_rows(kind: str, wanted: Sequence[str], w: int, views: Views) -> list[Row]:
    """What is known of each thing of a kind that is asked for; all of them where nothing is.

    `wanted` are names as people write them, `*` for any signs: A-12-*. Each of them has to name something.

    Raises:
        Refused: `label.kind`, `label.unknown`, `label.none`, `label.many`.
    """
    if kind not in KINDS:
        raise Refused("label.kind", 400, {"kind": kind[:40], "kinds": ", ".join(KINDS)})
    rows = _READ[kind](views, w)
    found = [row for row in rows if not wanted or any(_is(row, one) for one in wanted)]
    for one in wanted:
        if not any(_is(row, one) for row in rows):
            raise Refused("label.unknown", 404, {"kind": kind, "code": one[:40]})
    if not found:
        raise Refused("label.none", 404, {"kind": kind})
    if len(found) > MOST:
        raise Refused("label.many", 400, {"n": len(found), "most": MOST})
    return found


def fields_of(kind: str, rows: Sequence[Mapping[str, Any]], rules: PickingRules, say: Say) -> list[Fields]:
    """The fields of the design of this kind, a label each."""
    if kind == "card":
        return card_sheet({row["code"]: row["body"] for row in rows}, rules, say)
    return [_FIELDS[kind](row, say) for row in rows]


def _is(row: Row, wanted: str) -> bool:
    return any(fnmatchcase(name.upper(), wanted.strip().upper()) for name in row["names"])


def _places(views: Views, w: int) -> list[Row]:
    return [{"names": [row.code, row.barcode or row.code], **asdict(row)} for row in views.labels.places(w)]


def _totes(views: Views, w: int) -> list[Row]:
    return [{"names": [row.code], "code": row.code} for row in views.totes(w)]


def _badges(views: Views, w: int) -> list[Row]:
    site = views.returns.site(w)[1]
    return [
        {"names": [one.name, one.badge], "name": one.name, "badge": one.badge, "roles": sorted(one.roles), "site": site}
        for one in views.people(w)
        if one.active and one.badge
    ]


def _goods(views: Views, _w: int) -> list[Row]:
    return [
        {"names": [row.sku, *row.codes], "sku": row.sku, "name": row.name, "code": row.codes[0]}
        for row in views.labels.goods()
        if row.codes
    ]


def _cards(views: Views, w: int) -> list[Row]:
    return [{"names": [code], "code": code, "body": dict(body)} for code, body in views.rules("reason", w).items()]


_READ: Mapping[str, Callable[[Views, int], list[Row]]] = {
    "location": _places, "tote": _totes, "badge": _badges, "product": _goods, "card": _cards,
}  # fmt: skip


def _place_fields(row: Mapping[str, Any], say: Say) -> Fields:
    where = say("labels.where", aisle=row["aisle"], bay=row["bay"], level=row["level"]) if row["aisle"] else ""
    return {"number": row["barcode"] or row["code"], "code": row["code"], "where": where}


def _tote_fields(row: Mapping[str, Any], _say: Say) -> Fields:
    return {"number": row["code"], "code": row["code"]}


def _badge_fields(row: Mapping[str, Any], say: Say) -> Fields:
    roles = ", ".join(say(f"labels.role_{role}") for role in row["roles"])
    return {"number": row["badge"], "name": row["name"], "roles": roles, "site": row["site"]}


def _goods_fields(row: Mapping[str, Any], _say: Say) -> Fields:
    return {"number": row["code"], "sku": row["sku"], "name": row["name"]}


_FIELDS: Mapping[str, Callable[[Mapping[str, Any], Say], Fields]] = {
    "location": _place_fields, "tote": _tote_fields, "badge": _badge_fields, "product": _goods_fields,
}  # fmt: skip
