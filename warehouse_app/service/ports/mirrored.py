"""What Odoo shows of exceptions: the to-do of each, and how far it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from warehouse_app.service.ports.odoo import Document

State = Literal["sent", "there", "refused", "left", "over"]


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The to-do of one exception, for one time it was open (`turn`).

    `state`: it was told and nobody knows yet (`sent`), it is `there`, Odoo `refused` it, it is `left` as people made
    it there, or it is `over`. `todo` is Odoo's id, `made` how often it was made, `told` the mark of what it shows,
    `photos` how many hang at the document.
    """

    token: str
    turn: int = 0
    state: State = "sent"
    todo: int | None = None
    made: int = 0
    told: str = ""
    photos: int = 0


@dataclass(frozen=True, slots=True)
class CaseToTell:
    """An exception for Odoo. `owner` is a team, `user` the Odoo user of the `person` who took it, `by` ended it.

    `on` is what it is about, `zone` the warehouse's, `photos` are those that show it (sha256), the oldest first.
    """

    id: int
    w: int
    number: str
    type: str
    key: str
    severity: str
    status: str
    owner: str
    opened_at: int
    due_at: int | None
    resolved_at: int | None
    event: str | None
    facts: Mapping[str, Any]
    why: str | None
    cause: str | None
    person: str | None
    user: int | None
    by: str | None
    zone: str
    on: Document | None = None
    photos: tuple[str, ...] = ()
    mirrored: Mirrored | None = None

    @property
    def is_over(self) -> bool:
        return self.status == "resolved"


@dataclass(frozen=True, slots=True)
class Mendable:
    """An exception that is not over and can be mended: what it is about, by Odoo's ids. `seen`: see `case_look`."""

    id: int
    w: int
    number: str
    type: str
    key: str
    facts: Mapping[str, Any]
    transfer: int | None
    product: int | None
    seen: str | None


@dataclass(frozen=True, slots=True)
class MendFacts:
    """What is known here for the form, as it was pulled last. `carriers` are those that transfers go with here."""

    id: int
    number: str
    type: str
    status: str
    transfer: int | None
    transfer_name: str | None
    ship_to: Mapping[str, str] | None
    carrier: str | None
    product: int | None
    product_name: str | None
    weight_g: int | None
    carriers: tuple[str, ...] = ()
    measured_g: int | None = None  # what a bench weighed, where Odoo has no weight


class MendViews(Protocol):
    """Part of `Views`."""

    def carriers(self, w: int) -> Sequence[str]:
        """The names of all that transfers of the warehouse go with."""
        ...

    def mend_facts(self, w: int, case: int) -> MendFacts | None:
        """None where there is no such exception in this warehouse."""
        ...


class Mirror(Protocol):
    """The to-dos of exceptions in Odoo."""

    def case(self, case: int) -> CaseToTell | None:
        """Locked for this unit of work."""
        ...

    def photo(self, sha256: str) -> tuple[str, bytes] | None:
        """Content type and bytes of a photo; None where it is gone."""
        ...

    def keep(self, case: int, mirrored: Mirrored) -> None:
        """It stands so now."""
        ...

    def watched(self) -> Mapping[int, int]:
        """The exceptions that are not over and whose to-do is there, by the to-do's Odoo id."""
        ...

    def mendable(self, types: Collection[str], case: int | None = None) -> list[Mendable]:
        """All of these types that are not over, or the one."""
        ...

    def look(self, case: int, seen: str) -> None:
        """It was looked at, and was so."""
        ...

    def address(self, transfer: int, now: Mapping[str, str]) -> None:
        """Where a transfer goes (Odoo's id), as Odoo has it now: name, street, street2, zip, city, country, or
        some of these. All documents of its order that are not over follow: the pull leaves alone what is on a wave."""
        ...

    def again(self, cases: Collection[int]) -> None:
        """They are told once more."""
        ...
