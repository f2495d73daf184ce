"""Counts: a bin's goods as a person counted them, written to Odoo once.

A count is absolute and dated, so a blind repeat makes phantom stock: 10 counted, 4 delivered, repeated, 10 again.
All picks of the bin are delivered first; what was picked later than the count is taken off, what is picked and not
validated is still in Odoo's book and added; and a count whose fate is unknown is looked for by its token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.answers import APPLY
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.overrides import STOCK
from warehouse_app.domain.picking import Line
from warehouse_app.domain.reasons import Consequences
from warehouse_app.service import odoo_cases
from warehouse_app.service.close_wave import token
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.escalate import decide_case
from warehouse_app.service.locked_bins import bin_counted
from warehouse_app.service.overrides import Wish, may_go
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.odoo import CountDone
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import CountToTell, FloorTransfer

SOON_MS = 500


def correct_count(
    w: int, product: int, location: int, lot: int | None, counted_m: int, counted_at: int, uow: UnitOfWork
) -> int:
    """Somebody counted `counted_m` of the product in the bin at `counted_at` (our clock): told to Odoo at once.

    Ids are ours; `lot` None counts the goods that have none. Returns the count's id.
    """
    count = uow.counts.add(w, product, location, lot, counted_m, counted_at)
    _tell_soon(uow, w, count, product, location, {"what": "count"}, token("count"))
    return count


def cut_bin(w: int, line: Line, found_m: int, at: int, case: int, follows: Consequences, uow: UnitOfWork) -> None:
    """Whoever denied the bin of a line found `found_m` there at `at`: that becomes Odoo's book under the number of
    the case, as far as the reason allows. Goods with numbers of their own wait for somebody who counts them."""
    now = uow.cases.get(case)
    if now is None or (line.tracking != "none" and line.lot is None):
        return
    count = uow.counts.add(w, line.product, line.location, line.lot, found_m, at)
    limit = {"what": "cut", "pieces": follows.pieces, "value": follows.value}
    _tell_soon(uow, w, count, line.product, line.location, limit, f"{now.number} {token('count')}")


def compare_count(
    w: int, product: int, location: int, lot: int | None, counted_m: int, counted_at: int, event: str, uow: UnitOfWork
) -> int:
    """The same by somebody on the floor, whose count corrects nothing by itself: it is compared with Odoo's book."""
    count = uow.counts.add(w, product, location, lot, counted_m, counted_at, event)
    _tell_soon(uow, w, count, product, location, {"what": "compare"}, None)
    return count


def apply_count(case: CaseNow, by: Person, uow: UnitOfWork, reason: str = "", *, granted: bool = False) -> bool:
    """A supervisor says that the count is right: it becomes Odoo's book, once, under the number of the case.

    False: it is so far off the book that a second person has to agree first; `granted`: one has.

    Raises:
        Refused: `answer.unknown`, and what `may_go` refuses.
    """
    count = case.facts.get("count")
    if case.type != odoo_cases.DIFFERS or not isinstance(count, int):
        raise Refused("answer.unknown", 400)
    if case.status == "decided":
        return True
    if not granted and not may_go(_wish(case, by, reason), uow):
        return False
    told = uow.counts.get(count)
    name = f"{case.number} {token('count')}"
    _tell_soon(uow, told.w, count, told.product, told.location, {"what": "count"}, name)
    decide_case(case, "decided", APPLY, by.id, {}, uow)
    uow.changed("board", "case", case.id)
    return True


def _wish(case: CaseNow, by: Person, reason: str) -> Wish:
    known = {name: case.facts.get(name) for name in ("product", "location", "counted_m", "book_m")}
    off_m = abs(int(known["counted_m"] or 0) - int(known["book_m"] or 0))
    worth = int(case.facts.get("worth") or 0)
    facts = known | {"number": case.number, "answer": APPLY, "worth": worth}
    return Wish(STOCK, f"case:{case.id}", by, reason, off_m, facts, worth)


def _tell_soon(
    uow: UnitOfWork, w: int, count: int, product: int, location: int, body: Mapping[str, Any], name: str | None
) -> None:
    uow.outbox.add(w, "correct", f"count:{count}", body, name)
    for transfer in uow.telling.at_bin(product, location):
        uow.outbox.hurry(f"transfer:{transfer}")


def ask_recount(line: Line, uow: UnitOfWork) -> None:
    """A pick has come in that was made before a count of its bin which Odoo has heard of already."""
    odoo_cases.raise_recount(uow, uow.telling.about(line.transfer).w, line)


@dataclass(frozen=True, slots=True)
class Correction:
    """An errand: one bin. `sent`: it was sent before, and nobody knows what became of it.

    `limit`: nobody has looked at it, so that it is written only as far as this allows.
    """

    jobs: Sequence[Job]
    count: CountToTell
    sent: bool
    limit: Consequences | None = None

    def tell(self, post: Post) -> None:
        product, location, lot = self.count.odoo
        known = self.jobs[0].token or ""
        found = post.odoo.find_count(product, known) if self.sent else None
        if found is None:
            book = post.odoo.quant(product, location, lot)
            target_m = self.count.counted_m - self.count.later_m + book.picked_open_m
            if target_m < 0:
                post.write(lambda uow: self._impossible(uow))
                return
            off_m = target_m - book.quantity_m
            cost = post.odoo.unit_cost(product) if self.limit is not None else 0
            if self.limit is not None and not self.limit.may_cut(off_m, cost):
                book_m = self.count.counted_m - off_m
                post.write(lambda uow: compared(uow, self.jobs, self.count, book_m, cost))
                return
            post.write(lambda uow: uow.counts.written(self.count.id, target_m))
            post.odoo.count(product, location, lot, target_m, known)
            found = CountDone(0, target_m - book.quantity_m, 0)
        difference_m = found.difference_m
        post.write(lambda uow: self._done(uow, difference_m))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_count(uow, self.count.w, self.count.id, "odoo.refused", words)

    def _done(self, uow: UnitOfWork, difference_m: int) -> None:
        uow.counts.done(self.count.id, difference_m)
        uow.cases.close(odoo_cases.differs_key(self.count), "applied")
        bin_counted(self.count, uow)
        uow.outbox.finish(self.jobs)
        uow.changed("board", "odoo", self.count.w)

    def _impossible(self, uow: UnitOfWork) -> None:
        """More was picked after the count than had been counted: one of the two is wrong."""
        uow.outbox.give_up(self.jobs, "more picked since than counted")
        odoo_cases.raise_count(uow, self.count.w, self.count.id, "recount", "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """An errand: what somebody counted in a bin beside what Odoo's book had for that time. It only reads."""

    jobs: Sequence[Job]
    count: CountToTell

    def tell(self, post: Post) -> None:
        book = post.odoo.quant(*self.count.odoo)
        book_m = book.quantity_m - book.picked_open_m + self.count.later_m
        cost = post.odoo.unit_cost(self.count.odoo[0]) if book_m != self.count.counted_m else 0
        post.write(lambda uow: compared(uow, self.jobs, self.count, book_m, cost))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_count(uow, self.count.w, self.count.id, "odoo.refused", words)


def compared(uow: UnitOfWork, jobs: Sequence[Job], count: CountToTell, book_m: int, cost: int) -> None:
    """The count is beside the book. It also answers whoever asked for this bin to be counted again."""
    uow.counts.compared(count.id, book_m)
    odoo_cases.counted(uow, count, book_m, cost)
    if count.counted_m == book_m:
        bin_counted(count, uow)
    uow.outbox.finish(jobs)


def plan_count(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Waits until Odoo has heard of every pick from the bin; one that waits for a person holds the count up too."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    count = uow.counts.get(leased[0].about)
    floors = uow.telling.transfers(uow.telling.at_bin(count.product, count.location))
    late = [floor for floor in floors.values() if not floor.delivered]
    if any(uow.outbox.is_stuck("reconcile", f"transfer:{floor.id}") for floor in late):
        uow.outbox.give_up(leased, "picks of the bin wait for a person")
        odoo_cases.raise_count(uow, count.w, count.id, "blocked", "")
        return None
    if late:
        put_off(uow, leased, late)
        return None
    body = leased[0].body
    if body.get("what") == "compare":
        return Comparison(leased, count)
    limit = Consequences("cut", pieces=body["pieces"], value=body["value"]) if body.get("what") == "cut" else None
    return Correction(leased, count, count.sent, limit)


def put_off(uow: UnitOfWork, jobs: Sequence[Job], late: Sequence[FloorTransfer]) -> None:
    """Odoo hears of the picks from the bin first, and at once."""
    for floor in late:
        uow.outbox.hurry(f"transfer:{floor.id}")
    uow.outbox.put_back(jobs, uow.now + SOON_MS, "picks of the bin are still to be delivered")
