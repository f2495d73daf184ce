"""The customer hears of each step of a return: once for each step, by the words of its template, off until seen.

Whoever does a step calls `tell_return` in the same unit of work; what is told of it is said here in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_customer import TellCustomer, goods_text, tell_buyer

AUTHORISED, REFUSED, RECEIVED, JUDGED, REFUNDED = "authorised", "refused", "received", "judged", "refunded"
# The template of each step. What it may name: `domain/customer_words.py`.
TEMPLATES: Mapping[str, str] = {
    AUTHORISED: "return_authorised",
    REFUSED: "return_refused",
    RECEIVED: "return_received",
    JUDGED: "return_judged",
    REFUNDED: "refund_done",
}


@dataclass(frozen=True, slots=True)
class ReturnStep:
    """A step (`authorised`, `refused`, ...) of the return `about` (its number; where it got none, what was asked).

    `order` is our id. `goods` are (thousandths, name); `facts` fill the template beside `order`, `shop`, `number` and
    `goods`: `why` for a refusal, `result` for a judgement, `amount` for a refund; `why.de` is `why` for whoever reads
    German. A step that is done in parts is told of each: `part` names it, by a name that stays.
    """

    step: str
    order: int
    about: str
    goods: tuple[tuple[int, str], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    part: str = ""


def tell_return(done: ReturnStep, uow: UnitOfWork) -> bool:
    """Whether it will be told: not what is off in every language, nor twice, nor where nobody bought anything."""
    facts = {"number": done.about, "goods": goods_text(done.goods)} | dict(done.facts)
    event = "|".join(filter(None, ("return", done.about, done.part)))
    command = TellCustomer(TEMPLATES[done.step], event, 0, facts)
    return tell_buyer(command, uow.customers.sale(done.order), uow)
