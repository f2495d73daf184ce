"""What the page of the layout shows: the form, the map it means, what is not on it, and a walk to believe it by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse_app.domain.layout import Hall, Spot, in_order
from warehouse_app.domain.layout.drawing import Corner, corner_of, drawn, way_of
from warehouse_app.domain.layout.placing import reaching, spots_of
from warehouse_app.domain.layout.walking import as_given
from warehouse_app.domain.reserve import is_reserve
from warehouse_app.domain.route import natural
from warehouse_app.domain.routing.layout import Stop
from warehouse_app.service.hall_picture import picture_of
from warehouse_app.service.layout_form import DOORS, Texts, first_plan, plan_of, texts_of
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.layouts import PlaceRow
from warehouse_app.service.ports.views import Views
from warehouse_app.service.release_page import act_row

KINDS = ("layout_saved", "layout_off")
ACTS = 6
NAMED = 60  # locations off the map that are named
_TRIED = 12  # stops of the walk that is drawn


def layout_page(views: Views, w: int, look: Looker, texts: Texts | None = None) -> dict[str, Any]:
    """`texts` are the fields as somebody wants to see them; None: as it was saved, else as the app proposes it.

    Raises:
        Refused: as `plan_of` does.
    """
    places, saved = views.layouts.places(w), views.layouts.hall(w)
    hall = plan_of(texts, places) if texts is not None else saved or first_plan(places)
    said = views.layouts.said(w)
    shown = {
        "is_saved": saved is not None,
        "is_preview": texts is not None,
        "texts": dict(texts) if texts is not None else texts_of(hall or Hall()),
        "doors": list(range(DOORS)),
        "locations": len(places),
        "acts": [act_row(act, look) for act in views.acts(w, KINDS, ACTS)],
        "map": None,
        **_reserve(views, w, places),
    }
    if hall is None:
        return shown | {"missing": [], "more": 0}
    hall = reaching(hall, said)
    spots = spots_of(hall, said, [(place.code, place.barcode) for place in places])
    missing = sorted((place.code for place in places if place.code not in spots), key=natural)
    return shown | {
        "map": picture_of(drawn(hall, (Stop(spot.aisle, spot.cell) for spot in spots.values()))),
        "on_map": len(spots),
        "aisles": len(hall.aisles),
        "cells": hall.cells,
        "said": len(said),
        "missing": missing[:NAMED],
        "more": max(len(missing) - NAMED, 0),
        "trial": _trial(hall, spots),
    }


def _reserve(views: Views, w: int, places: Sequence[PlaceRow]) -> dict[str, Any]:
    """The patterns of the reserve, and which places they are."""
    patterns = views.layouts.reserve(w)
    found = [place.code for place in places if is_reserve(place.code, patterns)]
    return {"reserve": ", ".join(patterns), "reserve_n": len(found), "reserve_shown": sorted(found, key=natural)[:12]}


def _trial(hall: Hall, spots: dict[str, Spot]) -> dict[str, Any] | None:
    """Some places far apart from each other, walked as by name and as by the map."""
    codes = sorted(spots, key=natural)
    step = max(1, len(codes) * 5 // (_TRIED * 8))
    chosen = sorted((codes[n * step * 11 % len(codes)] for n in range(_TRIED)), key=natural) if codes else []
    stops = list(dict.fromkeys(Stop(spots[code].aisle, spots[code].cell) for code in chosen))
    if len(stops) < 3:
        return None
    walk = in_order(hall, stops)
    return {
        "n": len(stops),
        "metres": round(walk.metres),
        "by_name": round(as_given(hall, stops)),
        "way": way_text(way_of(hall, walk)),
        "stops": [corner_of(hall, stop) for stop in walk.stops],
    }


def way_text(way: Sequence[Corner]) -> str:
    """For a polyline."""
    return " ".join(f"{x},{y}" for x, y in way)
