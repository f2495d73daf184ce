"""Intake: what a device did becomes events, state, wants for Odoo and cases, all in one transaction.

Nothing that arrives is refused or lost. Each event gets exactly one verdict: `accepted` counts, `duplicate` is
the first answer again, `conflict` is true but does not fit (stored, does not count, a case names the goods),
`invalid` counts for nothing. It depends on the store alone: not on Odoo, sockets or sessions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from warehouse_app.domain.facts import (
    MAX_EVENT_BYTES,
    Checked,
    Event,
    Fact,
    Malformed,
    Pick,
    Short,
    Undo,
    Walked,
    canonical,
    content_hash,
    is_event_id,
    own_id,
    parse_event,
    parse_fact,
)
from warehouse_app.domain.findings import short_key
from warehouse_app.domain.picking import OPEN_WAVES, Conflict, Invalid, Line, Verdict, Wave, apply, goods_conflict
from warehouse_app.service.beside import BESIDE
from warehouse_app.service.check_totes import follow_check, judge_check, late_word, wave_of
from warehouse_app.service.close_wave import wave_walked
from warehouse_app.service.correct_count import ask_recount
from warehouse_app.service.devices import note_upload
from warehouse_app.service.end_shorts import goods_came, turned_up
from warehouse_app.service.gone_lines import walked_after_all
from warehouse_app.service.judge_return import RETURNS_DESK
from warehouse_app.service.judging import Judged
from warehouse_app.service.locked_bins import goods_seen, taken_back
from warehouse_app.service.pack_facts import PACKING
from warehouse_app.service.ports.journal import Entry
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.put_back import out_of_place
from warehouse_app.service.raise_cases import raise_conflict, raise_short
from warehouse_app.service.shortage import tell_short
from warehouse_app.service.task_facts import TASKS
from warehouse_app.service.tote_facts import applied, follow_totes

BATCH_CAP = 200
_GOODS = (Pick, Short)


def record_events(device: Device, batch: Mapping[str, Any], uow: UnitOfWork) -> dict[str, Any]:
    """Judges and keeps every event of the batch, in order; the answer names every id.

    `batch` is {events: [...], build?, waiting?, sent_at?}; the caller has checked that `events` is a list of at
    most `BATCH_CAP`. Returns {generation, now, answers: [{id, verdict, first?, key?}], gaps: [[from, to]]}.
    """
    raws: Sequence[Any] = batch["events"]
    answers = [{"index": index, **_record(device, raw, uow)} for index, raw in enumerate(raws)]
    note_upload(device, batch, uow)
    return {"generation": uow.generation, "now": uow.now, "answers": answers, "gaps": uow.journal.gaps(device.id)}


def _record(device: Device, raw: Any, uow: UnitOfWork) -> dict[str, Any]:
    fields: Mapping[str, Any] = raw if isinstance(raw, dict) else {"unreadable": raw}
    sha = content_hash(fields) if "unreadable" not in fields else own_id(raw)
    named = fields.get("id") if is_event_id(fields.get("id")) else None
    id_ = named or own_id(device.id, raw)
    kept = uow.journal.find([id_]).get(id_)
    if kept is None:
        verdict, key = _judge_and_keep(device, id_, sha, fields, uow)
        return _answer(named, verdict, key)
    if kept.content_sha == sha:
        return {**_answer(named, "duplicate", kept.key), "first": kept.verdict}
    return _clash(device, id_, sha, fields, uow)


def _clash(device: Device, id_: str, sha: str, fields: Mapping[str, Any], uow: UnitOfWork) -> dict[str, Any]:
    """The id came before and said something else: keep both, count the first only."""
    other = own_id(device.id, id_, sha)
    if other not in uow.journal.find([other]):
        uow.journal.append(Entry(other, sha, _cut(fields), "invalid", "event.other_body", device.id, None))
    return _answer(id_, "invalid", "event.other_body")


def _answer(id_: str | None, verdict: str, key: str | None) -> dict[str, Any]:
    return {"id": id_, "verdict": verdict} | ({"key": key} if key else {})


def _judge_and_keep(
    device: Device, id_: str, sha: str, fields: Mapping[str, Any], uow: UnitOfWork
) -> tuple[Verdict, str | None]:
    try:
        if len(canonical(fields)) > MAX_EVENT_BYTES:
            raise Malformed("event.too_big")
        event = parse_event(fields)
        judge = ELSEWHERE.get(event.kind, _read_walk)(device, event, uow)
    except Malformed as bad:
        seq = _free_seq(device, fields.get("seq"), uow)
        uow.journal.append(Entry(id_, sha, _cut(fields), "invalid", bad.key, device.id, seq))
        return "invalid", bad.key
    try:
        with uow.attempt():
            return _keep(device, event, sha, fields, judge(), uow)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # A fault of ours (or an unknown reference) in one event must not hold up a device's others for ever.
        return _keep(device, event, sha, fields, Judged("conflict", "event.not_applied"), uow)


def _read_walk(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of a walk's event. Raises Malformed."""
    fact = parse_fact(event)

    def judge() -> Judged:
        judged = _judge(device, event, fact, uow)
        if judged.verdict != "accepted" or judged.key is not None:
            return judged
        return replace(judged, then=partial(_follow, device.id, event, fact, judged, uow))

    return judge


def _judge(device: Device, event: Event, fact: Fact, uow: UnitOfWork) -> Judged:
    wave = uow.floor.wave(event.wave) if event.wave is not None else None
    if wave is None:
        return Judged("invalid", "wave.unknown")
    if isinstance(fact, Walked):
        return _walk(device, wave, event, uow)
    if isinstance(fact, Checked):
        return judge_check(wave, fact, event, device.id, uow)
    line = uow.floor.line(fact.line) or walked_after_all(device.id, wave, event, fact, uow)
    if line is None and (gone := uow.floor.gone_line(fact.line)) and gone.wave == wave.id:
        return Judged("conflict", "line.gone", gone)
    if line is not None and line.wave != wave.id:
        wave = wave_of(line, wave, uow)
    if line is None or line.wave != wave.id:
        return Judged("invalid", "line.unknown")
    return _judge_line(device, wave, line, event, fact, uow)


def _judge_line(device: Device, wave: Wave, line: Line, event: Event, fact: Fact, uow: UnitOfWork) -> Judged:
    if wave.state not in (*OPEN_WAVES, "released"):
        return Judged("conflict", "wave.closed", line)
    is_held = (event.epoch, device.id) == (wave.epoch, wave.device)
    if not is_held and (late := late_word(wave, line, fact, event.epoch, device.id, uow)):
        return late
    if isinstance(fact, Pick) and (wrong := _wrong_goods(line, fact, uow)):
        return Judged("conflict", wrong.key, line)
    if isinstance(fact, Undo) and _never_counted(fact, uow):
        return Judged("accepted", "undo.nothing_counted", line)
    after = _applied(line, fact, event.epoch, uow)
    if after == Conflict("pick.over") and turned_up(uow, line.id):
        line = uow.floor.line(line.id) or line
        after = _applied(line, fact, event.epoch, uow)
    match after:
        case Conflict(key):
            return Judged("conflict", key, line)
        case Invalid(key):
            return Judged("invalid", key, line)
    uow.floor.save_line(after)
    _follow_claim(device, wave, event, uow)
    return Judged("accepted", None, after, _flags(wave, event, fact), before_m=line.short_m)


def _flags(wave: Wave, event: Event, fact: Fact) -> tuple[str, ...]:
    """What is odd about an event that counts."""
    told = (f"by_{fact.over}",) if isinstance(fact, Pick) and fact.over is not None else ()
    return ("old_epoch", *told) if event.epoch < wave.epoch else told


def _applied(line: Line, fact: Fact, epoch: int, uow: UnitOfWork) -> Line | Conflict | Invalid:
    """The line after the fact. A pick or a short, nearly all there is, needs no look at what else was done."""
    return apply(line, fact, epoch) if isinstance(fact, _GOODS) else applied(line, fact, epoch, uow)


def _wrong_goods(line: Line, pick: Pick, uow: UnitOfWork) -> Conflict | None:
    lot = pick.lot or line.lot
    product = uow.stock.lot_product(lot) if lot is not None else None
    counted = lot is not None and line.tracking == "serial" and uow.journal.lot_counts(lot)
    return goods_conflict(line, pick, product, counted)


def _never_counted(undo: Undo, uow: UnitOfWork) -> bool:
    kept = uow.journal.find([undo.event]).get(undo.event)
    return kept is not None and kept.verdict == "conflict"


def _walk(device: Device, wave: Wave, event: Event, uow: UnitOfWork) -> Judged:
    is_mine = wave.device == device.id or (wave.device is None and event.epoch >= wave.epoch)
    if wave.state not in OPEN_WAVES or not is_mine:
        return Judged("conflict", "epoch.old")
    if is_open := uow.floor.open_lines(wave.id):
        if is_open == uow.floor.open_lines(wave.id, sent=True):
            return Judged("accepted", "walk.goes_on")  # a supervisor sent the picker on, who had not heard of it
        return Judged("conflict", "walk.open_lines")
    uow.floor.save_wave(replace(wave, state="walked"))
    wave_walked(wave, uow)
    return Judged("accepted")


def _follow_claim(device: Device, wave: Wave, event: Event, uow: UnitOfWork) -> None:
    """After a restore the store may have forgotten a claim that the device still holds: believe the device."""
    if event.epoch > wave.epoch:
        uow.floor.save_wave(replace(wave, epoch=event.epoch, device=device.id, state="claimed"))


def _keep(
    device: Device, event: Event, sha: str, raw: Mapping[str, Any], judged: Judged, uow: UnitOfWork
) -> tuple[Verdict, str | None]:
    person, flags = _who(device, event, uow)
    seq = _free_seq(device, event.seq, uow)
    flags += judged.flags + (() if seq else ("sequence_used",))
    line, verdict = judged.line, judged.verdict
    about = (line.id, line.transfer) if line else judged.about
    uow.journal.append(Entry(event.id, sha, raw, verdict, judged.key, device.id, seq, event, person, *about, flags))
    if judged.then is not None:
        judged.then()
    elif verdict == "conflict":
        raise_conflict(device, event, judged, uow)
    return verdict, judged.key


def _follow(device: int, event: Event, fact: Fact, judged: Judged, uow: UnitOfWork) -> None:
    """What an accepted fact of a walk counts, and who hears of it."""
    match fact:
        case Pick():
            uow.journal.count_pick(event.id, fact)
        case Short():
            uow.journal.count_short(event.id, fact.line, fact.missing_m, fact.found_m, fact.reason, fact.location)
        case Undo():
            uow.journal.reverse(fact.event, event.id)
    if not isinstance(fact, _GOODS):
        follow_totes(event, fact, judged.line, uow)
        follow_check(event, fact, judged.line, uow)
    _tell(device, event, fact, judged, uow)


def _tell(device: int, event: Event, fact: Fact, judged: Judged, uow: UnitOfWork) -> None:
    uow.changed("board", "wave", event.wave or 0)
    if (line := judged.line) is None:
        return
    uow.changed(f"wave:{event.wave}", "line", line.id)
    uow.floor.want(line.transfer)
    if line.unwanted:
        out_of_place(line, uow)
    if isinstance(fact, Pick):
        _tell_pick(device, event, fact, line, uow)
    if isinstance(fact, Short):
        tell_short(device, event, fact, line, uow)
    elif line.short_m and not judged.before_m:
        # The goods that had turned up were taken back: the short is there again, and so is its case.
        raise_short(event, Short(line.id, line.short_m, 0, "", line.location), line, uow)
    elif judged.before_m and not line.short_m:
        uow.cases.close(short_key(line.id), "found")
        taken_back(line, uow)
        uow.changed("board", "case", line.id)
    if line.for_case is not None and line.state == "picked":
        goods_came(uow, line)


def _tell_pick(device: int, event: Event, pick: Pick, line: Line, uow: UnitOfWork) -> None:
    if uow.counts.overtaken(line.product, line.location, pick.lot, event.at, device):
        ask_recount(line, uow)
    if line.denied is not None:
        goods_seen(line, uow.counts.our_clock(device, event.at), uow)


def _who(device: Device, event: Event, uow: UnitOfWork) -> tuple[int | None, tuple[str, ...]]:
    """Who did it, as far as we can know: a late or closed session is accepted and flagged."""
    if event.person is None or uow.people.get(event.person) is None:
        return None, ("unknown_person",)
    session = uow.sessions.get(event.session) if event.session is not None else None
    fits = session is not None and session.person == event.person and session.device == device.id
    if fits and session is not None and session.closed_at is None and session.expires_at > uow.now:
        return event.person, ()
    return event.person, ("late_session" if fits else "other_session",)


def _free_seq(device: Device, seq: object, uow: UnitOfWork) -> int | None:
    """The device's number for this event, or None where it is unreadable or already used by another event."""
    if isinstance(seq, bool) or not isinstance(seq, int) or not 0 < seq < 2**53:
        return None
    return None if uow.journal.seq_owner(device.id, seq) else seq


def _cut(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is kept of something unreadable: all of it, unless it is too big to be an event."""
    text = canonical(fields)
    return fields if len(text) <= MAX_EVENT_BYTES else {"cut": text[:MAX_EVENT_BYTES], "length": len(text)}


# Kinds of event that are no part of a walk, and who understands them.
ELSEWHERE: Mapping[str, Callable[[Device, Event, UnitOfWork], Callable[[], Judged]]]
ELSEWHERE = {**PACKING, **RETURNS_DESK, **BESIDE, **TASKS}
