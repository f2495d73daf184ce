"""The photos of a case as its page shows them."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.ports.views import Views


def photos(views: Views, w: int, case: int, look: Looker) -> list[dict[str, Any]]:
    """{sha256, who, at}, the oldest first."""
    return [
        {"sha256": row.sha256, "who": row.person or look.say("case.who"), "at": clock_text(row.at, look.zone)}
        for row in views.evidence.of_case(w, case)
    ]
