"""Who gets goods, as answers on the page of an exception: those left in a denied bin, those of another order."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.give_goods import GIVE
from warehouse_app.service.looking import Looker, amount_text, clock_text
from warehouse_app.service.ports.views import CaseRow, Views
from warehouse_app.service.share_out import SHARE, proposal


def given(views: Views, case: CaseRow, look: Looker) -> list[dict[str, Any]]:
    """Whose goods a short may be given: an answer for each order that still has them to fetch."""
    if case.type != "FUL-SHORT" or case.status == "resolved":
        return []
    return [
        {
            "answer": GIVE,
            "place": str(one.line),
            "words": look.say("answer.give", order=one.order, bin=one.code),
            "why": look.say("answer.give_why", order=one.order, at=_leaves(one.cutoff_at, look)),
        }
        for one in views.bins.reserved(int(case.key.rpartition("|")[2]))
    ]


def _leaves(at: int | None, look: Looker) -> str:
    return clock_text(at, look.zone) if at is not None else look.say("trucks.none")


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
