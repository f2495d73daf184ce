"""Refunds: what is to be decided, with its amount and why; what waits to be paid; what is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain import overrides as rules
from warehouse_app.domain.refunds import LIMITS, MINOR, limit_of, paid_back
from warehouse_app.service.looking import Looker, age_text, amount_text, clock_text, moment_text
from warehouse_app.service.money_words import money_text
from warehouse_app.service.overrides import KIND
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.refunds import ExchangeRow, RefundRow, Unpaid
from warehouse_app.service.ports.views import Views
from warehouse_app.service.refund_ageing import ages
from warehouse_app.service.refund_owners import Owners, owners_of
from warehouse_app.service.refunds import AS_PROPOSED, CASE_TYPE, DECIDED, NO_REFUND, SWAP, stopping

MOST, LATELY = 100, 30


def refunds_page(views: Views, person: Person, look: Looker, *, has_office: bool) -> dict[str, Any]:
    """One picture for whoever looks: what they may release alone says so."""
    refunds = views.returns.refunds
    rows = list(refunds.listed(person.w, is_open=True, limit=MOST))
    over = refunds.listed(person.w, is_open=False, limit=LATELY)
    sent = _by_return(refunds.exchanges([row.return_ for row in [*rows, *over]]))
    body = views.rules(KIND, person.w).get(rules.REFUND, {})
    limit = limit_of(person.roles, dict(body.get(LIMITS, {})))
    may = not set(body.get("roles", ())).isdisjoint(person.roles)
    swaps = views.rules(KIND, person.w).get(rules.EXCHANGE, {})
    owners = owners_of(views, person.w)
    stops = refunds.stopped_by(person.w, stopping(views.rules(CASE_TYPE, person.w)))
    shown = [
        refund_row(row, sent.get(row.return_, ()), look) | _asked(row, limit, look) | whose(row, owners, look)
        | {"stopped": stops.get(row.number)}
        for row in rows
    ]  # fmt: skip
    unpaid = refunds.unpaid(person.w)
    decide = [one for one in shown if one["state"] in DECIDED]
    alone = [one for one in decide if may and one["alone"] and one["parts"] and not one["stopped"]]
    return {
        "head": views.head(),
        "now_text": clock_text(look.now, look.zone),
        "decide": decide,
        "alone": [f"{one['id']}:{one['proposed']}" for one in alone] if len(alone) > 1 else [],
        "alone_money": _sum_text([row for row in rows if row.id in {one["id"] for one in alone}]),
        "ages": ages(unpaid, look) if unpaid else [],
        "waiting": [one for one in shown if one["state"] not in DECIDED],
        "over": [refund_row(row, sent.get(row.return_, ()), look) for row in over],
        "not_reckoned": [_not_reckoned(one, look) for one in unpaid if not one.state],
        "has_office": has_office,
        "may": may,
        "reasons": [(code, look.say(f"reason.{code}")) for code in body.get("reasons", ()) if code != AS_PROPOSED],
        "swap": _swap(swaps, person, look),
        "no_refund": [(code, look.say(f"reason.{code}")) for code in NO_REFUND],
    }


def _swap(body: Mapping[str, Any], person: Person, look: Looker) -> dict[str, Any]:
    """Goods sent instead: for which reasons, and how far whoever looks goes alone."""
    limit = limit_of(person.roles, dict(body.get(LIMITS, {}))) // MINOR
    reasons = [(code, look.say(f"reason.{code}")) for code in body.get("reasons", ())]
    return {"reasons": reasons, "alone": look.say("refunds.exchange_alone", limit=limit) if reasons else ""}


def refund_row(row: RefundRow, sent: Sequence[ExchangeRow], look: Looker) -> dict[str, Any]:
    """A refund in words."""
    since = row.received_at or row.proposed_at
    money = _money(row.credited if row.credited is not None else row.amount, row)
    return {
        "id": row.id,
        "number": row.number,
        "order": row.order,
        "order_name": row.order_name,
        "state": row.state,
        "state_words": look.say(f"refund_state.{row.state}"),
        "next": look.say(f"refund_next.{row.state}"),
        "amount": money,
        "proposed": row.proposed,
        "why": why_text(row, look),
        "age": age_text(look.now - since, look.say),
        "who": ", ".join(filter(None, (row.worker, row.second))),
        "reason": look.say(f"reason.{row.reason}") if row.reason else "",
        "words": row.words or "",
        **{"owner": "", "due": "", "late": False, "stopped": None},
        "note": row.odoo_name or "",
        "odoo_id": row.odoo_id,
        "steps": _steps(row, look),
        "sent": [*(_sent(one, row, look) for one in sent), *_wished(row, look)],
        "parts": [_part(part, row, look) for part in row.body.get("parts", ())],
        "lines": _lines(row),
    }


def whose(row: RefundRow | None, owners: Owners, look: Looker) -> dict[str, Any]:
    """Who has to do the next thing, and until when; late from then on."""
    if row is None:
        return {"owner": "", "due": "", "late": False}
    due, owner = owners.due_at(row), owners.named(row, look)
    said = look.say("refunds.due", at=moment_text(due, look)) if due is not None else ""
    return {"owner": owner, "due": said if owner else "", "late": bool(owner) and due is not None and look.now > due}


def _sum_text(rows: Sequence[RefundRow]) -> str:
    """All together, where they are of one currency."""
    if len({(row.currency, row.digits) for row in rows}) != 1:
        return ""
    return money_text(sum(row.amount for row in rows), rows[0].currency, rows[0].digits)


def why_text(row: RefundRow, look: Looker) -> str:
    """Why it is this amount, in one sentence."""
    said = [look.say(f"refund_why.{key}", **_in_words(facts, row, look)) for key, facts in row.body.get("why", ())]
    return "; ".join(said)


def _asked(row: RefundRow, limit: int, look: Looker) -> dict[str, Any]:
    """Whether the one who looks may release it alone, and what of it is money that goes back."""
    asks = str(row.body.get("asks") or "")
    inside = not asks and row.amount <= limit
    back = paid_back(row.amount, int(row.body.get("owed", 0)))
    set_off = row.amount - back
    return {
        "alone": inside,
        "second": "" if inside else look.say(f"refunds.asks_{asks or 'limit'}", limit=_money(limit, row)),
        "back": look.say("refunds.set_off", back=_money(back, row), owed=_money(set_off, row)) if set_off else "",
        "plain": money_text(row.amount, "", row.digits).strip(),
    }


def _part(part: Mapping[str, Any], row: RefundRow, look: Looker) -> dict[str, Any]:
    is_goods = part.get("line") is not None
    return {
        "line": part.get("line"),
        "name": f"{amount_text(part['qty_m'])} x {part['name']}" if is_goods else look.say("refunds.freight"),
        "money": _money(part["gross"] - part["less"], row),
    }


def _lines(row: RefundRow) -> list[tuple[int, str]]:
    """The return's lines of which something is refunded, each once: (line, goods)."""
    return list({part["line"]: (part["line"], part["name"]) for part in row.body.get("parts", ())
                 if part.get("line") is not None}.values())  # fmt: skip


def _steps(row: RefundRow, look: Looker) -> list[dict[str, str]]:
    """How far it is, each step with its time."""
    times = (("received", row.received_at), ("proposed", row.proposed_at), ("released", row.released_at),
             ("draft", row.made_at), ("posted", row.posted_at), ("paid", row.paid_at))  # fmt: skip
    return [{"what": look.say(f"refund_step.{key}"), "at": moment_text(at, look)} for key, at in times if at]


def _sent(one: ExchangeRow, row: RefundRow, look: Looker) -> str:
    key = "exchange_refused" if one.words else "exchange_made" if one.transfer_name else "exchange_asked"
    more = look.say("refunds.exchange_more", money=_money(one.more, row)) if one.more else ""
    said = {
        "n": amount_text(one.qty_m),
        "goods": one.name,
        "transfer": one.transfer_name or "",
        "words": one.words or "",
    }
    return " · ".join(filter(None, (look.say(f"refunds.{key}", **said), more)))


def _wished(row: RefundRow, look: Looker) -> list[str]:
    """What a second person has to agree to before it is sent."""
    wish = row.body.get(SWAP)
    if not wish:
        return []
    return [look.say("refunds.exchange_waits", n=amount_text(wish["qty_m"]), goods=wish["goods"])]


def _not_reckoned(one: Unpaid, look: Looker) -> dict[str, str]:
    return {"number": one.number, "order": one.order, "age": age_text(look.now - one.received_at, look.say)}


def _in_words(facts: Mapping[str, Any], row: RefundRow, look: Looker) -> dict[str, Any]:
    said = dict(facts) | {name[:-2]: amount_text(value) for name, value in facts.items() if name.endswith("_m")}
    if "money" in facts:
        said["money"] = _money(facts["money"], row)
    if "reason" in facts:
        said["reason"] = look.say(f"return_reason.{facts['reason']}")
    return said


def _by_return(rows: Sequence[ExchangeRow]) -> dict[int, list[ExchangeRow]]:
    found: dict[int, list[ExchangeRow]] = {}
    for row in rows:
        found.setdefault(row.return_, []).append(row)
    return found


def _money(amount: int, row: RefundRow) -> str:
    return money_text(amount, row.currency, row.digits)
