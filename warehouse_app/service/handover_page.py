"""What is left of a shift, in words: now, and as it was signed before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.service.looking import Looker, age_text, amount_text, moment_text
from warehouse_app.service.ports.views import Views
from warehouse_app.service.shift_handover import left_now

SHOWN = 20
PARTS = ("cases", "waves", "totes", "devices", "held", "approvals", "undelivered")


def handover_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """The page of warehouse `w`; `left` is what would be signed now."""
    names = {person.id: person.name for person in views.people(w)}
    left = left_now(views, w, look)
    signed = [
        {
            "id": row.id,
            "at": moment_text(row.at, look),
            "who": look.say("handover.from_to", leaver=row.leaver or "-", taker=row.taker or "-"),
            "cases": look.say("handover.cases_given", n=row.cases) if row.cases else "",
            "parts": _parts(row.left, names, row.at, look),
        }
        for row in views.handovers.signed(w, SHOWN)
    ]
    return {"left": left, "parts": _parts(left, names, look.now, look), "signed": signed}


def _parts(left: Mapping[str, Any], names: Mapping[int, str], at: int, look: Looker) -> list[dict[str, Any]]:
    """The lists, in their order, each with its number; minutes are counted from `at`."""
    rows = {
        "cases": [_case(one, names, at, look) for one in left["cases"]],
        "waves": [
            (one["number"], look.say("handover.wave", done=one["done"], lines=one["lines"],
                                     state=look.say(f"look.state.{one['state']}")))
            for one in left["waves"]
        ],
        "totes": [
            (one["code"], look.say("handover.tote", n=amount_text(one["goods_m"]), order=one["order"]))
            for one in left["totes"]
        ],
        "devices": [(one["name"], _device(one, at, look)) for one in left["devices"]],
        "held": [(one["order"], f"{look.say('reason.' + one['reason'])} {_until(one['due_at'], at, look)}".strip())
                 for one in left["held"]],
    }  # fmt: skip
    return [
        {"name": look.say(f"handover.{name}"), "count": left["counts"].get(name, 0), "rows": rows.get(name, [])}
        for name in PARTS
    ]


def _case(one: Mapping[str, Any], names: Mapping[int, str], at: int, look: Looker) -> tuple[str, str]:
    owner = names.get(one["person"], "") or look.say(f"owner.{one['owner']}")
    return one["number"], f"{look.say('case_type.' + one['type'])}, {owner} {_until(one['due_at'], at, look)}".strip()


def _until(due_at: int | None, at: int, look: Looker) -> str:
    if due_at is None:
        return ""
    minutes = (due_at - at) // 60_000
    return look.say("release.answer_over" if minutes < 0 else "release.answer_in", n=abs(minutes))


def _device(one: Mapping[str, Any], at: int, look: Looker) -> str:
    seen = age_text(at - one["seen_at"], look.say) if one["seen_at"] is not None else look.say("time.never")
    return look.say("handover.device", n=one["waiting"], age=seen)
