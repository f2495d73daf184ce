"""The release gate: facts of the pool are read in few calls, every order is judged, and what is held waits as a case.

Facts are read outside of any unit of work. An order nobody has judged yet is not free while a rule is on; one that a
rule cannot judge is neither held nor passed by that rule. What is mended closes its case by itself.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.gate.binding import asked
from warehouse_app.domain.gate.duplicates import Twin, window
from warehouse_app.domain.gate.judge import BLIND, HELD, Verdict, case_key, held, judge, owner_type
from warehouse_app.domain.segments import Path, path_of
from warehouse_app.service.gate_facts import Bindings, Stock, gated_of
from warehouse_app.service.holding import Holding
from warehouse_app.service.open_case import Books, books_of, open_case
from warehouse_app.service.ports.gate import Due, Gated
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, SoldOrder
from warehouse_app.service.ports.releasing import OrderNow, Rules
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.released_waves import withdraw

T = TypeVar("T")
MOST, AT_ONCE = 2000, 25  # orders read in one go, and judged in one unit of work
HELD_MS, FREE_MS = 60_000, 300_000  # how old facts may be
WITHIN = 30  # minutes, where the rule of duplicates does not say
KIND, FACT, SEGMENT = "gate", "fact", "segment"


class Writing(Protocol):
    """Where units of work are run, one after the other."""

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T: ...


log = logging.getLogger(__name__)


def is_on(rules: Rules) -> bool:
    return any(body.get("mode") == "on" for body in rules.values())


def hold_back_new(w: int, transfers: Collection[int], uow: UnitOfWork) -> None:
    """Orders whose transfers (our ids) were just pulled wait for the gate, where it holds any."""
    if is_on(uow.releasing.rules(KIND, w)):
        uow.gate.hold_back_new(w, transfers)


def look_at_orders(holding: Holding, odoo: Odoo, w: int) -> int:
    """Reads what is due and judges it; how many orders.

    Raises:
        OdooUnreachable, OdooUnknown: nothing of it was kept, the same come next.
        LeaseLost: somebody else looks now.
    """
    due, site, bindings, now = holding.write(lambda uow: _due(w, uow))
    sold = _read(odoo, due, bindings) if due else {}
    oversold = _oversold(odoo, site, due, sold) if sold else None
    rows = [
        gated_of(sold[one.odoo_id], _stock(one, oversold), bindings, now, one.order)
        for one in due
        if one.odoo_id in sold
    ]
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        holding.write(lambda uow, part=part: keep_read(w, part, uow))  # type: ignore[misc]
    unread = [one.odoo_id for one in due if one.odoo_id not in sold]
    holding.write(lambda uow: _settle(w, unread, due, uow))
    return len(rows)


def keep_read(w: int, rows: Sequence[Gated], uow: UnitOfWork) -> None:
    """Orders as they were read now, with what is known of them from before, are judged and kept."""
    known = uow.gate.now(w, [row.odoo_id for row in rows])
    old = {id_: one for id_, one in known.items() if one.order is not None or one.first_at is not None}
    judge_all(w, [_with(row, old.get(row.odoo_id)) for row in rows], uow)


def judge_pool(w: int, store: Writing) -> int:
    """All that is still to go is judged anew on the facts that are known: a rule or a segment is another now.

    Piece by piece, for no scan waits for a whole pool. Where it ends half-way the rest is judged when it is read next.
    """
    ids = store.write(lambda uow: _to_judge(w, uow))
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        store.write(lambda uow, part=part: judge_all(w, uow.gate.pool(w, part), uow, is_read=False))  # type: ignore[misc]
    return len(ids)


def _to_judge(w: int, uow: UnitOfWork) -> Sequence[int]:
    if is_on(uow.releasing.rules(KIND, w)):
        uow.gate.hold_back_new(w)
    else:
        uow.gate.free_unjudged(w)
    return uow.gate.pool_ids(w)


def judge_all(w: int, rows: Sequence[Gated], uow: UnitOfWork, *, is_read: bool = True) -> None:
    """`is_read`: their facts are new; else what is judged as before is left as it is."""
    rules, segments = uow.releasing.rules(KIND, w), uow.releasing.rules(SEGMENT, w)
    others, paths, desk = _twins(w, rows, rules, uow), defaultdict[Path, list[int]](list), _Desk(w, uow)
    for row in rows:
        if row.facts is None or row.order is None:
            continue
        found = judge(row.facts, rules, row.twin, others(row.twin), uow.now, row.let_go)
        if is_read or found != row.verdicts or row.first_at is None:
            _apply(desk, row, found, uow)
        paths[path_of(row.facts.about, segments)].append(row.order)
    for path, orders in paths.items():
        uow.gate.send(orders, path)


def _due(w: int, uow: UnitOfWork) -> tuple[Sequence[Due], int, Bindings, int]:
    due = uow.gate.due(w, uow.now - HELD_MS, uow.now - FREE_MS, MOST)
    return due, uow.following.site(w), uow.releasing.rules(FACT, w), uow.now


def _read(odoo: Odoo, due: Sequence[Due], bindings: Bindings) -> dict[int, SoldOrder]:
    """Where a bound field is gone the rest is read without it: its rules cannot judge, the others can."""
    ids = [one.odoo_id for one in due]
    try:
        return {one.odoo_id: one for one in odoo.sold_orders(ids, asked(bindings))}
    except OdooRefused as no:
        log.warning("Odoo does not say all that the gate's rules are bound to: %s", no)
    try:
        return {one.odoo_id: one for one in odoo.sold_orders(ids)}
    except OdooRefused as no:
        log.error("Odoo does not let the gate read orders: %s", no)
    return {}


def _oversold(odoo: Odoo, site: int, due: Sequence[Due], sold: Mapping[int, SoldOrder]) -> Collection[int] | None:
    """Only goods of orders that are short can be; None: Odoo does not say."""
    short = {one.odoo_id for one in due if one.short}
    goods = sorted({line.product for id_ in short & sold.keys() for line in sold[id_].lines})
    try:
        return frozenset(odoo.oversold(site, goods)) if goods else frozenset()
    except OdooRefused as no:
        log.warning("Odoo does not say what is oversold: %s", no)
        return None


def _stock(one: Due, oversold: Collection[int] | None) -> Stock:
    return Stock("part" if one.short else "full", oversold)


def _with(row: Gated, old: Gated | None) -> Gated:
    if old is None:
        return row
    return replace(row, verdicts=old.verdicts, let_go=old.let_go, first_at=old.first_at, held_at=old.held_at,
                   state=old.state if old.state != "past" else row.state)  # fmt: skip


class _Twins:
    """Orders that may be the same as one of these, found by what they have in common."""

    def __init__(self, twins: Sequence[Twin]) -> None:
        self._of: dict[tuple[str, object], list[Twin]] = {}
        for twin in twins:
            for key in _keys(twin):
                self._of.setdefault(key, []).append(twin)

    def __call__(self, one: Twin) -> list[Twin]:
        return list({twin.id: twin for key in _keys(one) for twin in self._of.get(key, ())}.values())


def _keys(twin: Twin) -> list[tuple[str, object]]:
    return [(kind, key) for kind, key in (("goods", twin.marks.items), ("reference", twin.reference)) if key]


def _twins(w: int, rows: Sequence[Gated], rules: Rules, uow: UnitOfWork) -> _Twins:
    minutes = rules.get("GT-ALIKE", {}).get("within") or WITHIN
    own = {row.odoo_id: row.twin for row in rows}
    references = {row.reference for row in rows if row.reference}
    goods = {twin.marks.items for twin in own.values() if twin.marks.items}
    known = uow.gate.twins(w, window([*own.values()], minutes), goods, references) if rows else []
    return _Twins([*(one for one in known if one.id not in own), *own.values()])


@dataclass
class _Desk:
    """What orders that are held are given owners and clocks by: read when one is, and once."""

    w: int
    uow: UnitOfWork

    @cached_property
    def books(self) -> Books:
        return books_of(self.w, self.uow)

    def departs(self, order: OrderNow | None) -> int | None:
        trucks = self.books.weeks.days
        return trucks.next_departure(order.carrier, self.uow.now) if order is not None else None


def _apply(desk: _Desk, row: Gated, found: tuple[Verdict, ...], uow: UnitOfWork) -> None:
    """What is new opens its case, what is mended closes it, and the order is free or not."""
    assert row.order is not None
    w = desk.w
    before, now = {one.rule for one in held(row.verdicts)}, {one.rule: one for one in held(found)}
    for rule in sorted(before - now.keys()):
        uow.cases.close(case_key(rule, row.order), "mended")
    if ended := sorted(before - now.keys() - row.let_go.keys()):
        uow.releasing.note(w, "gate_mended", None, {"order": row.name, "rules": ended}, order=row.order)
    new = [one for rule, one in now.items() if rule not in before]
    if new:
        _hold(desk, row, new, uow)
    first = row.first_at if row.first_at is not None else uow.now
    since = row.held_at if row.held_at is not None or not now else uow.now
    state = "held" if now else "cleared"
    uow.gate.keep(w, replace(row, state=state, verdicts=found, first_at=first, held_at=since))
    if uow.gate.clear(row.order, not now):
        uow.changed("board", "order", row.order)


def _hold(desk: _Desk, row: Gated, new: Sequence[Verdict], uow: UnitOfWork) -> None:
    assert row.order is not None
    order = uow.releasing.order(row.order)
    open_ = [one for one in order.transfers if one.state == "open"] if order is not None else []
    truck, off = desk.departs(order), _off_waves(order, uow)
    for one in new:
        facts = {"about": "gate", "held": row.name, "gate": one.rule, **one.why}
        key = case_key(one.rule, row.order)
        transfer = open_[0].id if open_ else None
        finding = Finding(key, owner_type(one.rule), desk.w, truck, transfer=transfer, facts=facts)
        open_case(finding, uow, books=desk.books)
        uow.changed("board", "case", key)
    said = {"order": row.name, "rules": [one.rule for one in new], "number": ", ".join(off)}
    uow.releasing.note(desk.w, "gate_held", None, said, order=row.order)


def _off_waves(now: OrderNow | None, uow: UnitOfWork) -> list[str]:
    """Off the waves nobody has taken; their numbers."""
    numbers = []
    for id_ in sorted({one.wave for one in now.transfers if one.wave is not None} if now is not None else ()):
        wave = uow.floor.wave(id_)
        if now is None or wave is None or wave.state != "released":
            continue
        if not uow.releasing.take_off(id_, [one.id for one in now.transfers if one.wave == id_]):
            withdraw(wave, uow)
        uow.changed("board", "wave", id_)
        numbers.append(wave.number)
    return numbers


def _settle(w: int, unread: Sequence[int], due: Sequence[Due], uow: UnitOfWork) -> None:
    """Orders Odoo does not show stay as they are, and are free where nothing was known of them. Held ones that are over
    have no case any more. Rules that cannot judge are said to whoever can help."""
    rules = uow.releasing.rules(KIND, w)
    names = {one.odoo_id: one for one in due}
    blind = tuple(
        Verdict(rule, BLIND, {"facts": ["order"]}) for rule, body in rules.items() if body.get("mode") == "on"
    )
    known = uow.gate.now(w, unread)
    for id_ in unread:
        old, one = known.get(id_), names[id_]
        if old is not None and old.first_at is not None:
            uow.gate.keep(w, replace(old, read_at=uow.now))
            continue
        uow.gate.keep(w, Gated(id_, one.name, one.order, verdicts=blind, read_at=uow.now, first_at=uow.now))
        uow.gate.clear(one.order, True)
    for row in uow.gate.over(w):
        assert row.order is not None
        for verdict in held(row.verdicts):
            uow.cases.close(case_key(verdict.rule, row.order), "gone")
        uow.gate.keep(w, replace(row, state="cleared", verdicts=tuple(v for v in row.verdicts if v.kind != HELD)))
        uow.gate.clear(row.order, True)
    if due:
        _tell_blind(w, rules, uow)


def _tell_blind(w: int, rules: Rules, uow: UnitOfWork) -> None:
    """A rule that is on and cannot judge orders of the pool is one case, whoever's Odoo it is."""
    seen = uow.gate.blind(w) if is_on(rules) else {}
    for rule, body in rules.items():
        key = f"ORD-SYNC|blind|{rule}.{w}"
        if body.get("mode") == "on" and rule in seen:
            if not uow.cases.is_open(key):
                facts = {"about": "blind", "gate": rule, "wave": "", "orders": seen[rule], "why": "gate_blind"}
                open_case(Finding(key, "ORD-SYNC", w, owner="it", severity="normal", facts=facts), uow)
                uow.changed("board", "case", key)
        else:
            uow.cases.close(key, "mended")
