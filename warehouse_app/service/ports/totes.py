"""Totes on carts: which stand in which slot, what lies in them, and what was found when somebody looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.picking import Done


@dataclass(frozen=True, slots=True)
class Use:
    """A tote as it serves an order on a wave."""

    id: int
    wave: int
    transfer: int
    slot: int
    tote: int
    code: str


@dataclass(frozen=True, slots=True)
class OnCart:
    """A tote that stays in a slot of a cart, counted from 1."""

    slot: int
    tote: int
    code: str


class Totes(Protocol):
    def on_cart(self, w: int, code: str) -> tuple[str, Sequence[OnCart]] | None:
        """A cart by what its card says: its name, and the totes that stay on it by slot."""
        ...

    def offered(self, w: int, person: int) -> Sequence[tuple[int, int]]:
        """Released waves this person may take, the most urgent first, with how many totes each has."""
        ...

    def uses(self, wave: int) -> Sequence[Use]:
        """What its totes serve, by slot."""
        ...

    def rebind(self, wave: int, pairs: Sequence[tuple[Use, OnCart]]) -> Sequence[str]:
        """All uses of a wave with nothing in its totes get those of a cart. A released wave that had one of them gets
        one of ours. The numbers of waves that are under way with one; then nothing is changed."""
        ...

    def serving(self, transfer: int, code: str) -> Use | None:
        """What this tote of the transfer's warehouse is used for now."""
        ...

    def on_wave(self, wave: int, code: str) -> Use | None:
        """This tote as it serves on this wave."""
        ...

    def is_free(self, transfer: int, code: str) -> bool:
        """Registered, and used for nothing."""
        ...

    def bind(self, transfer: int, code: str, event: str) -> None:
        """A further tote of an order, in the slot of its others."""
        ...

    def bound(self, event: str, line: int) -> Done | None:
        """The tote that came by this event, as something an undo takes back."""
        ...

    def code_of(self, event: str) -> str | None:
        """Which tote came by this event."""
        ...

    def unbind(self, event: str) -> None:
        """It never served: nothing lay in it."""
        ...

    def contents(self, line: int, code: str | None) -> list[tuple[str, int, int | None, int | None]]:
        """The picks of a line that stand (in this tote, or in any), newest first: event, thousandths, lot, package."""
        ...

    def in_tote(self, event: str) -> str | None:
        """The tote that a pick went into."""
        ...

    def note_check(
        self, use: int, event: str, epoch: int, line: int | None = None, known_m: int = 0, found_m: int = 0
    ) -> None:
        """What was found of a line, or (without one) that the tote was looked into."""
        ...

    def checked_since(self, transfer: int, code: str, epoch: int) -> int | None:
        """The use of this tote, if somebody looked into it in a later epoch."""
        ...

    def agree(self, use: int, line: int, qty_m: int, epoch: int) -> bool:
        """Whether so much was found in it above what was known, and nobody has claimed that yet; it is claimed now."""
        ...

    def codes_on(self, wave: int) -> list[str]:
        """The totes of a wave, by slot."""
        ...

    def untouched(self, wave: int) -> tuple[list[int], int]:
        """The transfers nobody has begun, in the order of the walk; and how many open ones there are in all."""
        ...

    def split(self, wave: int, number: str, transfers: Sequence[int]) -> int:
        """These transfers with their totes become a released wave of this number; its id."""
        ...

    def came_from(self, line: int) -> int | None:
        """The wave the line was on before a helper got it."""
        ...

    def is_split(self, wave: int) -> bool:
        """Whether it was made for a helper, out of another wave."""
        ...

    def any_goods(self, wave: int) -> bool:
        """Whether anything was ever picked on this wave."""
        ...

    def was_checked(self, wave: int) -> bool:
        """Whether somebody looked through its totes when the walk was taken over."""
        ...

    def with_goods(self, transfer: int) -> Sequence[tuple[str, bool]]:
        """The totes that serve it with something in them, and whether each stands in the slot of a shelf."""
        ...

    def inside(self, transfer: int, code: str) -> Mapping[int, int]:
        """What the picks say lies in the tote: thousandths by line."""
        ...
