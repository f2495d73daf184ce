"""A person raises an exception: a type, what it is about, and what they see. Somebody may have said it already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.service.case_life import words_of
from warehouse_app.service.open_case import calendars, open_case
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import OrderNow
from warehouse_app.service.ports.store import UnitOfWork

NAME_MAX = 80
BY_DETECTOR = (
    "FUL-SHORT",
    "INV-DIFF",
    "INV-MOVE",
    "INV-SCAN",
    "FUL-SCAN",
    "FUL-HELP",
)  # the floor's own facts, nothing to type


@dataclass(frozen=True, slots=True)
class RaiseCase:
    """`about` names an order, a transfer or another case, or stays empty; one of `about` and `words` is needed.

    `sure`: also when there is one about the same already.
    """

    type: str
    about: str
    words: str
    by: Person
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """The case it became. `is_new` is false where the very same was open: it was told to that one."""

    case: int
    number: str
    is_new: bool


def raise_case(command: RaiseCase, uow: UnitOfWork) -> Raised:
    """Opens a case by hand.

    Raises:
        Refused: `case.no_type`, `case.no_about` (nothing here is called so), `case.no_words`, `case.comment`,
            `case.duplicate` (numbers of the open ones about the same; nothing was opened).
    """
    by = command.by
    if command.type in BY_DETECTOR or command.type not in uow.releasing.rules("case_type", by.w):
        raise Refused("case.no_type", 400)
    words = words_of(command.words) if command.words.strip() else ""
    order, link = _about(command.about, by, uow)
    if not words and order is None:
        raise Refused("case.no_words", 400)
    finding = _finding(command.type, order, words, by, uow)
    same = uow.cases.find(finding.key)
    known = _known(order, finding.key, by, uow)
    if known and not command.sure:
        named = ", ".join(number for _, number in known)
        raise Refused("case.duplicate", facts={"numbers": named, "cases": [case for case, _ in known]})
    if same is not None:
        uow.cases.note(same.id, "commented", by.id, {"words": words or finding.facts["order"]})
        return Raised(same.id, same.number, False)
    case = open_case(finding, uow, by.id)
    if link is not None and link != case:
        uow.case_life.link(case, link)
    uow.changed("board", "case", case)
    opened = uow.cases.get(case)
    return Raised(case, opened.number if opened else "", True)


def raisable(types: Sequence[str]) -> list[str]:
    """Those of the types that a person may raise."""
    return [one for one in types if one not in BY_DETECTOR]


def _about(about: str, by: Person, uow: UnitOfWork) -> tuple[OrderNow | None, int | None]:
    """The order that is called so or whose transfer is, or the case with this number."""
    name = about.strip()
    if not name:
        return None, None
    order = uow.releasing.order_named(by.w, name)
    link = uow.case_life.numbered(by.w, name) if order is None else None
    if order is None and link is None:
        raise Refused("case.no_about", 400, {"about": name[:40]})
    return order, link


def _known(order: OrderNow | None, key: str, by: Person, uow: UnitOfWork) -> list[tuple[int, str]]:
    """Open cases about the same."""
    if order is not None:
        return uow.case_life.about(by.w, order.name, [one.id for one in order.transfers])
    same = uow.cases.find(key)
    return [(same.id, same.number)] if same is not None else []


def _finding(type_: str, order: OrderNow | None, words: str, by: Person, uow: UnitOfWork) -> Finding:
    facts: dict[str, Any] = {"hand": True, "words": words, "by": by.name}
    if order is None:
        told = hashlib.sha256(words.casefold().encode()).hexdigest()[:16]
        return Finding(f"{type_}|hand|{by.w}.{told}", type_, by.w, facts=facts)
    truck = calendars(uow, by.w).days.next_departure(order.carrier, uow.now)
    open_ = next((one for one in order.transfers if one.state == "open"), None)
    facts |= {"order": order.name, "carrier": order.carrier, "cutoff_at": truck, "wave": (open_ and open_.number) or ""}
    return Finding(
        f"{type_}|hand|order.{order.id}", type_, by.w, truck, wave=open_.wave if open_ else None,
        transfer=open_.id if open_ else None, facts=facts,
    )  # fmt: skip
