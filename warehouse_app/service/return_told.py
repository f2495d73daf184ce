"""What the customer hears of goods that go back: whether they may, and how or why not; that they came; the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain.judging_returns import GIVE_BACK
from warehouse_app.domain.return_rules import words_of
from warehouse_app.domain.returning import ComingBack
from warehouse_app.service.ports.returns import Delivered, ReturnToTell
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_return import AUTHORISED, JUDGED, KEPT, RECEIVED, REFUSED, ReturnStep, tell_return

# Where a person refused it, and no rule that has words of its own.
_BY_HAND = {
    "why.en": "We looked at it, and it does not fit what we take back.",
    "why.de": "Wir haben es geprüft, und es passt nicht zu dem, was wir zurücknehmen.",
    "why.es": "Lo hemos revisado, y no se ajusta a lo que aceptamos.",
    "why.fr": "Nous l\u2019avons examiné, et cela ne correspond pas à ce que nous reprenons.",
}
# What becomes of goods, as their customer cares: whether they are taken back.
_TAKEN = {
    "result.en": "We take it back.",
    "result.de": "Wir nehmen es zurück.",
    "result.es": "Lo aceptamos de vuelta.",
    "result.fr": "Nous le reprenons.",
}
_BACK = {
    "result.en": "We do not take it back and send it to you again.",
    "result.de": "Wir nehmen es nicht zurück und schicken es wieder an Sie.",
    "result.es": "No lo aceptamos y se lo enviamos de nuevo.",
    "result.fr": "Nous ne le reprenons pas et vous le renvoyons.",
}
_PARTLY = {
    "result.en": "We take a part of it back and send the rest to you again.",
    "result.de": "Einen Teil nehmen wir zurück, den Rest schicken wir wieder an Sie.",
    "result.es": "Aceptamos una parte y le enviamos de nuevo el resto.",
    "result.fr": "Nous en reprenons une partie et vous renvoyons le reste.",
}


def tell_authorised(
    delivered: Delivered, lines: Sequence[ComingBack], number: str, keeps: bool, uow: UnitOfWork
) -> None:
    """With the label; or, where the goods need not be sent, that they may stay where they are."""
    tell_return(ReturnStep(KEPT if keeps else AUTHORISED, delivered.order, number, _goods(delivered, lines)), uow)


def tell_received(back: ReturnToTell, here: Mapping[int, int], uow: UnitOfWork) -> None:
    """What of it is here; the rest, if any, is somebody's exception."""
    goods = tuple((here.get(line.id, 0), line.name) for line in back.lines if here.get(line.id))
    tell_return(ReturnStep(RECEIVED, back.our_order, back.number, goods), uow)


def tell_judged(return_: int, uow: UnitOfWork) -> None:
    """Once all that came is judged: whether it is taken back. Its refund is a message of its own."""
    back = uow.returns.get(return_)
    if back is None or back.state != "judged":
        return
    becomes = uow.returns.judged.becomes(return_)
    result = _PARTLY if len(becomes) > 1 and GIVE_BACK in becomes else _BACK if GIVE_BACK in becomes else _TAKEN
    goods = tuple((line.received_m, line.name) for line in back.lines if line.received_m)
    tell_return(ReturnStep(JUDGED, back.our_order, back.number, goods, result), uow)


def tell_refused(
    delivered: Delivered, lines: Sequence[ComingBack], about: str, row: Mapping[str, Any], uow: UnitOfWork
) -> None:
    """By the words of the rule that refused it."""
    facts = words_of(row) or _BY_HAND
    tell_return(ReturnStep(REFUSED, delivered.order, about, _goods(delivered, lines), facts), uow)


def _goods(delivered: Delivered, lines: Sequence[ComingBack]) -> tuple[tuple[int, str], ...]:
    known = {line.id: line.name for line in delivered.lines}
    return tuple((back.qty_m, known[back.line]) for back in lines)
