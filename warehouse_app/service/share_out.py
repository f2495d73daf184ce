"""Too few goods for all who are on the way there: a supervisor lets most orders be complete, the others do without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import Short
from warehouse_app.domain.findings import short_finding
from warehouse_app.domain.policy import Want, most_orders
from warehouse_app.domain.reasons import of
from warehouse_app.service.locked_bins import tell_walkers
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.bins import Hit
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shortage import decide_by_policy

SHARE = "share"


def proposal(facts: Mapping[str, Any], hits: Sequence[Hit], now: int) -> tuple[list[Hit], list[Hit]] | None:
    """Who gets what is left in a denied bin, and who does without; None where there is nothing to share out.

    An order that lacks something else, or whose truck has left, is not made complete by it.
    """
    there_m = int(facts.get("found_m") or 0)
    if not there_m or sum(hit.open_m for hit in hits) <= there_m:
        return None
    by_line = {hit.line: hit for hit in hits}
    able = [hit for hit in hits if hit.is_whole and (hit.cutoff_at is None or hit.cutoff_at > now)]
    served, _ = most_orders([Want(hit.line, hit.order, hit.open_m, hit.cutoff_at) for hit in able], there_m)
    mine = {want.line for want in served}
    return [by_line[want.line] for want in served], [hit for hit in hits if hit.line not in mine]


def share_out(case: CaseNow, by: Person, uow: UnitOfWork) -> None:
    """The proposal is carried out: whoever does without is short now, and not sent there any more.

    Raises:
        Refused: `answer.nothing_to_share`.
    """
    (lock,) = uow.bins.of_case(case.id) or (None,)
    hits = uow.bins.hits(lock.location, lock.product) if lock is not None else []
    shared = proposal(case.facts, hits, uow.now)
    if shared is None:
        raise Refused("answer.nothing_to_share", facts={"number": case.number})
    served, without = shared
    for hit in without:
        _does_without(hit, case, uow)
    tell_walkers(hits, uow)
    orders = {"served": [hit.order for hit in served], "without": [hit.order for hit in without]}
    uow.cases.note(case.id, "shared_out", by.id, orders)
    uow.changed("board", "case", case.id)


def _does_without(hit: Hit, case: CaseNow, uow: UnitOfWork) -> None:
    line = uow.floor.line(hit.line)
    if line is None or line.state != "open":
        return
    left_m = line.demand_m - line.picked_m
    uow.floor.save_line(replace(line, short_m=left_m, told_m=left_m))
    uow.floor.want(line.transfer)
    reason = str(case.facts.get("reason") or "")
    short = Short(line.id, left_m, 0, reason, line.location)
    finding = replace(short_finding(short, line, case.w, uow.floor.goods(line.id), ""), event=None)
    made = open_case(finding, uow)
    after = uow.floor.line(hit.line)
    if after is not None:
        decide_by_policy(made, after, short, of(uow.releasing.rules("reason", case.w).get(reason, {})), uow)
