"""A customer who was told that an order waits hears that it goes on, when its exception has ended by itself.

Only who was told before, only once, and only while the order is still here: what has left Odoo tells by its own mail.
"""

from __future__ import annotations

from warehouse_app.domain.customer_words import RESUMED
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_customer import TellCustomer, switched_on, tell_customer

ENDED_WELL = ("found", "gone", "mended")  # by itself: the goods came, the finding went, the data is right
WITHIN_MS = 24 * 3_600_000
BATCH = 50


def tell_who_waited(w: int, uow: UnitOfWork) -> int:
    """How many will be told."""
    if not switched_on(RESUMED, uow.releasing.rules("template", w)):
        return 0
    waited = uow.customers.waited(w, ENDED_WELL, uow.now - WITHIN_MS, BATCH)
    told = [TellCustomer(RESUMED, f"{RESUMED}|{one.event}", one.transfer, {}, one.case) for one in waited]
    return sum(tell_customer(one, uow) for one in told)
