"""Shelves and carts with their slots: registered by who leads the floor, shown with what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.slots import KINDS
from warehouse_app.service.looking import Looker, age_text
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.totes import codes_of, following

NAME_MAX = 40


@dataclass(frozen=True, slots=True)
class AddSlots:
    """All slots from `first` to `last` of a shelf or cart, or `first` alone where `last` is empty.

    `tote` is the first of the totes that stay on a cart, one a slot; empty: none of them does.
    """

    w: int
    kind: str
    shelf: str
    first: str
    last: str
    tote: str = ""
    by: int | None = None


def add_slots(command: AddSlots, uow: UnitOfWork) -> int:
    """Registers them; those that are there already stay as they are. How many are new.

    Raises:
        Refused: `shelf.name`, `shelf.kind`, `shelf.is_tote` (a tote has this code), `shelf.no_tote` (one of them is not
            registered), and as `codes_of`.
    """
    name = " ".join(command.shelf.split())
    if not 0 < len(name) <= NAME_MAX or not name.isprintable():
        raise Refused("shelf.name", 400, {"most": NAME_MAX})
    if command.kind not in KINDS:
        raise Refused("shelf.kind", 400)
    codes = codes_of(command.first, command.last.strip() or None)
    taken = next((code for code in codes if uow.slots.tote(command.w, code) is not None), None)
    if taken is not None:
        raise Refused("shelf.is_tote", 409, {"code": taken})
    made = uow.slots.add(command.w, command.kind, name, codes)
    _put_totes(command, codes, uow)
    uow.changed("board", "slot", command.w)
    return made


def _put_totes(command: AddSlots, codes: Sequence[str], uow: UnitOfWork) -> None:
    """They stay there, so nobody has to scan each into its slot."""
    if not command.tote.strip():
        return
    for code, tote in zip(codes, following(command.tote, len(codes)), strict=True):
        own, slot = uow.slots.tote(command.w, tote), uow.slots.slot(command.w, code)
        if own is None or slot is None:
            raise Refused("shelf.no_tote", 400, {"code": tote})
        uow.slots.place(own, slot[0], command.by)


def slots_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """Each shelf and cart with its slots, and the tote in each."""
    rows = views.slots.slots(w)
    shelves = [
        {"kind": look.say(f"shelf.kind.{kind}"), "name": shelf, "slots": [
            {"code": row.code, "tote": row.tote or "", "order": row.order or "",
             "age": age_text(look.now - row.since, look.say) if row.since is not None else ""}
            for row in own
        ]}
        for (kind, shelf), own in groupby(rows, key=lambda row: (row.kind, row.shelf))
    ]  # fmt: skip
    return {
        "shelves": shelves,
        "kinds": [(kind, look.say(f"shelf.kind.{kind}")) for kind in KINDS],
        "name_max": NAME_MAX,
    }
