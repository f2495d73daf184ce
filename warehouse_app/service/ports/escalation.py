"""The clocks of cases, who works here, and what is still to be sent to people who are not on the floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from warehouse_app.domain.climbing import CaseClock
from warehouse_app.domain.rota import Worker

NoticeKind = Literal["mail", "hook"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A mail to a person, or a call to the web hook, about a case that climbed. `attempts` were made before this one.

    `body` is what is said: codes, numbers and times, nothing of a customer.
    """

    id: int
    w: int
    case: int
    kind: NoticeKind
    person: int | None
    body: Mapping[str, Any]
    at: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Mailing:
    """What a mail is written with: the Odoo user, their language, the transfer it is about (Odoo's id) if there is one.

    `is_open`: the case still is. `user` is None when the person is no Odoo user any more.
    """

    user: int | None
    lang: str | None
    transfer: int | None
    is_open: bool


class Escalation(Protocol):
    """Cases that climb their ladders. Times ms UTC."""

    def late(self, w: int, limit: int) -> Sequence[int]:
        """Cases of a warehouse whose next rung is due, or that have lost their clock, the latest first."""
        ...

    def clock(self, case: int) -> CaseClock | None:
        """Its clocks as they stand, locked for this unit of work; None when it is over."""
        ...

    def climb(self, case: int, rung: int, next_at: int) -> None: ...
    def wait(self, case: int, next_at: int) -> None:
        """Nothing is climbed; looked at again then."""
        ...

    def answered(self, case: int, next_at: int) -> None:
        """Somebody took or decided it now: the clock to resolve runs from here on, and no rung of it is climbed."""
        ...

    def unanswered(self, case: int, answer_by: int, next_at: int) -> None:
        """It is nobody's again, and the clock to answer runs anew."""
        ...

    def workers(self, w: int) -> Sequence[Worker]:
        """Everybody who works in a warehouse, and whether they are signed in now."""
        ...

    def taken_by(self, person: int) -> Sequence[int]:
        """Open cases that a person has taken."""
        ...

    def let_go(self, case: int) -> None:
        """Nobody in particular has it: its team does."""
        ...

    def ring(self, case: int, is_last: bool) -> None:
        """Supervisors' handhelds and the board are to sound for it once more; for the last rung even if muted."""
        ...

    def queue(self, case: CaseClock, kind: NoticeKind, person: int | None, body: Mapping[str, Any]) -> None: ...
    def due(self, limit: int) -> Sequence[Notice]:
        """Notices whose time has come, oldest first."""
        ...

    def mailing(self, notice: Notice) -> Mailing: ...
    def done(self, notice: int, state: str, error: str | None = None) -> None:
        """It needs no further attempt: `sent`, `off` (nobody to send it to) or `given_up`."""
        ...

    def again(self, notice: int, at: int, error: str) -> None:
        """It did not get through; tried again then."""
        ...

    def forget(self, before: int) -> None:
        """Drops what was done with before then."""
        ...
