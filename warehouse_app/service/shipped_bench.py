"""What every shop begins with at the bench besides checks: rules of carriers and of papers, all of them off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

WHOM = ("products", "carriers", "segments", "customers", "countries")  # a paper's; left empty they mean all
_RULES = 8
_LIMITS = ("segments", "countries", "products", "weight_from", "weight_to", "longest")
_MONEY = ("value_from", "value_to", "costs")
# A note that goes with a gift, in every language a shop may want.
_GIFT = {
    "en": "With warm regards from whoever sends you this.",
    "de": "Mit herzlichen Grüßen von dem, der Ihnen dies schickt.",
    "es": "Con un cordial saludo de quien le envía esto.",
    "fr": "Avec les salutations de la personne qui vous envoie ceci.",
}
# Countries outside the customs union that shops of it send to most; a shop elsewhere writes its own.
_ABROAD = "CH, GB, NO, LI, IS, US, CA, AU, JP, UA, TR, RS, BA"
_Rule = tuple[str, str, int, Mapping[str, Any]]


def shipped_bench() -> Iterator[_Rule]:
    """All of them."""
    for rank in range(1, _RULES + 1):
        yield (
            "carrier",
            f"WAY-{rank}",
            1,
            {"on": False, "carrier": None, "must": False, "rank": rank} | dict.fromkeys((*_LIMITS, *_MONEY)),
        )
    empty: dict[str, Any] = {"on": False, **dict.fromkeys(WHOM), **dict.fromkeys(f"words_{lang}" for lang in _GIFT)}
    yield "paper", "PP-GIFT", 1, empty | {"rank": 11} | {f"words_{lang}": words for lang, words in _GIFT.items()}
    yield "paper", "PP-CUSTOMS", 1, empty | {"rank": 12, "countries": _ABROAD}
    yield "paper", "PP-INVOICE", 1, empty | {"rank": 13}
