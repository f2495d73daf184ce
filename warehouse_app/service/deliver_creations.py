"""Telling Odoo of things to be made there, found again by their token: a wave's batch, a transfer's note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.ports.odoo import Claim
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer, WaveToTell


@dataclass(frozen=True, slots=True)
class Batch:
    """An errand: the wave as a batch of its transfers."""

    jobs: Sequence[Job]
    wave: WaveToTell
    op_type: int
    transfers: tuple[FloorTransfer, ...]

    def tell(self, post: Post) -> None:
        ids = [transfer.odoo_id for transfer in self.transfers]
        note = post.say("odoo.batch_note", worker=self.wave.worker)
        claim = post.odoo.claim_wave(self.jobs[0].token or "", self.wave.number, self.op_type, ids, note)
        post.write(lambda uow: self._note(uow, claim))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        """The picker goes on all the same: the batch is for those who look into Odoo."""
        for transfer in self.transfers[:1]:
            odoo_cases.raise_about(uow, odoo_cases.BATCH, transfer.id, words=words)

    def _note(self, uow: UnitOfWork, claim: Claim) -> None:
        uow.telling.keep_batch(self.wave.id, claim.batch)
        for transfer in self.transfers:
            if transfer.odoo_id in claim.left_out:
                odoo_cases.raise_about(uow, odoo_cases.BATCH, transfer.id)
        uow.outbox.finish(self.jobs)


@dataclass(frozen=True, slots=True)
class Note:
    """An errand: who worked on the transfer, in its history."""

    jobs: Sequence[Job]
    transfer: FloorTransfer

    def tell(self, post: Post) -> None:
        job = self.jobs[0]
        text = post.say("odoo.walked_note", worker=job.body.get("worker", ""), wave=job.body.get("wave", ""))
        post.odoo.post_note(self.transfer.odoo_id, job.token or "", text)
        post.write(lambda uow: uow.outbox.finish(self.jobs))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_about(uow, odoo_cases.REFUSED, self.transfer.id, words=words)


def plan_creation(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """What the one job makes; nothing any more for a wave without open transfers."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    if leased[0].body.get("what") == "note":
        return Note(leased, uow.telling.transfers([leased[0].about])[leased[0].about])
    wave = uow.telling.wave(leased[0].about)
    if wave.state == "cancelled" or wave.op_type is None or not wave.transfers:
        uow.outbox.finish(leased)
        return None
    return Batch(leased, wave, wave.op_type, tuple(uow.telling.transfers(wave.transfers).values()))
