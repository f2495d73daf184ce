"""The proposal who gets the goods that are left in a denied bin, as an answer on the page of its exception."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.looking import Looker, amount_text
from warehouse_app.service.ports.views import CaseRow, Views
from warehouse_app.service.share_out import SHARE, proposal


def shared_out(views: Views, case: CaseRow, look: Looker) -> list[dict[str, Any]]:
    """The one answer, with who gets how many and who does without; none where there is nothing to share out."""
    locks = views.bins.of_case(case.id) if case.status != "resolved" else []
    hits = views.bins.hits(locks[0].location, locks[0].product) if locks else []
    shared = proposal(case.facts, hits, look.now)
    if shared is None:
        return []
    served, without = ([f"{hit.order} ({amount_text(hit.open_m)})" for hit in part] for part in shared)
    why = look.say("answer.share_why", served=", ".join(served) or "-", without=", ".join(without))
    return [{"answer": SHARE, "place": "", "words": look.say("answer.share", n=len(served)), "why": why}]
