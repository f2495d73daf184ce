"""Papers for customers, drawn beside the server in the customer's language."""

from __future__ import annotations

from functools import partial

from warehouse_app.bootstrap import Services
from warehouse_app.printing.labels import label_pdf
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.ports.returns import ReturnCard
from warehouse_app.service.return_label import return_label


class Letters:
    """A customer prints at home, on A4: the upper half goes into the parcel, the lower onto it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def return_label(self, card: ReturnCard, site: str, postage: str | None, lang: str) -> bytes:
        words = self._services.words
        say = partial(words.say, words.known(lang) or FALLBACK)
        return self._services.aside.run(label_pdf, *return_label(card, site, "a4", say, postage))
