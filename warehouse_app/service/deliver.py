"""Deliver: what the floor did is told to Odoo, once, and what came of it is written back.

One lane per warehouse, one job of it at a time: planned in a unit of work, told outside of any, noted in another.
What may have been executed is kept before it is sent, so that a stop at any moment leaves a question, not a gap.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.carriers import Connector
from warehouse_app.service.ports.odoo import Odoo, OdooOffice, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.outbox import Job, LeaseLost
from warehouse_app.service.ports.returns import ReturnCard
from warehouse_app.service.ports.store import UnitOfWork

T = TypeVar("T")

STILL_RUNNING_MS = 35_000  # Odoo may be at a call for so long after its answer was lost
FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 1_000, 300_000
ROWS, LINES = 50, 50
IDS = frozenset({"transfer", "wave"})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """Who tells Odoo. `say` words what is written there; `spread` gives chances from 0 to 1; `cases`: show them too.

    `carriers` books parcels; `letters` draws what goes to customers with a message, None where nobody can; `office` are
    the calls with more rights, where there is a second credential.
    """

    holding: Holding
    odoo: Odoo
    carriers: Connector
    say: Callable[..., str]
    spread: Callable[[], float]
    cases: bool = True
    letters: Letters | None = None
    office: OdooOffice | None = None

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        """A unit of work of the one who delivers. Raises LeaseLost."""
        return self.holding.write(use_case)


class Letters(Protocol):
    """Papers for customers, in their language."""

    def return_label(self, card: ReturnCard, site: str, postage: str | None, lang: str) -> bytes:
        """The label of a return as a PDF that a customer prints at home."""
        ...


class Errand(Protocol):
    """Something planned, to be told now. `jobs` are leased for it."""

    @property
    def jobs(self) -> Sequence[Job]: ...
    def tell(self, post: Post) -> None:
        """Calls Odoo and notes what came of it; may raise what the port raises."""
        ...

    def refused(self, uow: UnitOfWork, words: str) -> None:
        """Odoo said no to all of it: opens the case."""
        ...


Plan = Callable[[UnitOfWork, Sequence[Job], int], "Errand | None"]


Turn = Literal["idle", "put_off", "told"]


def deliver(post: Post, w: int, plan: Plan) -> Turn:
    """One job of the warehouse's lane: Odoo was told (and may have refused), the job was put off, or there was none.

    Raises:
        OdooUnreachable: Odoo is away; the job was put back.
        LeaseLost: somebody else delivers now.
    """
    found, errand = post.write(lambda uow: _plan(uow, w, post, plan))
    if errand is None:
        return "put_off" if found else "idle"
    try:
        errand.tell(post)
    except OdooUnreachable as away:
        _put_back(post, errand.jobs, str(away))
        raise
    except LeaseLost:
        raise
    except Exception as trouble:
        return _note_trouble(post, errand, trouble)
    _log(errand.jobs)
    return "told"


def pause_ms(attempts: int, spread: float) -> int:
    """How long to wait after so many failed attempts: doubled each time, up to 5 minutes, and spread by half.

    >>> [pause_ms(n, 1.0) for n in (0, 1, 2, 20)]
    [1000, 2000, 4000, 300000]
    >>> pause_ms(0, 0.0)
    500
    """
    whole = min(FIRST_PAUSE_MS << min(attempts, 20), LONGEST_PAUSE_MS)
    return int(whole * (0.5 + spread / 2))


def _plan(uow: UnitOfWork, w: int, post: Post, plan: Plan) -> tuple[bool, Errand | None]:
    uow.outbox.adopt(w, post.holding.fence, uow.now + STILL_RUNNING_MS)
    jobs = uow.outbox.due(w, ROWS, LINES)
    return bool(jobs), plan(uow, jobs, post.holding.fence) if jobs else None


def _note_trouble(post: Post, errand: Errand, trouble: Exception) -> Turn:
    """Said once, with words. A fault of ours may have struck after the call, so then too nobody knows."""
    what, why = ", ".join(job.subject for job in errand.jobs), str(trouble) or repr(trouble)
    if isinstance(trouble, OdooRefused):
        log.warning("Odoo refused %s: %s", what, why)
        post.write(lambda uow: _give_up(uow, errand, why))
    elif isinstance(trouble, OdooUnknown):
        log.warning("the answer about %s was lost (%s); Odoo is looked at in 35 s", what, why)
        post.write(lambda uow: uow.outbox.unknown(errand.jobs, uow.now + STILL_RUNNING_MS, why))
    else:
        log.error("telling Odoo of %s failed", what, exc_info=trouble)
        post.write(lambda uow: _doubt(uow, errand, why))
        return "put_off"
    return "told"


def _log(jobs: Sequence[Job]) -> None:
    for job in jobs:
        about, _, id_ = job.subject.partition(":")
        log.debug("Odoo was told of %s", job.subject, extra={"kind": job.kind, about: id_} if about in IDS else {})


def _put_back(post: Post, jobs: Sequence[Job], why: str) -> None:
    def back(uow: UnitOfWork) -> None:
        for job in jobs:
            uow.outbox.put_back([job], uow.now + pause_ms(job.attempts, post.spread()), why)

    post.write(back)


def _give_up(uow: UnitOfWork, errand: Errand, why: str) -> None:
    uow.outbox.give_up(errand.jobs, why)
    errand.refused(uow, why)


def _doubt(uow: UnitOfWork, errand: Errand, why: str) -> None:
    """Looked at again a few times; then a person has to."""
    if max(job.attempts for job in errand.jobs) >= 3:
        _give_up(uow, errand, why)
    else:
        uow.outbox.unknown(errand.jobs, uow.now + STILL_RUNNING_MS, why)
