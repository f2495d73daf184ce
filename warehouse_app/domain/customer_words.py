"""What a customer may be told, as templates: plain text with named fields in braces, filled once and never read again.

A template of a key, for a way it goes and a language, is the rule `<key>.<way>.<language>`. It is off until somebody
who is allowed to has seen it filled with a real order; a changed text has not been seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.errors import Refused

EMAIL = "email"
LANGUAGES = ("en", "de", "es", "fr")
SUBJECT_MAX, TEXT_MAX = 150, 4_000
# What each may name. Everything may name the order and the shop.
_COMMON = ("order", "shop")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "delay": (*_COMMON, "goods"),
    "resumed": _COMMON,
    "partial": (*_COMMON, "goods"),
    "query": _COMMON,
    "address_query": _COMMON,
    "duplicate_query": _COMMON,
    "payment_reminder": _COMMON,
    "return_difference": (*_COMMON, "goods"),
    "rma_answer": _COMMON,
    "return_authorised": (*_COMMON, "number", "goods"),
    "return_kept": (*_COMMON, "number", "goods"),
    "return_refused": (*_COMMON, "goods", "why"),
    "return_received": (*_COMMON, "number", "goods"),
    "return_judged": (*_COMMON, "number", "goods", "result"),
    "refund_done": (*_COMMON, "number", "amount"),
    "undelivered": _COMMON,
    "late_truck": _COMMON,
}
WITH_LABEL = "return_authorised"  # the return's label goes with it
# What a decision about a short means to the customer.
BY_DECISION: Mapping[str, str] = {"ship_short": "partial", "cancel": "partial", "wait": "delay"}
WAITS, RESUMED = "delay", "resumed"  # an order waits; what it waited for is there
# What is told when an exception is over; the others ask, and are sent while it is open.
AT_THE_END = frozenset(FIELDS) - {RESUMED, "query", "address_query", "duplicate_query", "payment_reminder"}
_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z_]+")
_GAP = re.compile(r"[ \t\r\n]+")
_FIRM = "\u00a0"  # French sets it before its colons, and Python takes it for nothing to print


@dataclass(frozen=True, slots=True)
class Template:
    """One text in one language. `on`: somebody has seen it and lets it be sent."""

    key: str
    lang: str
    subject: str
    text: str
    on: bool = False
    way: str = EMAIL

    @property
    def code(self) -> str:
        """What its rule is called."""
        return code_of(self.key, self.lang, self.way)


def code_of(key: str, lang: str, way: str = EMAIL) -> str:
    """
    >>> code_of("delay", "de")
    'delay.email.de'
    """
    return f"{key}.{way}.{lang}"


def template_of(code: str, body: Mapping[str, Any]) -> Template:
    """The template a rule holds."""
    key, way, lang = code.split(".")
    return Template(key, lang, str(body["subject"]), str(body["text"]), body.get("on") is True, way)


def checked(key: str, lang: str, subject: str, text: str) -> Template:
    """A text that somebody typed, off.

    Raises:
        Refused: `template.unknown`, `template.empty`, `template.long` {subject, text}, `template.letters`,
            `template.field` {field, fields}.
    """
    if key not in FIELDS or lang not in LANGUAGES:
        raise Refused("template.unknown", 404)
    subject, text = _GAP.sub(" ", subject).strip(), text.replace("\r\n", "\n").strip()
    if not subject or not text:
        raise Refused("template.empty", 400)
    if len(subject) > SUBJECT_MAX or len(text) > TEXT_MAX:
        raise Refused("template.long", 400, {"subject": SUBJECT_MAX, "text": TEXT_MAX})
    if not (subject + text.replace("\n", "")).replace(_FIRM, " ").isprintable():
        raise Refused("template.letters", 400)
    for said in (subject, text):
        _check_fields(said, FIELDS[key])
    return Template(key, lang, subject, text)


def in_language(facts: Mapping[str, str], lang: str) -> dict[str, str]:
    """Facts as somebody of this language reads them: `why.de` is `why` for Germans, `why.en` for whom nothing is there.

    >>> in_language({"why": "too late", "why.de": "zu sp\u00e4t", "why.fr": "trop tard"}, "de")
    {'why': 'zu sp\u00e4t'}
    >>> in_language({"why.en": "too late"}, "nl")
    {'why': 'too late'}
    """
    said = {name: value for name, value in facts.items() if "." not in name}
    for tongue in ("en", lang):
        said |= {name[: -len(tongue) - 1]: value for name, value in facts.items() if name.endswith(f".{tongue}")}
    return said


def filled(template: Template, facts: Mapping[str, str]) -> tuple[str, str] | None:
    """Subject and text; None where the facts lack something that it names.

    What is filled in is text and nothing else: braces in it are not looked for again, and it stays on its line.

    >>> filled(Template("delay", "en", "Order {order}", "{goods}"), {"order": "S1", "goods": "{shop}\\n<b>"})
    ('Order S1', '{shop} <b>')
    """
    wanted = set(_FIELD.findall(template.subject + template.text))
    if any(not facts.get(name) for name in wanted):
        return None
    return _fill(template.subject, facts), _fill(template.text, facts)


def _fill(text: str, facts: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: _plain(facts[found[1]]), text)


def _plain(value: str) -> str:
    return "".join(letter for letter in " ".join(value.split()) if letter.isprintable())


def _check_fields(text: str, known: tuple[str, ...]) -> None:
    left = _FIELD.sub("", text)
    names = [*_FIELD.findall(text), *(["{"] if "{" in left else []), *(["}"] if "}" in left else [])]
    for name in names:
        if name not in known:
            shown = name if _NAME.fullmatch(name) else name[:40]
            raise Refused("template.field", 400, {"field": shown, "fields": ", ".join(known)})
