"""A supervisor gives an order that is short what is reserved for another one: that one does without, and says so."""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.answers import FOUND
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import Short
from warehouse_app.domain.findings import short_finding
from warehouse_app.domain.overrides import ALLOC
from warehouse_app.domain.reasons import Consequences
from warehouse_app.service.decide import Decide, case_to_answer, decide
from warehouse_app.service.locked_bins import tell_walkers
from warehouse_app.service.open_case import open_case
from warehouse_app.service.overrides import Wish, may_go
from warehouse_app.service.ports.bins import Reserved
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shortage import decide_by_policy

GIVE = "give"


def give_goods(command: Decide, uow: UnitOfWork) -> bool:
    """Somebody is sent for them, to the bin where they lie for the other order. False: a second person has to agree.

    `place` of the command is the line that has them.

    Raises:
        Refused: `answer.not_reserved` (they are picked by now, say), what `decide` and `may_go` refuse.
    """
    case, by = case_to_answer(command.case, command.by, uow), command.by
    found = uow.bins.reserved(case.line) if case.line is not None and case.type == "FUL-SHORT" else []
    donor = next((one for one in found if str(one.line) == command.place), None)
    if donor is None or by is None:
        raise Refused("answer.not_reserved", facts={"number": case.number})
    if not command.granted and not may_go(_wish(case, donor, by, command.reason), uow):
        return False
    _does_without(donor, case, by, uow)
    uow.cases.note(case.id, "given", by.id, {"order": donor.order, "bin": donor.code})
    decide(Decide(case.id, FOUND, by, donor.code, command.reason, granted=True), uow)
    return True


def _wish(case: CaseNow, donor: Reserved, by: Person, reason: str) -> Wish:
    facts = {"number": case.number, "order": case.facts.get("order") or "-", "from": donor.order, "line": donor.line}
    facts |= {"product": case.facts.get("product") or "-", "location": donor.code}
    return Wish(ALLOC, f"case:{case.id}", by, reason, facts=facts)


def _does_without(donor: Reserved, case: CaseNow, by: Person, uow: UnitOfWork) -> None:
    """So much of the other order is missing now: nobody fetches it there, and somebody decides what becomes of it."""
    line = uow.floor.line(donor.line)
    if line is None:
        return
    walked = [hit for hit in uow.bins.hits(line.location, line.product) if hit.line == line.id]
    uow.floor.save_line(replace(line, short_m=donor.missing_m, told_m=donor.missing_m))
    uow.floor.want(line.transfer)
    tell_walkers(walked, uow)
    short = Short(line.id, donor.missing_m, 0, "", line.location)
    finding = short_finding(short, line, case.w, uow.floor.goods(line.id), "")
    made = open_case(replace(finding, event=None), uow)
    uow.cases.note(made, "given_away", by.id, {"order": case.facts.get("order") or "-", "number": case.number})
    after = uow.floor.line(donor.line)
    if after is not None:
        decide_by_policy(made, after, short, Consequences(), uow)
    uow.changed("board", "case", made)
