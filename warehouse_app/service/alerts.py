"""Exceptions put into words: on the board with what may be answered, on their own pages, as a list to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from warehouse_app.domain.answers import APPLY, FOUND, RELABEL, is_relabelled, to_try_again
from warehouse_app.domain.cases import MINUTE
from warehouse_app.service.asking import with_reasons
from warehouse_app.service.case_words import left_text, plain_words, step_words
from warehouse_app.service.looking import Looker, age_text, amount_text, clock_text
from warehouse_app.service.overrides import KIND
from warehouse_app.service.ports.views import BinRow, CaseRow, StepRow, Views
from warehouse_app.service.share_words import given, shared_out

_SEVERITIES = ("critical", "high", "normal", "low")
_ANSWERED = ("decided", "along", "by_rule")


def alerts(views: Views, w: int, look: Looker) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is to be decided, worst first, and what is decided and not over, newest first."""
    cases = worst_first(views.open_cases(w))
    bins = views.other_bins([case.id for case in cases if case.type == "FUL-SHORT"])
    steps = views.case_steps([case.id for case in cases if case.status == "decided"])
    said = {step.case: step for step in steps if step.kind in _ANSWERED}
    orders = {case.transfer: said[case.id] for case in cases if case.id in said and case.decision != FOUND}

    bodies = views.rules(KIND, w)

    def asked(case: CaseRow) -> dict[str, Any]:
        return with_reasons(bodies, alert(case, bins.get(case.id, ()), look), answered_by_a_person(case, said), look)

    shown = [asked(case) | _so_far(orders.get(case.transfer), case, look) for case in cases if case.status != "decided"]
    done = [
        asked(case) | _answered(said[case.id], look)
        for case in sorted(cases, key=lambda case: -said[case.id].id if case.id in said else 0)
        if case.id in said and case.status == "decided"
    ]
    return shown, done


def alert(case: CaseRow, bins: Sequence[BinRow], look: Looker) -> dict[str, Any]:
    """An exception with its answers: `keys` are in plain sight, the recommended one first, `more` behind them."""
    answers = _answers(case, bins, look) if case.type == "FUL-SHORT" else []
    if case.type == "INV-DIFF" and case.status != "decided":
        answers = [_named(APPLY, look)]
    if is_relabelled(case.key) and case.facts.get("prints"):
        answers = [_named(RELABEL, look)]
    return {
        "id": case.id,
        "number": case.number,
        "left": left_text(case.due_at, look),
        "severity": case.severity,
        "what": what(case, look),
        "detail": _detail(case, look),
        "bins": " · ".join(_bin_text(one, look) for one in bins[:1]),
        "age_text": age_text(look.now - case.opened_at, look.say),
        "owner": look.say(f"owner.{case.owner}"),
        "is_short": case.type == "FUL-SHORT",
        "keys": answers[:2],
        "more": answers[2:],
        "again": to_try_again(case.key, case.wave) is not None,
        "is_relabelled": is_relabelled(case.key),
        "rings": case.rings,
        "loud": bool(case.rings_last),
    }


def what(case: CaseRow, look: Looker) -> str:
    """The exception in one line."""
    facts = _in_words(case.facts, look)
    about = facts.get("about") or ("goods" if facts.get("product") else "wave")
    key = f"case.{case.type}.{about}"
    words = key if facts.get("hand") else look.say(key, **facts)
    return plain_words(case, look) if words == key else words


def case_page(views: Views, w: int, case: CaseRow, look: Looker) -> dict[str, Any]:
    """Everything about one exception: what is known, its answers, its history."""
    bins = views.other_bins([case.id]).get(case.id, [])
    steps = views.case_steps([case.id])
    said = next((step for step in reversed(steps) if step.kind in _ANSWERED), None)
    transfer = views.transfer_name(case.transfer) if case.transfer is not None else None
    page = alert(case, bins, look) | {
        "is_over": case.status == "resolved",
        "why": _over(case.why or "", look),
        "answered": _answer_text(said, look) if said is not None else "",
        "orders": case.orders if case.type == "FUL-SHORT" else None,
        "wave": case.facts.get("wave") or "",
        "reason": " · ".join(_reasons(case, look)),
        "order": case.facts.get("order") or "",
        "tote": case.facts.get("tote") or "",
        "truck": _truck(case, look),
        "transfer": {"name": transfer[0], "odoo_id": transfer[1]} if transfer else None,
        "opened": clock_text(case.opened_at, look.zone),
        "history": [step_row(step, look) for step in steps],
    }
    shared = [*shared_out(views, case, look), *given(views, case, look)]
    page |= {
        "all_answers": [*page["keys"], *page["more"], *shared],
        "hit_orders": ", ".join(case.facts.get("orders", ())),
    }
    asked = answered_by_a_person(case, {case.id: said} if said is not None else {})
    return with_reasons(views.rules(KIND, w), page, asked, look)


def answered_by_a_person(case: CaseRow, said: Mapping[int, StepRow]) -> CaseRow:
    """What a rule decided is changed without a reason: nobody's word is overruled."""
    step = said.get(case.id)
    return replace(case, status="open") if step is not None and step.kind == "by_rule" else case


def alert_row(case: CaseRow, look: Looker) -> dict[str, Any]:
    """An exception for whoever follows them by cursor; words beside the plain values."""
    plain = ("id", "number", "type", "severity", "status", "decision", "owner", "opened_at", "due_at", "orders")
    return {name: getattr(case, name) for name in plain} | {"words": what(case, look)}


def worst_first(cases: Sequence[CaseRow]) -> list[CaseRow]:
    """By severity, then by the minutes left; of those for one truck what reaches more orders."""

    def badness(case: CaseRow) -> tuple[int, float, int, int]:
        rank = _SEVERITIES.index(case.severity) if case.severity in _SEVERITIES else len(_SEVERITIES)
        return rank, case.due_at // MINUTE if case.due_at is not None else float("inf"), -case.orders, case.id

    return sorted(cases, key=badness)


def _answers(case: CaseRow, bins: Sequence[BinRow], look: Looker) -> list[dict[str, Any]]:
    """The likeliest bin first; without one, an order with other goods ships them, and one without waits."""
    found = [
        {"answer": FOUND, "place": one.code, "words": look.say("answer.found_at", bin=one.code), "why": ""}
        for one in bins
    ]
    rest = ["ship_short", "wait"] if case.has_more else ["wait", "ship_short"]
    named = [_named(answer, look) for answer in (*rest, "cancel")]
    return [*found[:1], *named[:1], *named[1:], *found[1:]]


def _named(answer: str, look: Looker) -> dict[str, Any]:
    return {
        "answer": answer,
        "place": "",
        "words": look.say(f"answer.{answer}"),
        "why": look.say(f"answer.{answer}_why"),
    }


def _detail(case: CaseRow, look: Looker) -> str:
    facts, say = _in_words(case.facts, look), look.say
    parts = [say("case.order", **facts)] if facts.get("order") else []
    parts += [say("case.tote", **facts)] if facts.get("tote") else []
    return " · ".join([*parts, *_reasons(case, look)])


def _reasons(case: CaseRow, look: Looker) -> list[str]:
    facts = _in_words(case.facts, look)
    reasons = [look.say(f"reason.{facts['reason']}")] if facts.get("reason") else []
    if why := facts.get("why"):
        key = f"conflict.{why}" if case.type == "FUL-SCAN" else f"changed.{why}"
        reasons.append(look.say(key, **facts))
    return reasons


def _bin_text(row: BinRow, look: Looker) -> str:
    """Why a place is thought to hold it: somebody took from it, others are still to, or Odoo has it free there."""
    if row.picked_at is not None:
        said = look.say("board.picked_from", age=age_text(look.now - row.picked_at, look.say))
    elif row.promised_m:
        said = look.say("board.promised", n=amount_text(row.promised_m))
    else:
        said = look.say("board.free_there", n=amount_text(row.free_m))
    far = [look.say("board.extra_walk", metres=round(row.extra_mm / 1000))] if row.extra_mm is not None else []
    return f"{row.code}: {', '.join([said, *far])}"


def _so_far(said: StepRow | None, case: CaseRow, look: Looker) -> dict[str, Any]:
    """Another short of this order was answered already."""
    if said is None or case.transfer is None:
        return {}
    return {"so_far": look.say("board.order_so_far", answer=_answer_text(said, look))}


def _answered(said: StepRow, look: Looker) -> dict[str, Any]:
    who, age = said.person or look.say("case.who"), age_text(look.now - said.at, look.say)
    return {"answered": _answer_text(said, look), "by": look.say("board.decided_by", who=who, age=age)}


def _answer_text(said: StepRow, look: Looker) -> str:
    return look.say(f"answered.{said.facts['decision']}", bin=said.facts.get("bin", ""))


def step_row(step: StepRow, look: Looker) -> dict[str, Any]:
    """A line of an exception's history: when, who, what."""
    facts, say = step.facts, look.say
    before = facts.get("before")
    when = "policy" if facts.get("policy") else facts.get("when")
    kind = f"by_{when}" if when == "policy" else f"by_rule_{when}" if when else "by_rule"
    kind = kind if step.kind == "by_rule" else step.kind
    key = f"case.step.{kind}" + ("_before" if before and step.kind in ("decided", "along") else "")
    words = say(
        key,
        answer=_answer_text(step, look) if "decision" in facts else "",
        before=say(f"answer.{before}") if before else "",
        why=_over(str(facts.get("why", "")), look) if step.kind == "resolved" else "",
        reason=_settled(facts, look),
        by=facts.get("by") or "-",
        row=say(f"policy.{facts['policy']}") if "policy" in facts else "",
        fields=", ".join(say(f"mend.field.{name}") for name in facts.get("fields", ())),
        template=look.say(f"template.{facts['template']}") if "template" in facts else "",
        **step_words(facts, look),
    )
    return {"at": clock_text(step.at, look.zone), "who": step.person or say("case.who"), "words": words}


def _settled(facts: Mapping[str, Any], look: Looker) -> str:
    """Why a person ended what Odoo was to hear, and what of the floor's book changed with it."""
    if not facts.get("reason"):
        return ""
    changes = [
        look.say("case.agreed", product=one["product"], location=one["location"], before=amount_text(one["from_m"]),
                 after=amount_text(one["to_m"]))
        for one in facts.get("changes", ())
    ]  # fmt: skip
    return " · ".join(part for part in (look.say(f"reason.{facts['reason']}"), facts.get("note"), *changes) if part)


def _over(why: str, look: Looker) -> str:
    """A key of ours, or what somebody wrote."""
    words = look.say(f"over.{why}")
    return why if words == f"over.{why}" else words


def _truck(case: CaseRow, look: Looker) -> str:
    cutoff_at = case.facts.get("cutoff_at")
    at = clock_text(cutoff_at, look.zone) if isinstance(cutoff_at, int) else ""
    return f"{case.facts.get('carrier') or ''} {at}".strip()


def _in_words(facts: Mapping[str, Any], look: Looker) -> dict[str, Any]:
    """Quantities as figures, beside everything else."""
    rule = {"rule": look.say(f"gate_rule.{facts['gate']}")} if facts.get("gate") else {}
    figures = {name[:-2]: amount_text(value) for name, value in facts.items() if name.endswith("_m")}
    return dict(facts) | figures | rule
