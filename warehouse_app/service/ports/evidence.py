"""Photos, and what each of them shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.evidence import Photo


@dataclass(frozen=True, slots=True)
class Shown:
    """`about`: `case|<id>`, `return|<id>` or `event|<id>`. `at`: when it was taken, ms UTC."""

    w: int
    about: str
    case: int | None
    photo: Photo
    at: int
    person: int | None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo in a list. `size` in bytes, `at` ms UTC, `person` is a name."""

    sha256: str
    size: int
    at: int
    person: str | None


class Evidence(Protocol):
    """Photos are kept with what they show; nothing here is changed once it is written."""

    def keep(self, shown: Shown) -> bool:
        """False when it is here already."""
        ...

    def count(self, about: str) -> int:
        """How many show this."""
        ...

    def case_of(self, w: int, event: str) -> int | None:
        """The case of this warehouse that an event opened or added to, the newest one."""
        ...


class EvidenceViews(Protocol):
    def of_case(self, w: int, case: int) -> list[PhotoRow]:
        """In the order they were taken."""
        ...

    def body(self, w: int, case: int, sha256: str) -> tuple[str, bytes] | None:
        """Content type and bytes of a photo of this case, if it has one of that name."""
        ...

    def of_return(self, w: int, return_: int) -> list[PhotoRow]:
        """Those of a return: from the customer, of what was judged, of its exceptions; in the order they were taken."""
        ...

    def body_of_return(self, w: int, return_: int, sha256: str) -> tuple[str, bytes] | None: ...
