"""What the customer hears of a wish to send goods back: that they may, and how, or that they may not, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain.return_rules import words_of
from warehouse_app.domain.returning import ComingBack
from warehouse_app.service.ports.returns import Delivered
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_return import AUTHORISED, KEPT, REFUSED, ReturnStep, tell_return

# Where a person refused it, and no rule that has words of its own.
_BY_HAND = {
    "why.en": "We looked at it, and it does not fit what we take back.",
    "why.de": "Wir haben es geprüft, und es passt nicht zu dem, was wir zurücknehmen.",
    "why.es": "Lo hemos revisado, y no se ajusta a lo que aceptamos.",
    "why.fr": "Nous l\u2019avons examiné, et cela ne correspond pas à ce que nous reprenons.",
}


def tell_authorised(
    delivered: Delivered, lines: Sequence[ComingBack], number: str, keeps: bool, uow: UnitOfWork
) -> None:
    """With the label; or, where the goods need not be sent, that they may stay where they are."""
    tell_return(ReturnStep(KEPT if keeps else AUTHORISED, delivered.order, number, _goods(delivered, lines)), uow)


def tell_refused(
    delivered: Delivered, lines: Sequence[ComingBack], about: str, row: Mapping[str, Any], uow: UnitOfWork
) -> None:
    """By the words of the rule that refused it."""
    facts = words_of(row) or _BY_HAND
    tell_return(ReturnStep(REFUSED, delivered.order, about, _goods(delivered, lines), facts), uow)


def _goods(delivered: Delivered, lines: Sequence[ComingBack]) -> tuple[tuple[int, str], ...]:
    known = {line.id: line.name for line in delivered.lines}
    return tuple((back.qty_m, known[back.line]) for back in lines)
