"""A supervisor answers a case: what becomes of goods that were missing, or that the trouble is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from warehouse_app.domain.answers import ANSWERS, APPLY, FOUND, RELABEL, RESTS, against_rule, rest_of, to_try_again
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.picking import OPEN_WAVES, Wave
from warehouse_app.service.address_on_labels import relabel
from warehouse_app.service.close_wave import wave_walked
from warehouse_app.service.correct_count import apply_count
from warehouse_app.service.escalate import decide_case
from warehouse_app.service.homes import put_away
from warehouse_app.service.kits import settle_kits
from warehouse_app.service.overrides import Wish, may_go
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.sending import Sent
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.tell_customer import told_by_decision


@dataclass(frozen=True, slots=True)
class Decide:
    """An answer to a short, or `apply` to a count. `place` is the code of the bin where the goods were found.

    `reason` is why where it goes against a rule; `granted`: a second person has agreed. Without `by` it is `row` of
    the policy that decides.
    """

    case: int
    answer: str
    by: Person | None
    place: str = ""
    reason: str = ""
    granted: bool = False
    row: str = ""


def decide(command: Decide, uow: UnitOfWork) -> bool:
    """The answer is carried out and kept; the newest one counts until the transfer is validated.

    False: it goes against a rule, and a second person has to agree first.

    Raises:
        Refused: `case.unknown`, `case.over`, `answer.unknown`, `answer.too_late` (the transfer is validated or
            cancelled), `answer.packing` (a bench is at it), and for goods found elsewhere `answer.bin`,
            `answer.on_the_way` and what `walk_on` refuses. Against a rule what `may_go` refuses.
    """
    case = case_to_answer(command.case, command.by, uow)
    if command.answer == APPLY and command.by is not None:
        return apply_count(case, command.by, uow, command.reason, granted=command.granted)
    if command.answer == RELABEL and command.by is not None:
        return relabel(case, command.by, uow)
    if command.answer not in ANSWERS or case.type != "FUL-SHORT" or case.line is None or case.transfer is None:
        raise Refused("answer.unknown", 400)
    transfer = uow.telling.transfers([case.transfer])[case.transfer]
    if transfer.state != "open":
        raise Refused("answer.too_late", facts={"transfer": transfer.name})
    wish = None if command.granted else _against_rule(command, case, transfer, uow)
    if wish is not None and not may_go(wish, uow):
        return False
    _carry_out(command, case, transfer, uow)
    return True


def _carry_out(command: Decide, case: CaseNow, transfer: FloorTransfer, uow: UnitOfWork) -> None:
    before = take_back(case, uow)
    if command.answer == FOUND:
        _send(command, case, transfer, uow)
    else:
        _settle_rest(command, case, transfer, before, uow)
        told_by_decision(case, uow)
    settle_kits(transfer.id, uow)
    put_away(transfer.id, uow)
    wave = uow.floor.wave(transfer.wave) if transfer.wave is not None else None
    if wave is not None:
        _tell(wave, case, command.answer != FOUND, uow)
    uow.changed("board", "case", case.id)


def _against_rule(command: Decide, case: CaseNow, transfer: FloorTransfer, uow: UnitOfWork) -> Wish | None:
    """What of it needs a reason: nothing else would ship, or another answer was sent already, by a person."""
    said = uow.cases.said(case.id) if case.status == "decided" else None
    sent = said.decision if said is not None and said.person is not None else None
    has_more = any(line.short_m < line.demand_m for line in transfer.lines)
    code = against_rule(command.answer, sent, has_more=has_more)
    if code is None or command.by is None:
        return None
    facts = {"number": case.number, "order": case.facts.get("order") or transfer.name, "answer": command.answer}
    return Wish(code, f"case:{case.id}", command.by, command.reason, facts=facts | {"place": command.place})


def take_back(case: CaseNow, uow: UnitOfWork) -> Mapping[str, Any]:
    """Nobody fetches it any more; what was fetched stays. What the history says was before."""
    said = uow.cases.sent(case.id)
    if case.status == "decided" and case.decision == FOUND and case.line is not None:
        uow.sending.recall(case.line, Sent(said["line"], said["moved_m"], said["added_m"]))
    return {"before": case.decision} if case.status == "decided" else {}


def try_again(case_id: int, by: Person, uow: UnitOfWork) -> None:
    """What waits for a person is told to Odoo once more; the case goes when Odoo takes it.

    Raises:
        Refused: `case.unknown`, `case.over`, `case.nothing_waits`.
    """
    case = case_to_answer(case_id, by, uow)
    subject = to_try_again(case.key, case.wave)
    if subject is None:
        raise Refused("case.nothing_waits", facts={"number": case.number})
    uow.outbox.try_again(subject)
    if case.transfer is not None:  # what was packed is validated by itself, not with its wave
        uow.outbox.try_again(f"transfer:{case.transfer}")
    uow.cases.note(case.id, "tried", by.id, {})
    uow.changed("board", "case", case.id)


def case_to_answer(case_id: int, by: Person | None, uow: UnitOfWork) -> CaseNow:
    """A case of the warehouse that is not over.

    Raises:
        Refused: `case.unknown`, `case.over`.
    """
    case = uow.cases.get(case_id)
    if case is None or (by is not None and case.w != by.w):
        raise Refused("case.unknown", 404)
    if case.status == "resolved":
        raise Refused("case.over", facts={"number": case.number})
    return case


def _send(command: Decide, case: CaseNow, transfer: FloorTransfer, uow: UnitOfWork) -> None:
    """The missing goods are on the picker's sheet again, in another place."""
    place = uow.sending.place(case.w, command.place)
    if place is None:
        raise Refused("answer.bin", 400, {"bin": command.place.strip()[:40]})
    if uow.sending.is_packing(transfer.id):
        raise Refused("answer.packing", facts={"transfer": transfer.name})
    before = case.decision if case.status == "decided" else None
    sent = uow.sending.send(case.line or 0, place[0], case.id)
    line = uow.floor.line(sent.line)
    if line is None or line.state != "open":
        raise Refused("answer.on_the_way", facts={"bin": place[1]})
    said = {"bin": place[1], "line": sent.line, "moved_m": sent.moved_m, "added_m": sent.added_m, "before": before}
    _note(command, case, said, uow)
    others = [one.decision for one in uow.cases.shorts(transfer.id) if one.id != case.id and one.status == "decided"]
    uow.sending.rest(transfer.id, rest_of(others))
    walk_on(transfer, uow)


def walk_on(transfer: FloorTransfer, uow: UnitOfWork) -> None:
    """The picker's sheet has a new stop. A walk that is over goes on, unless something of it is validated.

    Raises:
        Refused: `answer.no_walk`, `answer.wave_over`, `answer.picker_busy`.
    """
    wave = uow.floor.wave(transfer.wave) if transfer.wave is not None else None
    if wave is None or wave.state not in ("released", *OPEN_WAVES):
        raise Refused("answer.no_walk", facts={"transfer": transfer.name})
    if wave.state == "walked":
        _open_again(wave, uow)
    number = uow.following.new_sheet(wave.id)
    uow.changed(f"wave:{wave.id}", "sheet", number)
    uow.changed("board", "wave", wave.id)


def _open_again(wave: Wave, uow: UnitOfWork) -> None:
    if uow.sending.has_ended(wave.id) or uow.outbox.is_open("close", f"wave:{wave.id}"):
        raise Refused("answer.wave_over", facts={"number": wave.number})
    picker = uow.people.get(wave.person) if wave.person is not None else None
    busy = uow.floor.wave_held_by(picker.id) if picker is not None else None
    if busy is not None and picker is not None:
        raise Refused("answer.picker_busy", facts={"name": picker.name, "number": busy.number})
    uow.floor.save_wave(replace(wave, state="claimed" if picker is not None else "released"))


def _settle_rest(
    command: Decide, case: CaseNow, transfer: FloorTransfer, before: Mapping[str, Any], uow: UnitOfWork
) -> None:
    """The answer is about the order: all its shorts get it, but those whose goods are being fetched."""
    uow.sending.rest(transfer.id, RESTS[command.answer])
    _note(command, case, before, uow)
    for other in uow.cases.shorts(transfer.id):
        if (
            other.id != case.id
            and other.decision != command.answer
            and (other.status, other.decision) != ("decided", FOUND)
        ):
            was = {"before": other.decision} if other.decision else {}
            decide_case(
                other, "along", command.answer, command.by.id if command.by else None, was | {"with": case.number}, uow
            )
    if transfer.wave_state == "walked" and command.answer != "wait":
        uow.sending.settle(transfer.id, case.id)
        uow.floor.want(transfer.id)
        uow.outbox.hurry(f"transfer:{transfer.id}")
        uow.outbox.again("close", f"wave:{transfer.wave}")


def _note(command: Decide, case: CaseNow, said: Mapping[str, Any], uow: UnitOfWork) -> None:
    """Who decided: a person, or a row of the policy."""
    if command.by is not None:
        decide_case(case, "decided", command.answer, command.by.id, said, uow)
    else:
        decide_case(case, "by_rule", command.answer, None, {**said, "policy": command.row}, uow)


def _tell(wave: Wave, case: CaseNow, sheet_stays: bool, uow: UnitOfWork) -> None:
    """The handheld hears it; a line that nobody fetches any more goes from its sheet."""
    if sheet_stays and case.status == "decided" and case.decision == FOUND:
        uow.changed(f"wave:{wave.id}", "sheet", uow.following.new_sheet(wave.id))
        _end_walk(wave, uow)
    uow.changed(f"wave:{wave.id}", "answer", case.id)


def _end_walk(wave: Wave, uow: UnitOfWork) -> None:
    """The picker had said it is over when somebody sent them on; now there is nothing left to go for."""
    if wave.state == "claimed" and uow.sending.was_walked(wave.id) and not uow.floor.open_lines(wave.id):
        uow.floor.save_wave(replace(wave, state="walked"))
        wave_walked(wave, uow)
