"""Telling Odoo of things to be made there, found again by their token: a wave's batch, a transfer's note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.ports.odoo import Claim, OdooRefused, TransferNote
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.packing import PackageToTell
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
class Package:
    """An errand: a closed box as Odoo's package, of its kind and weight."""

    jobs: Sequence[Job]
    box: PackageToTell

    def tell(self, post: Post) -> None:
        box = self.box
        package = post.odoo.create_package(box.token, box.number, box.kind, box.weight_g)
        post.write(lambda uow: self._note(uow, package))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_about(uow, odoo_cases.REFUSED, self.box.transfer, words=words)

    def _note(self, uow: UnitOfWork, package: int) -> None:
        """Now the goods can be written into it."""
        uow.packing.keep_package(self.box.id, package)
        uow.outbox.finish(self.jobs)
        uow.floor.want(self.box.transfer)
        if uow.outbox.is_open("close", f"transfer:{self.box.transfer}"):
            uow.outbox.hurry(f"transfer:{self.box.transfer}")


@dataclass(frozen=True, slots=True)
class Notes:
    """An errand: who worked on the transfers, in their histories. `transfers` are Odoo's ids by ours."""

    jobs: Sequence[Job]
    transfers: Mapping[int, int]

    def tell(self, post: Post) -> None:
        try:
            post.odoo.post_notes([self._note(post, job) for job in self.jobs])
        except OdooRefused as no:
            post.write(lambda uow, words=str(no): self._singled_out(uow, words))  # type: ignore[misc]
            return
        post.write(lambda uow: uow.outbox.finish(self.jobs))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        for job in self.jobs:
            odoo_cases.raise_about(uow, odoo_cases.REFUSED, job.about, words=words)

    def _note(self, post: Post, job: Job) -> TransferNote:
        key = job.body.get("say", "odoo.walked_note")
        text = post.say(key, worker=job.body.get("worker", ""), wave=job.body.get("wave", ""))
        return TransferNote(self.transfers[job.about], job.token or "", text)

    def _singled_out(self, uow: UnitOfWork, words: str) -> None:
        """One that Odoo will not have holds no other up: after a refusal each is told alone."""
        if len(self.jobs) > 1:
            uow.outbox.put_back(self.jobs, uow.now, words)
            return
        uow.outbox.give_up(self.jobs, words)
        self.refused(uow, words)


def plan_creation(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """What the job makes, or all the notes; nothing any more for a wave without open transfers."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    what = leased[0].body.get("what", "")
    if what == "package":
        return Package(leased, uow.packing.package(leased[0].about))
    if what.startswith("note"):
        floors = uow.telling.transfers([job.about for job in leased])
        return Notes(leased, {id_: floor.odoo_id for id_, floor in floors.items()})
    wave = uow.telling.wave(leased[0].about)
    if wave.state == "cancelled" or wave.op_type is None or not wave.transfers:
        uow.outbox.finish(leased)
        return None
    return Batch(leased, wave, wave.op_type, tuple(uow.telling.transfers(wave.transfers).values()))
