"""What did not get into Odoo and waits for a person: what it is, which exception is about it, and what ends it.

    quantities          what was picked and packed of a transfer; ends by taking Odoo's for true
    batch, note, box,   what is made in Odoo, moved, counted or validated there; ends by writing it off:
    labels, invoice,    Odoo is never told
    carrier, redirect,
    measured,
    receipt,
    message, receive,
    judged,
    count, move, close

Trying again is right for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ACCEPTED, WRITTEN_OFF = "accepted", "written_off"
QUANTITIES, CLOSE_WAVE, CLOSE = "quantities", "close_wave", "close"
WORDS_MAX = 300  # of what Odoo said: it may be a page long
_OTHER = "OTHER"
_BY_SUBJECT: Mapping[tuple[str, str], str] = {
    ("reconcile", "transfer"): QUANTITIES,
    ("create", "wave"): "batch",
    ("create", "transfer"): "note",
    ("create", "parcel"): "box",
    ("create", "shipment"): "labels",
    ("create", "carrier"): "carrier",
    ("create", "invoice"): "invoice",
    ("create", "measured"): "measured",
    ("create", "return"): "receipt",
    ("create", "message"): "message",
    ("create", "redirect"): "redirect",
    ("close", "return"): "receive",
    ("create", "judged"): "judged",
    ("close", "wave"): CLOSE_WAVE,
    ("close", "transfer"): CLOSE,
    ("correct", "count"): "count",
    ("correct", "move"): "move",
}
# The finding keys of the exceptions about it; {} is our id of the subject, of a box that of its transfer.
_KEYS: Mapping[str, tuple[str, ...]] = {
    QUANTITIES: ("FUL-SCAN|refused|{}", "ORD-CHANGED|foreign|{}"),
    "note": ("FUL-SCAN|refused|{}",),
    "box": ("FUL-SCAN|refused|{}",),
    "labels": ("FUL-SCAN|refused|{}",),
    "carrier": ("FUL-SCAN|refused|{}",),
    "redirect": ("FUL-SCAN|refused|{}",),
    "invoice": ("SHP-LABEL|invoice|{}",),
    "receipt": ("RET-DEVIATION|return|{}",),
    "receive": ("RET-DEVIATION|return|{}",),
    "judged": ("RET-DEVIATION|judged|{}",),
    CLOSE: ("FUL-SCAN|not_closed|{}",),
    "count": ("INV-COUNT|count|{}",),
    "move": ("INV-MOVE|move|{}",),
}
# Of a wave the exception is about one of its transfers.
_OF_WAVE: Mapping[str, str] = {"batch": "ORD-CHANGED|batch|", CLOSE_WAVE: "FUL-SCAN|not_closed|"}
# What our own side notes, in a word the page has a sentence for.
_OURS: Mapping[str, str] = {
    "foreign": "foreign",
    "changed": "changed",
    "not_picked": "not_picked",
    "refused": "refused",
    "cancelled": "cancelled",
    "gone": "gone",
    "its quantities wait for a person": "quantities",
    "picks of the bin wait for a person": "picks",
    "more picked since than counted": "recount",
    "the receipt was not made": "no_receipt",
    "Odoo keeps other quantities than it was told": "keeps_other",
    "no_invoice": "no_invoice",
}
_SOME_WAIT = re.compile(r"\d+ transfers wait for a person")


def kind_of(kind: str, subject: str) -> str:
    """What a row of the outbox is to a person.

    >>> kind_of("close", "wave:3"), kind_of("create", "parcel:7"), kind_of("create", "activity:7")
    ('close_wave', 'box', 'other')
    """
    return _BY_SUBJECT.get((kind, subject.partition(":")[0]), "other")


def may_accept(what: str) -> bool:
    """Whether Odoo's state can be taken for true: only quantities are a state, all else was to happen."""
    return what == QUANTITIES


def may_write_off(what: str) -> bool:
    """Whether it may be left untold: not quantities, without which Odoo's stock would be wrong."""
    return what != QUANTITIES


def is_about(what: str, about: int, wave: int | None, key: str, case_wave: int | None) -> bool:
    """Whether an exception with this finding key and on this wave is about the entry.

    `about` is the entry's subject, of a box its transfer; `wave` its wave where the entry is one of a wave.

    >>> is_about("box", 7, None, "FUL-SCAN|refused|7", 3), is_about("close_wave", 3, 3, "FUL-SCAN|not_closed|7", 3)
    (True, True)
    >>> is_about("count", 7, None, "FUL-SCAN|refused|7", 3), is_about("close_wave", 3, 3, "FUL-SCAN|not_closed|7", 4)
    (False, False)
    """
    if what in _OF_WAVE:
        return key.startswith(_OF_WAVE[what]) and case_wave == wave
    return key in keys_of(what, about)


def keys_of(what: str, about: int) -> list[str]:
    """The finding keys of the exceptions about it; none for what is of a wave."""
    return [key.format(about) for key in _KEYS.get(what, ())]


def needs_words(reason: str) -> bool:
    """Whether the reason says nothing without words of its own."""
    return reason.endswith(_OTHER)


def said(error: str | None) -> tuple[str, str]:
    """What came of the last try: a word of ours where we said it (or nobody did), else Odoo's words in one line.

    >>> said("foreign"), said("2 transfers wait for a person"), said(None)
    (('foreign', ''), ('some_wait', ''), ('nothing', ''))
    >>> said("Traceback (most recent call last):\\n  File x\\nValueError: no such   lot")
    ('', 'no such lot')
    >>> said("OdooRefused('The lot is locked')")
    ('', 'The lot is locked')
    """
    text = (error or "").strip()
    if not text:
        return "nothing", ""
    if text in _OURS:
        return _OURS[text], ""
    if _SOME_WAIT.fullmatch(text):
        return "some_wait", ""
    if "Traceback (most recent call last)" in text:
        text = re.sub(r"^[\w.]+(Error|Exception|Warning)?:\s*", "", text.splitlines()[-1])
    if shown := re.fullmatch(r"[A-Za-z_][\w.]*\((['\"])(.*)\1,?\)", text, re.DOTALL):
        text = shown[2]
    line = " ".join(text.split())
    return "", line if len(line) <= WORDS_MAX else f"{line[: WORDS_MAX - 1]}…"
