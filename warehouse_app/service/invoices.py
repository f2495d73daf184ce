"""The invoice that Odoo has of an order is fetched when its first box is closed, and printed at that bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from warehouse_app.domain.box_papers import INVOICE
from warehouse_app.domain.cases import Finding
from warehouse_app.service.box_papers import paper_printer
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.odoo import Hanging
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_jobs import add_job

AGAIN_MS, PATIENCE = 60_000, 20  # so often it is looked for: an invoice may come with the validation


@dataclass(frozen=True, slots=True)
class Invoice:
    """An errand: the newest invoice of the sales order `odoo_id`, to the bench of `device`."""

    jobs: Sequence[Job]
    w: int
    transfer: int
    order: str
    odoo_id: int
    device: int

    def tell(self, post: Post) -> None:
        papers = post.office.invoices(self.odoo_id) if post.office is not None else []
        post.write(lambda uow: self._print(papers, uow) if papers else self._wait(post.office is None, uow))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        self._case("no_invoice", words, uow)

    def _print(self, papers: Sequence[Hanging], uow: UnitOfWork) -> None:
        printer = paper_printer(self.device, uow)
        uow.outbox.finish(self.jobs)
        if printer is None:
            self._case("no_paper_printer", "", uow)
            return
        body = papers[-1].body
        kept = {"body": body, "format": "pdf", "sha256": sha256(body).hexdigest()}
        add_job(printer, uow.printing.add_label(self.w, INVOICE, **kept), None, None, uow)
        uow.cases.close(invoice_key(self.transfer), "gone")

    def _wait(self, is_in_vain: bool, uow: UnitOfWork) -> None:
        if is_in_vain or self.jobs[0].attempts >= PATIENCE:
            uow.outbox.give_up(self.jobs, "no_invoice")
            self._case("no_office" if is_in_vain else "no_invoice", "", uow)
            return
        uow.outbox.put_back(self.jobs, uow.now + AGAIN_MS, "no_invoice")

    def _case(self, why: str, words: str, uow: UnitOfWork) -> None:
        facts = {"order": self.order, "why": why, "words": f"{self.order}: {words}" if words else ""}
        open_case(Finding(invoice_key(self.transfer), "SHP-LABEL", self.w, transfer=self.transfer, facts=facts), uow)
        uow.changed("board", "case", self.transfer)


def invoice_key(transfer: int) -> str:
    """The finding key of an order whose invoice could not be printed."""
    return f"SHP-LABEL|invoice|{transfer}"


def plan_invoice(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Nothing for what nobody bought."""
    leased = uow.outbox.lease(jobs, fence)
    order = uow.customers.order_of(leased[0].about) if leased else None
    if order is None:
        uow.outbox.finish(leased)
        return None
    return Invoice(leased, order.w, leased[0].about, order.name, order.odoo_id, int(leased[0].body["device"]))
