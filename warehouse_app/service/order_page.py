"""The order page: one sentence first, then everything that happened to the order. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from warehouse_app.domain.barcodes import Unreadable, normalise
from warehouse_app.domain.order_story import Document, Hold, Missing, Order, Part, Stopped, sentence
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service.alerts import step_row, what
from warehouse_app.service.gate_words import gate_part
from warehouse_app.service.looking import Looker, amount_text, clock_text, moment_text
from warehouse_app.service.order_returns import Desk, OrderMoneyNow, money_moments, returns_of
from warehouse_app.service.ports.orders import DocumentRow, Moment, OrderFacts
from warehouse_app.service.ports.views import CaseRow, Views
from warehouse_app.service.profiles import pack_buffer
from warehouse_app.service.release_page import act_words

LONGEST = 80
_STOPS = ("order", "parcel")  # what an exception that is named in the sentence holds up


def case_on_ticket(views: Views, w: int, text: str) -> int | None:
    """The exception whose number this is: as it is printed on its ticket, or read out."""
    found = views.look.find(w, text.strip()[:LONGEST]) if text.strip() else ()
    return next((one.id for one in found if one.what == "case"), None)


def find_orders(views: Views, w: int, text: str) -> list[dict[str, Any]]:
    """Orders by their name, or by that of a transfer, tote or parcel; at most 20, the newest first."""
    text = text.strip()[:LONGEST]
    if not text:
        return []
    found = views.orders.find(w, text)
    read = normalise(text, lambda _: False)
    if not found and not isinstance(read, Unreadable):
        label = read.gs1[0] if read.gs1 else {}
        found = views.orders.find(w, str(label.get("sscc") or read.text))
    return [{"id": id_, "name": name} for id_, name in found]


def order_page(views: Views, w: int, order: int, look: Looker) -> dict[str, Any] | None:
    """Everything about an order; None when there is none."""
    facts = views.orders.order(w, order)
    if facts is None:
        return None
    cases = [case for case in (views.case(w, id_) for id_ in facts.cases) if case is not None]
    money = OrderMoneyNow(*views.returns.refunds.of_order(order))
    return {
        "id": order,
        "odoo_id": facts.order.odoo_id,
        "name": facts.order.name,
        "head": views.head(),
        "now_text": clock_text(look.now, look.zone),
        "sentence": say_sentence(sentence(_order(views, w, facts, cases, look.now), look.now), look),
        "transfers": [_transfer(one, look) for one in facts.documents],
        "parcels": [_parcel(one, look) for one in facts.parcels],
        "cases": [_case(case, look) for case in reversed(cases)],
        "returns": returns_of(Desk(views, w, look), facts.returns, money),
        "gate": gate_part(views.gate.of_order(order), views.gate.path(order), look),
        "story": _story(views, facts, [*_back(facts), *money_moments(money)], cases, look),
    }


def say_sentence(parts: Sequence[Part], look: Looker) -> str:
    """The parts as one sentence of the language."""
    words = [look.say(f"story.{key}", **_in_words(key, facts, look)) for key, facts in parts]
    joined = ", ".join(words)
    return joined[:1].upper() + joined[1:]


def _in_words(key: str, facts: Mapping[str, Any], look: Looker) -> dict[str, Any]:
    said = dict(facts) | {name[:-2]: amount_text(value) for name, value in facts.items() if name.endswith("_m")}
    if "at" in facts:
        said["at"] = moment_text(facts["at"], look) if facts["at"] is not None else look.say("trucks.none")
    if "owner" in facts:
        said["owner"] = look.say(f"owner.{facts['owner']}")
    if key == "held":
        said["reason"] = look.say(f"reason.{facts['reason']}")
    if key == "stopped":
        said["what"] = look.say(f"case_type.{facts['type']}")
    if "carrier" in facts:
        said["carrier"] = facts["carrier"] or look.say("board.no_carrier")
    return said


def _order(views: Views, w: int, facts: OrderFacts, cases: Sequence[CaseRow], now: int) -> Order:
    open_ = [case for case in cases if case.status != "resolved"]
    types = views.rules("case_type", w)
    timetable = views.timetable(w)
    hold = facts.order.hold
    about = next((case for case in open_ if hold is not None and case.key == hold["key"]), None)
    team = about.owner if about else "floor"
    stops = [case for case in open_ if case is not about and case.status == "open" and case.type != "FUL-SHORT"]
    return Order(
        facts.order.cleared,
        Hold(hold["reason"], team, about.due_at if about else None) if hold is not None else None,
        tuple(_document(one, facts, timetable.next_departure(one.carrier, now)) for one in facts.documents),
        tuple(one.loaded_at for one in facts.parcels if one.state == "closed"),
        tuple((one.number, one.state) for one in facts.returns),
        tuple(
            Stopped(one.type, one.owner, one.due_at) for one in stops if type_of(one.type, types).blocks in _STOPS
        ),
        facts.put_back_m,
        pack_buffer(views.rules, w, now),
    )  # fmt: skip


def _document(row: DocumentRow, facts: OrderFacts, leaves_at: int | None) -> Document:
    missing = tuple(
        Missing(one.sku, one.missing_m, one.decision or "open") for one in facts.shorts if one.transfer == row.id
    )
    before = tuple(tote for one in facts.documents if one.step == "pick" for tote in one.totes)
    return Document(
        row.step, row.state, row.leaves, row.wave_number, row.wave_state,
        row.totes or (before if row.step == "pack" else ()), row.demand_m, row.picked_m, row.packed_m, missing,
        row.bench_at, row.packed_at, row.ended_at, row.cutoff_at or leaves_at, row.carrier,
    )  # fmt: skip


def _transfer(row: DocumentRow, look: Looker) -> dict[str, Any]:
    return {
        "odoo_id": row.odoo_id,
        "name": row.name,
        "state": look.say(f"look.state.{row.state}"),
        "wave": row.wave_number or "",
        "walker": row.walker or "",
        "totes": ", ".join(row.totes),
        "carrier": row.carrier or look.say("board.no_carrier"),
        "picked": look.say("story.of", n=amount_text(row.picked_m), of=amount_text(row.demand_m)),
    }


def _parcel(row: Any, look: Looker) -> dict[str, Any]:
    state = "loaded" if row.loaded_at else row.state
    return {
        "number": row.number,
        "sscc": row.sscc or "",
        "tracking": row.tracking or "",
        "box": row.box or "",
        "weight": f"{row.weight_g} {look.say('unit.g')}" if row.weight_g is not None else "",
        "holds": amount_text(row.content_m),
        "state": look.say(f"look.state.{state}"),
        "at": moment_text(row.loaded_at or row.closed_at, look) if row.closed_at else "",
    }


def _case(case: CaseRow, look: Looker) -> dict[str, Any]:
    is_over = case.status == "resolved"
    due = moment_text(case.due_at, look) if case.due_at is not None and not is_over else ""
    return {
        "id": case.id,
        "number": case.number,
        "what": what(case, look),
        "type": look.say(f"case_type.{case.type}"),
        "is_over": is_over,
        "owner": case.taken_by or look.say(f"owner.{case.owner}"),
        "due": due,
    }


def _story(
    views: Views, facts: OrderFacts, back: Sequence[Moment], cases: Sequence[CaseRow], look: Looker
) -> list[dict[str, str]]:
    """Newest first: what happened last is what somebody asks for."""
    numbers = {case.id: case.number for case in cases}
    rows = [(one.at, _moment(one, look)) for one in (*facts.moments, *back)]
    for step in views.case_steps(list(numbers)):
        said = step_row(step, look)
        rows.append((step.at, {"who": said["who"], "what": f"{numbers[step.case]}: {said['words']}"}))
    rows.sort(key=lambda row: row[0])
    return [{"at": moment_text(at, look)} | row for at, row in reversed(rows)]


def _back(facts: OrderFacts) -> Iterator[Moment]:
    for one in facts.returns:
        yield Moment(one.authorised_at, "return_authorised", one.authorised_by, {"number": one.number})
        if one.received_at is not None:
            yield Moment(one.received_at, "return_received", one.received_by, {"number": one.number})
        if one.closed_at is not None:
            yield Moment(one.closed_at, "return_closed", None, {"number": one.number})


def _moment(one: Moment, look: Looker) -> dict[str, str]:
    who = one.person or look.say("release.app")
    if one.kind.startswith("act."):
        return {"who": who, "what": act_words(one.kind.removeprefix("act."), one.facts, look)}
    facts = dict(one.facts) | {name[:-2]: amount_text(v) for name, v in one.facts.items() if name.endswith("_m")}
    if facts.get("reason"):
        facts["reason"] = look.say(f"reason.{facts['reason']}")
    blank = dict.fromkeys(("sku", "location", "tote", "qty", "missing", "weight_g", "reason"), "")
    return {"who": who, "what": look.say(f"moment.{one.kind}", **(blank | facts))}
