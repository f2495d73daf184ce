"""What goes when: each rule names rows that are over, and what becomes of them.

What open work needs is over for none of them: a transfer of an order that is still to leave, an exception nobody has
closed, a return on its way, what Odoo has not heard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, and_, cast, func, literal, null, or_, select

from warehouse_app.domain.retention import Cuts
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.evidence import shows
from warehouse_app.store.words import NAMES

Where = ColumnElement[bool]

_tr, _case, _r = t.transfer.c, t.case.c, t.return_.c
_sibling = t.transfer.alias("sibling")
_RETURN_OVER = ("refunded", "closed", "cancelled")


@dataclass(frozen=True, slots=True)
class Rule:
    """`clear`: columns that are emptied, and to what; None: the row goes. `words`: they are taken out one by one."""

    name: str
    kind: str
    table: Table
    overdue: Callable[[Cuts], Where]
    clear: Mapping[str, Any] | None = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def key(self) -> Column[Any]:
        """What its rows are named by."""
        (key,) = self.table.primary_key.columns
        return key


def written(column: Column[Any]) -> ColumnElement[str]:
    """A JSON column as text without backslashes: PostgreSQL holds it as a string within JSON, SQLite plain."""
    return func.replace(cast(column, Text), "\\", "")


def names_in(column: Column[Any]) -> Where:
    """Whether facts or a body name somebody of the floor."""
    said = written(column)
    return or_(*(and_(said.contains(f'"{one}":"'), ~said.contains(f'"{one}":""')) for one in NAMES))


def _addresses(cuts: Cuts) -> Where:
    """Days count from the order's last transfer, and anew from the last step of a return."""
    own = or_(_sibling.c.id == _tr.id, _sibling.c.order == _tr.order)
    needed = or_(_sibling.c.state == "open", _sibling.c.ended_at >= cuts.customer)
    chain = select(_sibling.c.id).where(own, needed)
    since = func.coalesce(_r.received_at, _r.authorised_at) >= cuts.customer
    back = select(_r.id).where(_r.order == _tr.order, _r.state.not_in(_RETURN_OVER), since)
    asked = select(_case.id).where(_case.transfer == _tr.id, _case.status != "resolved")
    ended = and_(_tr.ship_to.is_not(None), _tr.state != "open", _tr.ended_at < cuts.customer)
    return and_(ended, ~chain.exists(), ~back.exists(), ~asked.exists())


def _gate(cuts: Cuts) -> Where:
    """What the gate read goes once no transfer of the order is open; of past orders, when it is old enough."""
    g = t.gate.c
    there = or_(g.facts.is_not(None), g.marks.is_not(None))
    needed = select(_tr.id).where(_tr.order == g.order, _tr.state == "open")
    return and_(there, g.read_at < cuts.customer, ~needed.exists())


def _labels(cuts: Cuts) -> Where:
    """What a label showed goes with the address of its transfer."""
    shown = or_(t.label.c.fields.is_not(None), t.label.c.body.is_not(None))
    there = select(t.parcel.c.id).join(t.transfer, _tr.id == t.parcel.c.transfer)
    needed = there.where(t.parcel.c.id == t.label.c.parcel, _tr.ship_to.is_not(None))
    return and_(shown, t.label.c.at < cuts.customer, ~needed.exists())


def _event_words(cuts: Cuts) -> Where:
    asked = select(_case.id).where(_case.event == t.event_words.c.event, _case.status != "resolved")
    return and_(t.event_words.c.at < cuts.customer, ~asked.exists())


def _return_words(cuts: Cuts) -> Where:
    last = func.coalesce(_r.closed_at, _r.received_at, _r.authorised_at)
    over = select(_r.id).where(_r.id == t.return_line.c["return"], last < cuts.customer)
    return and_(t.return_line.c.facts.is_not(None), over.exists())


def _buyers(cuts: Cuts) -> Where:
    """Who bought it is asked for when goods come back, and Odoo tells it anew."""
    s, since = t.shipped.c, func.coalesce(_r.received_at, _r.authorised_at) >= cuts.customer
    back = select(_r.id).where(_r.shipped == s.id, _r.state.not_in(_RETURN_OVER), since)
    return and_(s.customer.is_not(None), s.seen_at < cuts.customer, ~back.exists())


def _photos(cuts: Cuts) -> Where:
    open_ = select(_case.id).where(_case.status != "resolved")
    asked = select(t.evidence.c.id).where(shows(open_))
    return and_(t.evidence.c.at < cuts.photo, t.evidence.c.id.not_in(asked))


def _cases(cuts: Cuts) -> Where:
    return and_(_case.status == "resolved", _case.words_gone == 0, _case.resolved_at < cuts.person)


def _notes(cuts: Cuts) -> Where:
    o = t.outbox.c
    return and_(
        o.state == "done",
        o.next_at < cuts.person,
        or_(o.error.is_not(None), o.settled_why.is_not(None), names_in(o.body)),
    )


def _waves(cuts: Cuts) -> Where:
    wave = t.wave.c
    over = and_(wave.state.in_(("closed", "cancelled")), wave.closed_at < cuts.person)
    return and_(over, or_(wave.person.is_not(None), wave.assigned.is_not(None)))


def _packings(cuts: Cuts) -> Where:
    p = t.packing.c
    ended = select(_tr.id).where(_tr.id == p.transfer, _tr.state != "open")
    return and_(p.person.is_not(None), func.coalesce(p.packed_at, p.opened_at) < cuts.person, ended.exists())


def _returns(cuts: Cuts) -> Where:
    named = or_(_r.person.is_not(None), _r.receiver.is_not(None))
    subject = literal("return:") + cast(_r.id, Text)
    untold = select(t.outbox.c.id).where(t.outbox.c.subject == subject, t.outbox.c.state != "done")
    return and_(named, func.coalesce(_r.received_at, _r.authorised_at) < cuts.person, ~untold.exists())


def _tasks(cuts: Cuts) -> Where:
    task = t.task.c
    named = or_(task.asked_by.is_not(None), task.not_for.is_not(None), task.taken_by.is_not(None))
    return and_(named, task.ended_at < cuts.person)


def _failures(cuts: Cuts) -> Where:
    return and_(t.failure.c.at < cuts.person, t.failure.c.locked_until < cuts.now)


def _sessions(cuts: Cuts) -> Where:
    return func.coalesce(t.session.c.closed_at, t.session.c.expires_at) < cuts.person


RULES = (
    Rule("addresses", "customer", t.transfer, _addresses, {"ship_to": null()}),
    Rule("labels", "customer", t.label, _labels, {"fields": null(), "body": null()}),
    Rule("gate facts", "customer", t.gate, _gate, {"facts": null(), "marks": null()}),
    Rule("event words", "customer", t.event_words, _event_words, None),
    Rule("not told", "customer", t.unsent, lambda cuts: t.unsent.c.at < cuts.customer, None),
    Rule("return words", "customer", t.return_line, _return_words, {"facts": null()}),
    Rule("buyers", "customer", t.shipped, _buyers, {"customer": null()}),
    Rule("photos", "photo", t.evidence, _photos, None),
    Rule("case words", "person", t.case, _cases, {"words_gone": 1, "person": null(), "opened_by": null()},
         ("facts", "why", "finding_key")),
    Rule("notes", "person", t.outbox, _notes, {"error": null(), "settled_why": null()}, ("body",)),
    Rule("walks", "person", t.wave, _waves, {"person": null(), "assigned": null()}),
    Rule("packing", "person", t.packing, _packings, {"person": null()}),
    Rule("drivers", "customer", t.manifest, lambda cuts: and_(
        t.manifest.c.driver.is_not(None), t.manifest.c.left_at < cuts.customer), {"driver": null()}),
    Rule("manifests", "person", t.manifest, lambda cuts: and_(
        t.manifest.c.person.is_not(None), t.manifest.c.left_at < cuts.person), {"person": null()}),
    Rule("goods moved", "person", t.goods_move, lambda cuts: and_(
        t.goods_move.c.person.is_not(None), t.goods_move.c.done_at < cuts.person), {"person": null()}),
    Rule("returns", "person", t.return_, _returns, {"person": null(), "receiver": null()}),
    Rule("found goods", "person", t.found_goods, lambda cuts: and_(
        t.found_goods.c.person.is_not(None), t.found_goods.c.matched_at < cuts.person), {"person": null()}),
    Rule("judged", "person", t.judged, lambda cuts: and_(
        t.judged.c.person.is_not(None), t.judged.c.done_at < cuts.person), {"person": null()}),
    Rule("refunds", "person", t.refund, lambda cuts: and_(
        t.refund.c.words.is_not(None), t.refund.c.proposed_at < cuts.person), {"words": null()}),
    Rule("exchanges", "person", t.exchange, lambda cuts: and_(
        t.exchange.c.words.is_not(None), t.exchange.c.asked_at < cuts.person), {"words": null()}),
    Rule("tasks", "person", t.task, _tasks, {"asked_by": null(), "not_for": null(), "taken_by": null()}),
    Rule("totes placed", "person", t.tote_place, lambda cuts: and_(
        t.tote_place.c.person.is_not(None), t.tote_place.c.at < cuts.person), {"person": null()}),
    Rule("sessions", "person", t.session, _sessions, None),
    Rule("wrong tries", "person", t.failure, _failures, None),
    Rule("enrolments", "person", t.enrolment, lambda cuts: t.enrolment.c.expires_at < cuts.person, None),
)  # fmt: skip


def rule(name: str) -> Rule:
    """Raises LookupError when there is none."""
    found = next((one for one in RULES if one.name == name), None)
    if found is None:
        raise LookupError(name)
    return found
