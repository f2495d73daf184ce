"""What is this? Anything that can be scanned, told as the mirror knows it; nothing is asked of Odoo.

What it answers also extends the table that a device judges scans by: `table` has the goods, their codes and lots.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from warehouse_app.domain.barcodes import Unreadable, normalise
from warehouse_app.domain.errors import Refused
from warehouse_app.service.alerts import worst_first
from warehouse_app.service.looked_up import table
from warehouse_app.service.ports.look import Found, Lies
from warehouse_app.service.ports.views import Views

LONGEST = 200


def look(views: Views, w: int, raw: str) -> dict[str, Any]:
    """Raises Refused: `look.misread` (a wrong check digit, nothing readable), `look.unknown`."""
    read = normalise(raw, lambda text: bool(views.look.find(w, text)))
    if isinstance(read, Unreadable):
        raise Refused("look.misread", 404, {"code": raw.strip()[:40]})
    if not read.gs1:
        return _told(views, w, read.text, views.look.find(w, read.text), None)
    label = read.gs1[0]
    number = str(label.get("gtin") or label.get("sscc") or label.get("lot") or "")
    found = views.look.find(w, number) or (views.look.find(w, f"00{number}") if "sscc" in label else ())
    lot = str(label["lot"]) if "lot" in label and "gtin" in label else None
    return _told(views, w, number, found, lot)


def tasks(views: Views, w: int) -> list[dict[str, Any]]:
    """The places somebody is asked to count again, the most urgent first."""
    asked = [case for case in worst_first(views.open_cases(w)) if case.key.startswith("INV-COUNT|bin|")]
    names = ("product", "sku", "location")
    return [{"case": case.id, "number": case.number} | {name: case.facts.get(name) for name in names} for case in asked]


def _told(views: Views, w: int, text: str, found: Sequence[Found], lot: str | None) -> dict[str, Any]:
    if not found:
        raise Refused("look.unknown", 404, {"code": text[:40]})
    first = found[0]
    if first.what == "product":
        return _product(views, w, text, first, lot)
    if first.what == "lot":
        return _lots(views, w, found)
    seen = views.look.seen(first)
    holds = [Lies(product, 0, "", of, qty_m) for product, of, qty_m in seen.holds]
    lies = views.look.lies(w, location=first.id) if first.what == "location" else holds
    place = {"location": {"id": first.id, "code": seen.title, "parts": seen.title.split("-")}}
    more = place if first.what == "location" else {}
    return _answer(views, first.what, seen.title, seen.facts, lies) | more | {"text": text}


def _product(views: Views, w: int, text: str, found: Found, lot: str | None) -> dict[str, Any]:
    lies = views.look.lies(w, product=found.id)
    named = views.look.find(w, lot, found.id) if lot is not None else ()
    answer = _answer(views, "product", "", (), lies, [found.id], [one.id for one in named])
    answer["title"] = answer["table"]["products"][str(found.id)]["name"]
    facts = [["holds", f"{found.factor_m / 1000:g}"]] if found.factor_m != 1000 else []
    facts += [["lot", lot]] if lot is not None else []
    return answer | {"text": text, "product": found.id, "facts": facts}


def _lots(views: Views, w: int, found: Sequence[Found]) -> dict[str, Any]:
    """A lot's name is its product's own; two products may have one each."""
    lots = views.look.lots([one.id for one in found])
    lies = [one for lot in lots.values() for one in views.look.lies(w, product=lot.product) if one.lot == lot.id]
    first = next(iter(lots.values()))
    facts = [("expires", first.expires)] if first.expires else []
    own = [lot.product for lot in lots.values()]
    answer = _answer(views, "lot", first.name, facts, lies, own, list(lots))
    one = {"product": first.product, "lot": first.id} if len(lots) == 1 else {}
    return answer | one | {"text": first.name}


def _answer(
    views: Views,
    what: str,
    title: str,
    facts: Sequence[tuple[str, str]],
    lies: Sequence[Lies],
    products: Collection[int] = (),
    lots: Collection[int] = (),
) -> dict[str, Any]:
    goods = views.look.goods({*products, *(one.product for one in lies)})
    known = views.look.lots({*lots, *(one.lot for one in lies if one.lot is not None)})
    rows = [
        {"product": one.product, "at": one.code, "location": one.location, "lot": one.lot, "qty_m": one.qty_m}
        | {"seen_at": one.seen_at}
        for one in lies
    ]
    return {
        "what": what,
        "title": title,
        "facts": [list(fact) for fact in facts],
        "rows": rows,
        "table": table(goods.values(), known.values()),
    }
