"""Telling Odoo how transfers should look: computed from the store, read, compared, written and read back at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import LINES, Post
from warehouse_app.service.follow import follow, place_of
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, Reconciled, WantedLine, WantedTransfer
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorLine, FloorTransfer, Place


def wanted_lines(floor: FloorTransfer) -> tuple[WantedLine, ...]:
    """How the places somebody touched shall look in Odoo.

    What was picked, where it was picked; what is still to be found stays reserved; nothing found is said too (T1),
    and a place that was written once and holds nothing of ours any more is given up.
    """
    lines = [wanted for line in floor.lines if line.touched or _is_given_up(line) for wanted in _of_line(line)]
    named = {place_of(line) for line in lines}
    old = {place_of(line) for state in floor.written for line in state} - named
    return tuple(lines) + tuple(_wanted(place, 0, picked=False) for place in sorted(old, key=lambda place: place.key))


def _is_given_up(line: FloorLine) -> bool:
    """Nobody walked there and nobody will: a supervisor decided without it, and Odoo is not to ship it."""
    return line.sent and line.short_m > 0


def _of_line(line: FloorLine) -> list[WantedLine]:
    picked = _in_boxes(line)
    open_m = max(line.demand_m - line.picked_m - line.short_m, 0)
    if open_m:
        return [*picked, _wanted(line.place, open_m, picked=False)]
    if line.place in {place for place, _ in line.picks}:
        return picked
    return [*picked, _wanted(line.place, 0, picked=not picked)]


def _in_boxes(line: FloorLine) -> list[WantedLine]:
    """What was picked, box by box; what is in none yet is loose."""
    boxes, found = list(line.boxes), []
    for place, qty_m in line.picks:
        while qty_m and boxes:
            box, holds_m = boxes.pop(0)
            part_m = min(qty_m, holds_m)
            found.append(_wanted(place, part_m, box=box))
            qty_m -= part_m
            boxes[:0] = [(box, holds_m - part_m)] if holds_m > part_m else []
        found += [_wanted(place, qty_m)] if qty_m else []
    return found


def _wanted(place: Place, quantity_m: int, picked: bool = True, box: int | None = None) -> WantedLine:
    return WantedLine(place.move, place.product, place.location, place.lot, quantity_m, picked, place.package, box)


@dataclass(frozen=True, slots=True)
class Letter:
    """One transfer as it is about to be told, at its version then."""

    floor: FloorTransfer
    version: int
    wanted: WantedTransfer


@dataclass(frozen=True, slots=True)
class Transfers:
    """An errand: many transfers in one joint write."""

    jobs: Sequence[Job]
    letters: tuple[Letter, ...]

    def tell(self, post: Post) -> None:
        told = reconcile(post.odoo, [letter.wanted for letter in self.letters]) if self.letters else []
        post.write(lambda uow: self._note(uow, {result.odoo_id: result for result in told}))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        for letter in self.letters:
            odoo_cases.raise_about(uow, odoo_cases.REFUSED, letter.floor.id, words=words)

    def _note(self, uow: UnitOfWork, told: Mapping[int, Reconciled]) -> None:
        stuck = {letter.floor.id for letter in self.letters if not _note(uow, letter, told[letter.floor.odoo_id])}
        words = {letter.floor.id: told[letter.floor.odoo_id].words or "foreign" for letter in self.letters}
        uow.outbox.finish([job for job in self.jobs if job.about not in stuck])
        for job in self.jobs:
            if job.about in stuck:
                uow.outbox.give_up([job], words[job.about])
        for w in {job.w for job in self.jobs}:
            uow.changed("board", "odoo", w)


def plan_transfers(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Transfers | None:
    """Takes up as many as make some 50 lines, at least one; keeps what will be sent before it is."""
    floors = uow.telling.transfers({job.about for job in jobs})
    letters: dict[int, Letter] = {}
    chosen: list[Job] = []
    lines = 0
    for job in jobs:
        floor = floors[job.about]
        if floor.id not in letters and floor.state == "open":
            letter = Letter(floor, floor.want_version, _letter(floor))
            lines += len(letter.wanted.lines)
            if letters and lines > LINES:
                break
            letters[floor.id] = letter
        chosen.append(job)
    leased = uow.outbox.lease(chosen, fence)
    told = {job.about for job in leased}
    for job in leased:
        _too_late(uow, floors[job.about])
    kept = tuple(letter for id_, letter in letters.items() if id_ in told)
    for letter in kept:
        uow.telling.send(letter.floor.id, letter.version, letter.wanted.lines)
    return Transfers(leased, kept) if leased else None


def reconcile(odoo: Odoo, wanted: Sequence[WantedTransfer]) -> list[Reconciled]:
    """Tells Odoo; when it refuses all of it, the half of it, until the bad transfer stands alone."""
    try:
        return list(odoo.reconcile(wanted))
    except OdooRefused as no:
        if len(wanted) == 1:
            return [Reconciled(wanted[0].odoo_id, "refused", None, str(no))]
        half = len(wanted) // 2
        return reconcile(odoo, wanted[:half]) + reconcile(odoo, wanted[half:])


def _too_late(uow: UnitOfWork, floor: FloorTransfer) -> None:
    """Facts about a transfer that has ended in Odoo: nothing is written there, somebody looks into the tote."""
    if floor.state == "done":
        odoo_cases.raise_once(uow, odoo_cases.LATE, floor.id)
    elif floor.state == "cancelled":
        for line in floor.lines:
            odoo_cases.put_back(uow, floor, line.id, line.picked_m)


def _letter(floor: FloorTransfer) -> WantedTransfer:
    return WantedTransfer(floor.odoo_id, wanted_lines(floor), floor.written)


def _note(uow: UnitOfWork, letter: Letter, told: Reconciled) -> bool:
    """Writes back what came of one transfer; False when a person has to look."""
    transfer = letter.floor.id
    if told.status in ("written", "already"):
        uow.telling.confirm(transfer, letter.version)
        for what in (odoo_cases.FOREIGN, odoo_cases.REFUSED):
            odoo_cases.settle(uow, what, transfer)
        if letter.floor.wave_state == "walked":
            uow.outbox.try_again(f"wave:{letter.floor.wave}")  # its close may have waited for this one
        return True
    if told.status in ("done", "cancelled", "gone"):
        now = uow.telling.transfers([transfer])[transfer]
        follow(uow, now, told.now)
        return True
    what = odoo_cases.FOREIGN if told.status == "foreign" else odoo_cases.REFUSED
    odoo_cases.raise_about(uow, what, transfer, words=told.words)
    return False
