"""What a rule of each kind holds, in the order of the page, and of what sort a field is."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse_app.domain import policy, return_rules

# What may be changed of a rule of each kind, in the order of the page.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "case_type": ("severity", "owner", "deputy", "answer", "resolve", "ladder", "blocks", "customer"),
    "team": ("calendar", "deputy", "members"),
    "hours": ("week",),
    "ladder": ("rungs",),
    "cause": ("kind",),
    "reason": ("count", "photo", "note", "lot", "bin", "opens", "pieces", "value", "elsewhere"),
    "skill": ("on", "products", "places", "level", "grams"),
    "profile": ("share", "every", "one_in", "decides", "wait", "buffer"),
    "policy": policy.FIELDS,
    "detector": ("on", "minutes"),
    "check": ("on", "products", "carriers", "segments", "customers", "amount"),
    "limit": ("on", "stops", "carriers", "segments", "customers", "percent", "grams", "boxes"),
    "question": ("on", "how", "says", "least", "most", "products", "carriers", "segments", "customers"),
    "return": ("fault", "photo", "postage", "ask", "keep", "becomes"),
    "return_rule": (
        "on", "answers", "because", "fault", "days", "worth", "products", "segments", "customers", *return_rules.WORDS,
    ),
    "carrier": (
        "on", "carrier", "must", "segments", "countries", "products", "weight_from", "weight_to", "longest",
        "value_from", "value_to", "costs",
    ),
    "paper": ("on", "products", "carriers", "segments", "customers", "countries", *return_rules.WORDS),
    "grade": ("on", "straight"),
    "judge": ("on", "grade", "because", "products", "disposition"),
    "judge_question": ("on", "says", "products"),
    "refund": ("less_a", "less_b", "less_c", "less_d", "fee", "freight", "ask_worn"),
    "refund_auto": ("on", "upto", "worst", "fault", "paid"),
    "gate": ("mode", "figure", "low", "high", "discount", "within", "carriers", "free", "countries", "channels"),
    "segment": (
        "on", "name", "size", "types", "channels", "classes", "methods", "countries", "value_from", "value_to", "lane",
        "wave", "boost",
    ),
    "wave": ("totes", "lines", "units", "kilos", "litres", "zones", "urgent", "waits"),
}  # fmt: skip
FLAGS = ("on", "stops", "ask", "straight", "every", "zones", "urgent", "freight", "ask_worn", "paid", "must")
NUMBERS = (
    "minutes", "ahead", "metres", "left_from", "left_to", "pieces", "value", "amount", "percent", "grams", "least",
    "most", "days", "worth", "keep", "figure", "low", "high", "discount", "within", "value_from", "value_to", "boost",
    "share", "one_in", "wait", "buffer", "level", "totes", "lines", "units", "kilos", "litres", "waits",
    "less_a", "less_b", "less_c", "less_d", "fee", "upto", "weight_from", "weight_to", "longest",
    "costs",
)  # fmt: skip
