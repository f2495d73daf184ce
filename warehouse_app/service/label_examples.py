"""An example of each label for the page of designs: the shop's own where it has one, else a made-up one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from warehouse_app.domain.box_papers import CUSTOMS, DESIGNS, GIFT
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import with_check
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.box_papers import RULES, customs_fields, gift_fields
from warehouse_app.service.judging_label import judged_label
from warehouse_app.service.labels import KINDS, Fields, Say, fields_of, label_rows
from warehouse_app.service.pack_label import parcel_label
from warehouse_app.service.packing_slip import Paper, slip_paper
from warehouse_app.service.ports.judged import JudgedRow
from warehouse_app.service.ports.labels import Slip
from warehouse_app.service.ports.packing import BoxContent, ParcelLabel
from warehouse_app.service.ports.returns import ReturnCard
from warehouse_app.service.ports.views import Views
from warehouse_app.service.return_label import return_label, slip_fields

LABELS = (
    "parcel", "parcel_a6", "parcel_sscc", "parcel_a6_sscc", "return", "return_a4", *DESIGNS, "judged", *KINDS, "test",
)  # fmt: skip
PAPERS = ("slip",)

_TO = {"name": "Zuzana Škvorecká", "street": "Nordstraße 17b", "zip": "01097", "city": "Dresden", "country": "Germany"}
_NUMBER, _RETURN = with_check("P-00427"), with_check("R-00031")
_SSCC = "040123450000004274"
_PARCEL = ParcelLabel(1, _NUMBER, "closed", "S00427", "DHL", 3_400, 1, 3, "", _TO)
_BACK = ReturnCard(0, _RETURN, "authorised", "S00427", "", None, None, 0, None, (), ())
_JUDGED = JudgedRow(0, 0, 1_000, "A", "lane", "WH/Stock/LANE", None, True, None, "S00512", "")
_SLIP = Slip(
    "S00427", "WH/OUT/00427", "", _TO, (_NUMBER,), (("OIL-500", "Olive oil, native extra, 500 ml", "pieces", 2_000),)
)
_CONTENT = BoxContent((("OIL-500", "Olive oil, native extra, 500 ml", 2_000, 940),), 2_598, "EUR")
_MADE_UP: Mapping[str, Mapping[str, Any]] = {
    "location": {"code": "A-12-03", "barcode": None, "aisle": "A", "bay": "12", "level": "03"},
    "tote": {"code": "T-0042"},
    "badge": {"name": "Ana Petrović", "badge": "BADGE-0001", "roles": ["picker"], "site": ""},
    "product": {"sku": "OIL-500", "name": "Olive oil, native extra, 500 ml", "code": "4006381333931"},
    "card": {"code": "RC-EMPTY", "body": {"key": "reason.empty"}},
}


def label_example(name: str, w: int, views: Views, rules: PickingRules, say: Say) -> Fields:
    """The fields of this design.

    Raises:
        Refused: `label.design`.
    """
    if name in KINDS:
        return _of_kind(name, w, views, rules, say)
    site = views.returns.site(w)[1]
    if name.startswith("parcel"):
        return _parcel(name, site, views.labels.newest(w)[0], views)
    if name in DESIGNS:
        return _paper(name, site, w, views)
    if name.startswith("return"):
        number = views.labels.newest(w)[1]
        card = (views.returns.card(w, number=number) if number else None) or _BACK
        return return_label(card, site, "a4" if name == "return_a4" else "", say)[1]
    if name == "judged":
        return judged_label(_RETURN, "Olive oil, native extra, 500 ml", _JUDGED, say)[1]
    if name != "test":
        raise Refused("label.design", 404, {"name": name[:40]})
    return {"number": "TEST-0123456789", "printer": say("labels.design_test"), "station": site, "address": "203 dpi"}


def slip_example(w: int, views: Views, say: Say) -> Paper:
    """The head and the rows of a packing slip: of what was packed last."""
    key = views.labels.newest(w)[0]
    parcel = views.packing.parcel_label(key) if key else None
    newest = views.labels.slip(w, parcel.number) if parcel else None
    return slip_paper(newest or replace(_SLIP, sender=views.returns.site(w)[1]), say)


def _of_kind(kind: str, w: int, views: Views, rules: PickingRules, say: Say) -> Fields:
    try:
        rows = label_rows(kind, (), w, views)
    except Refused:  # none there, or more than are printed at once
        rows = [dict(_MADE_UP[kind])]
    return fields_of(kind, rows[:1], rules, say)[0]


def _paper(name: str, site: str, w: int, views: Views) -> Fields:
    parcel = replace(_PARCEL, sender=site)
    if name == CUSTOMS:
        return customs_fields(parcel, _CONTENT)
    rule = views.rules(RULES, w).get("PP-GIFT" if name == GIFT else "RS-1", {})
    if name == GIFT:
        return gift_fields(parcel, rule)
    number = views.labels.newest(w)[0]
    return slip_fields(number or _NUMBER, _PARCEL.order, views.returns.address(w) or (site,), rule)


def _parcel(name: str, site: str, key: str | None, views: Views) -> Fields:
    found = views.packing.parcel_label(key) if key else None
    parcel = found or replace(_PARCEL, sender=site)
    parcel = replace(parcel, sscc=(parcel.sscc or _SSCC) if name.endswith("_sscc") else None)
    return parcel_label(parcel, "a6" if "a6" in name else "")[1]
