"""The photos of a case or of a return as their pages show them."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.ports.evidence import PhotoRow
from warehouse_app.service.ports.views import Views


def photos(views: Views, w: int, case: int, look: Looker) -> list[dict[str, Any]]:
    """{sha256, who, at}, the oldest first."""
    return [_shown(row, look) for row in views.evidence.of_case(w, case)]


def return_photos(views: Views, w: int, number: str, look: Looker) -> dict[str, Any] | None:
    """A return with its photos; None where there is none of that number."""
    card = views.returns.card(w, number=number)
    if card is None:
        return None
    found = [_shown(row, look) for row in views.evidence.of_return(w, card.id)]
    return {"id": card.id, "number": card.number, "order": card.order, "photos": found}


def _shown(row: PhotoRow, look: Looker) -> dict[str, Any]:
    return {"sha256": row.sha256, "who": row.person or look.say("case.who"), "at": moment_text(row.at, look)}
