"""An exception as Odoo shows it: a to-do with an owner and a day, one note, its photos. All of it may be told again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Document:
    """What in Odoo something is about: a transfer or a sales order, by Odoo's id."""

    kind: Literal["transfer", "order"]
    odoo_id: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """A to-do as it shall look. `day` is an ISO date; `owner` an Odoo user, None for the app's own."""

    token: str
    on: Document
    summary: str
    note: str
    day: str
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class ToDoNow:
    """A to-do that is there. One that is done says what was fed back, and who did it."""

    odoo_id: int
    is_done: bool
    feedback: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture for a document. `mime` is image/jpeg, image/png or image/webp."""

    token: str
    on: Document
    name: str
    mime: str
    body: bytes = field(repr=False)


class OdooCases(Protocol):
    """Each is made once per token, however often it is told. What people wrote is shown as they wrote it."""

    def keep_todo(self, todo: ToDo) -> int:
        """The to-do is there and looks so; its Odoo id. One that was removed there is made anew, so look first.

        Raises:
            OdooRefused: there is no such document, or the owner may not see it.
        """
        ...

    def find_todo(self, on: Document, token: str) -> int | None:
        """The to-do of this token, done ones too; for when nobody knows whether it was made."""
        ...

    def finish_todo(self, todo: int, feedback: str) -> bool:
        """It is done. False where it was before, or is no longer there: then nothing is written."""
        ...

    def todos(self, ids: Sequence[int]) -> Sequence[ToDoNow]:
        """Those that are there, done ones too, in one call."""
        ...

    def post_note(self, on: Document, token: str, text: str) -> None:
        """A note in the history of the document."""
        ...

    def attach(self, photo: Photo) -> int:
        """The picture hangs at the document; its Odoo id."""
        ...
