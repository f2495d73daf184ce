"""The picker's finish in a chain: the wave's picks are validated, as they were counted, for what was ordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from warehouse_app.service import changed_in_work, odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.end_shorts import end_shorts
from warehouse_app.service.ports.odoo import Close, Closed
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer, WaveToTell

SOON_MS = 500  # what has to go first is due already
AGAIN_MS = 15_000  # the pull brings what was changed in Odoo within this time
TRIES = 4


@dataclass(frozen=True, slots=True)
class Closing:
    """An errand: the transfers of a wave that are ready, validated in one call.

    `left` wait for a person; while some wait for goods (`kept`) the wave stays walked.
    """

    jobs: Sequence[Job]
    wave: WaveToTell
    ready: tuple[FloorTransfer, ...]
    left: tuple[int, ...]
    kept: bool = False

    def tell(self, post: Post) -> None:
        closed = post.odoo.validate([close_of(floor) for floor in self.ready]) if self.ready else []
        post.write(lambda uow: self._note(uow, {one.odoo_id: one for one in closed}))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        for floor in self.ready:
            odoo_cases.raise_about(uow, odoo_cases.NOT_CLOSED, floor.id, words=words)

    def _note(self, uow: UnitOfWork, closed: dict[int, Closed]) -> None:
        changed = [floor for floor in self.ready if closed[floor.odoo_id].status == "changed"]
        for floor in self.ready:
            note_closed(uow, floor, closed[floor.odoo_id])
        job = self.jobs[0]
        if changed and job.attempts + 1 < TRIES:
            uow.outbox.put_back(self.jobs, uow.now + AGAIN_MS, "changed in Odoo: looking again")
            return
        for floor in changed:
            odoo_cases.raise_about(uow, odoo_cases.NOT_CLOSED, floor.id, words="changed")
        bad = [one for one in closed.values() if one.status in ("changed", "not_picked", "refused")]
        if bad or self.left:
            uow.outbox.give_up(self.jobs, f"{len(bad) + len(self.left)} transfers wait for a person")
        else:
            uow.outbox.finish(self.jobs)
            if not self.kept:
                _close_wave(uow, self.wave.id)


def close_of(floor: FloorTransfer) -> Close:
    """The close with its guards: the demand as planned, the quantities as counted."""
    picked: Counter[int] = Counter()
    for line in floor.lines:
        picked[line.place.move] += line.picked_m
    counted = {move: qty_m for move, qty_m in picked.items() if qty_m}
    return Close(floor.odoo_id, dict(floor.planned), counted, backorder=floor.rest != "cancel")


def plan_close(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Waits for what has to go first: the wave's batch and picks, counts of its bins, the demand of its transfers."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    wave = uow.telling.wave(leased[0].about)
    if wave.state == "claimed":
        uow.outbox.finish(leased)  # a supervisor sent the picker on; the end of that walk asks again
        return None
    everything = list(uow.telling.transfers(wave.transfers).values())
    floors = [floor for floor in everything if floor.rest != "wait"]
    stuck = {floor.id for floor in floors if uow.outbox.is_stuck("reconcile", f"transfer:{floor.id}")}
    waits = _waits(uow, wave, [floor for floor in floors if floor.id not in stuck])
    if waits:
        uow.outbox.put_back(leased, uow.now + SOON_MS, waits)
        return None
    over = [floor for floor in floors if is_over(floor)]
    for floor in over:
        odoo_cases.raise_about(uow, odoo_cases.NOT_CLOSED, floor.id, words="more picked than ordered")
    left = stuck | {floor.id for floor in over}
    ready = tuple(floor for floor in floors if floor.id not in left and any(line.picked_m for line in floor.lines))
    return Closing(leased, wave, ready, tuple(sorted(left)), kept=len(floors) < len(everything))


def _waits(uow: UnitOfWork, wave: WaveToTell, floors: Sequence[FloorTransfer]) -> str:
    if uow.outbox.is_open("create", f"wave:{wave.id}"):
        return "the batch is still to be made"
    return waits_for(uow, wave.w, floors)


def waits_for(uow: UnitOfWork, w: int, floors: Sequence[FloorTransfer]) -> str:
    """What has to go before these are validated, or nothing."""
    late = [floor for floor in floors if not floor.delivered]
    for floor in late:
        uow.outbox.hurry(f"transfer:{floor.id}")
    if late:
        return "picks are still to be delivered"
    counted = uow.counts.unsettled_bins(w)
    bins = {(line.place.product, line.place.location) for floor in floors for line in floor.lines if line.picked_m}
    if counted & bins:
        return "a count of one of its bins is not known to be done"
    return "" if all(floor.planned for floor in floors) else "its demand was not read yet"


def is_over(floor: FloorTransfer) -> bool:
    """More in the tote than Odoo wants: nothing is shipped until somebody has put it back."""
    return any(qty_m > floor.planned.get(move, 0) for move, qty_m in (close_of(floor).picked or {}).items())


def note_closed(uow: UnitOfWork, floor: FloorTransfer, closed: Closed) -> None:
    """What became of one; a transfer that was cancelled meanwhile is left to the pull, which names the goods."""
    if closed.status in ("done", "already"):
        uow.following.end(floor.id, "done", {line.id: line.picked_m for line in floor.lines})
        uow.following.note_next(floor.id, closed.next_transfers)
        end_shorts(uow, floor, "done")
        changed_in_work.over(uow, floor.id)
        odoo_cases.settle(uow, odoo_cases.NOT_CLOSED, floor.id)
        uow.changed("board", "transfer", floor.id)
    elif closed.status in ("not_picked", "refused"):
        odoo_cases.raise_about(uow, odoo_cases.NOT_CLOSED, floor.id, words=closed.words or closed.status)


def _close_wave(uow: UnitOfWork, wave: int) -> None:
    held = uow.floor.wave(wave)
    if held is not None and held.state == "walked":
        uow.floor.save_wave(replace(held, state="closed"))
        uow.changed("board", "wave", wave)
