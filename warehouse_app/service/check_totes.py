"""A walk was taken over: what its totes hold, and what the silent device says when it speaks again."""

from __future__ import annotations

from warehouse_app.domain.facts import Checked, Event, Fact, Found, Pick, Undo
from warehouse_app.domain.picking import Line, Wave, in_time
from warehouse_app.service.judging import Judged
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.take_out import take_out

AGREES, DIFFERS = "check.agrees", "check.differs"


def judge_check(wave: Wave, fact: Checked, event: Event, device: int, uow: UnitOfWork) -> Judged:
    """Somebody looked into a tote. Where the wave was taken over once more meanwhile, that says nothing any longer."""
    use = uow.totes.on_wave(wave.id, fact.tote)
    if use is None:
        return Judged("invalid", "tote.unknown")
    if event.epoch < wave.epoch or wave.device not in (None, device):
        return Judged("accepted", "check.old")
    return Judged("accepted", about=(None, use.transfer))


def wave_of(line: Line | None, wave: Wave, uow: UnitOfWork) -> Wave:
    """The wave a line is judged by: a helper's where it was moved there. What was made of it before may still count."""
    if line is None or line.wave in (None, wave.id) or uow.totes.came_from(line.id) != wave.id:
        return wave
    return uow.floor.wave(line.wave or 0) or wave


def late_word(wave: Wave, line: Line, fact: Fact, epoch: int, device: int, uow: UnitOfWork) -> Judged | None:
    """What a fact that comes late is worth. None: it is in time, or nobody was at its line or tote since."""
    said = _of_checked(line, fact, epoch, uow) if epoch < wave.epoch else None
    if said is None and not in_time(wave, line, epoch, device):
        return Judged("conflict", "epoch.old", line)
    return said


def _of_checked(line: Line, fact: Fact, epoch: int, uow: UnitOfWork) -> Judged | None:
    """What a fact of an older claim is worth when its tote was looked into since. None: nobody did.

    What was found above the known is what had not come in yet: it agrees, and counts already. All else contradicts.
    """
    if isinstance(fact, Pick) and fact.tote is not None:
        use = uow.totes.checked_since(line.transfer, fact.tote, epoch)
        agrees = use is not None and uow.totes.agree(use, line.id, fact.qty_m, epoch)
    elif isinstance(fact, Undo) and (tote := uow.totes.in_tote(fact.event)):
        use = uow.totes.checked_since(line.transfer, tote, epoch)
        done = uow.journal.done(fact.event)
        agrees = done is not None and done.undone
    else:
        return None
    if use is None:
        return None
    return Judged("accepted", AGREES, line) if agrees else Judged("conflict", DIFFERS, line)


def follow_check(event: Event, fact: Fact, line: Line | None, uow: UnitOfWork) -> None:
    """What was found counts from now on: more as a pick, less as picks reversed."""
    if isinstance(fact, Checked) and event.wave is not None:
        if use := uow.totes.on_wave(event.wave, fact.tote):
            uow.totes.note_check(use.id, event.id, event.epoch)
    elif isinstance(fact, Found) and line is not None:
        use = uow.totes.serving(line.transfer, fact.tote)
        known_m = uow.totes.inside(line.transfer, fact.tote).get(line.id, 0)
        if use is not None:
            uow.totes.note_check(use.id, event.id, event.epoch, line.id, known_m, fact.qty_m)
        if fact.qty_m > known_m:
            more = Pick(line.id, fact.qty_m - known_m, line.location, fact.lot, fact.tote)
            uow.journal.count_pick(event.id, more)
        else:
            take_out(line, fact.tote, known_m - fact.qty_m, event.id, uow)
