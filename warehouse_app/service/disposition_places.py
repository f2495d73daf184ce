"""Where goods go that came back and are not for the shelf: a place in Odoo for each, found by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.judging_returns import LANE, PLACED
from warehouse_app.service.ports.odoo import Odoo, OdooPlace, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views

KIND = "disposition"
LONGEST = 64


def places_page(views: Views, w: int) -> list[dict[str, Any]]:
    """Each that wants a place: its `code`, the `place` it has (None: goods stay where they came)."""
    bound = views.rules(KIND, w)
    return [{"code": code, "place": bound.get(code, {}).get("name")} for code in PLACED]


def look_for(store: Store, odoo: Odoo | None, w: int, code: str, sought: str) -> Sequence[OdooPlace]:
    """The places of this name or barcode that fit: the lane lies in the stock, all others beside it.

    Raises:
        Refused: `returns.place_none`, `returns.place_stock` (in the stock what waits would be sold again),
            `returns.place_no_stock`, `returns.odoo_away`, `request.malformed`.
    """
    text = sought.strip()
    if code not in PLACED or not 0 < len(text) <= LONGEST or not text.isprintable():
        raise Refused("request.malformed", 400)
    if odoo is None:
        raise Refused("returns.odoo_away", 503)
    site = store.read(lambda views: views.returns.site(w)[0])
    try:
        rows = odoo.places(site, text)
    except (OdooUnreachable, OdooUnknown, OdooRefused) as away:
        raise Refused("returns.odoo_away", 503) from away
    fitting = [row for row in rows if row.in_stock == (code == LANE)]
    if not rows:
        raise Refused("returns.place_none", 404, {"text": text})
    if not fitting:
        raise Refused("returns.place_no_stock" if code == LANE else "returns.place_stock", 409, {"name": rows[0].name})
    return fitting


def bind_place(code: str, place: OdooPlace | None, person: Person, uow: UnitOfWork) -> None:
    """From now on goods go there; None: they stay where they came. Raises Refused: `request.malformed`."""
    if code not in PLACED:
        raise Refused("request.malformed", 400)
    body = {"place": place.odoo_id, "name": place.name} if place else {}
    uow.rulebook.save(person.w, KIND, code, body | {"rank": PLACED.index(code) + 1}, person.id, "bound")
