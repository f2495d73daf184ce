"""What every shop begins with where goods come back: reasons with what follows, rules, and slips for the parcel.

They are data from here on. Rules are tried in their order, the first that fits decides; what none fits may come back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse_app.service.shipped_bench import WHOM

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# Why goods come back, as the customer says, and whose fault that makes it; whether a photo is asked for, who pays the
# postage, up to which worth they need not be sent back, and what becomes of them, as far as the reason tells. In the
# order of the screen.
_REASONS = (
    ("CR-SIZE", "customer", "none", "customer", "restock"),
    ("CR-LIKE", "customer", "none", "customer", "restock"),
    ("CR-MIND", "customer", "none", "customer", "restock"),
    ("CR-TWO", "customer", "none", "customer", "restock"),
    ("CR-WRONG", "shop", "ask", "shop", "restock"),
    ("CR-MISSING", "shop", "ask", "shop", "quarantine"),
    ("CR-DEFECT", "supplier", "ask", "shop", "vendor"),
    ("CR-DAMAGE", "carrier", "ask", "shop", "quarantine"),
    ("CR-LATE", "carrier", "none", "shop", "restock"),
    ("CR-REFUSED", "customer", "none", "customer", "restock"),
)
_SEALED = {
    "en": "These goods cannot be taken back for reasons of hygiene or because they were made for you.",
    "de": "Diese Ware können wir aus Gründen der Hygiene oder weil sie für Sie angefertigt wurde nicht zurücknehmen.",
    "es": "Por higiene, o porque se hicieron a su medida, no podemos aceptar la devolución de estos artículos.",
    "fr": "Pour des raisons d\u2019hygiène, ou parce qu\u2019ils ont été faits pour vous, nous ne les reprenons pas.",
}
_LATE = {
    "en": "The goods left us more than 30 days ago.",
    "de": "Die Ware hat uns vor mehr als 30 Tagen verlassen.",
    "es": "Los artículos salieron hace más de 30 días.",
    "fr": "Les articles nous ont quittés il y a plus de 30 jours.",
}
# on, answers, fault, days, worth, goods (tags in Odoo), words for whoever is refused
_RULES: tuple[tuple[bool, str, str | None, int | None, int | None, str | None, Mapping[str, str]], ...] = (
    (True, "refused", "customer", None, None, "no return", _SEALED),
    (True, "refused", "customer", 30, None, None, _LATE),
    (True, "approval", None, 730, None, None, {}),
    (True, "approval", "carrier", 14, None, None, {}),
    (True, "approval", None, None, 250, None, {}),
    *((False, "approval", None, None, None, None, {}),) * 5,
)
_SLIPS = 3
_HOW = {
    "en": "Something to send back? Write to us first with this number, then put this slip onto the parcel.",
    "de": "Etwas zurückzusenden? Schreiben Sie uns zuerst mit dieser Nummer, dann kommt dieser Zettel auf das Paket.",
    "es": "¿Algo que devolver? Escríbanos primero con este número y luego ponga esta hoja en el paquete.",
    "fr": "Quelque chose à renvoyer\u00a0? Écrivez-nous d\u2019abord avec ce numéro, puis mettez ce bon sur le colis.",
}


def shipped_returns() -> Iterator[_Rule]:
    """All of them, as rules of the kinds `return` and `return_rule`, and the slips among the papers of a box."""
    for rank, (code, fault, photo, postage, becomes) in enumerate(_REASONS, start=1):
        says: dict[str, Any] = {
            "fault": fault,
            "photo": photo,
            "postage": postage,
            "ask": False,
            "keep": None,
            "becomes": becomes,
        }
        yield "return", code, 2, {"key": f"return_reason.{code}", "rank": rank} | says
    for rank, (on, answers, whose, days, worth, products, why) in enumerate(_RULES, start=1):
        whom = {"because": None, "fault": whose, "products": products, "segments": None, "customers": None}
        said = {f"words_{lang}": why.get(lang) for lang in _HOW}
        body = {"on": on, "answers": answers, "days": days, "worth": worth, "rank": rank}
        yield "return_rule", f"RR-{rank:02d}", 1, body | whom | said
    for rank in range(1, _SLIPS + 1):
        slip: dict[str, Any] = {"on": False, **dict.fromkeys(WHOM), "rank": rank}
        slip |= {f"words_{lang}": words for lang, words in _HOW.items()}
        yield "paper", f"RS-{rank}", 2, slip
