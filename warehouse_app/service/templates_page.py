"""What the page of the customers' templates shows: all of them, one to write, and how a real customer would read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.customer_words import FIELDS, LANGUAGES, SUBJECT_MAX, TEXT_MAX, Template, code_of, template_of
from warehouse_app.service.looking import Looker, age_text
from warehouse_app.service.ports.customers import MessageRow
from warehouse_app.service.ports.views import Views
from warehouse_app.service.templates import find_template, mark_of, shown_with

LATELY = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Which text, and which order to show it with; empty: the newest open one."""

    key: str
    lang: str
    order: str


def templates_page(views: Views, w: int, asked: Asked, look: Looker) -> dict[str, Any]:
    """One picture of warehouse `w`. Raises Refused: `template.unknown`."""
    rules = views.rules("template", w)
    one = find_template(rules, asked.key, asked.lang)
    order = views.customers.order(w, asked.order)
    shown = shown_with(one, order)
    states = {code: template_of(code, body).on for code, body in rules.items()}
    return {
        "languages": LANGUAGES,
        "rows": [(key, [(lang, states.get(code_of(key, lang), False)) for lang in LANGUAGES]) for key in FIELDS],
        "one": one,
        "fields": ", ".join(FIELDS[one.key]),
        "most": (SUBJECT_MAX, TEXT_MAX),
        "order": order.name if order is not None else asked.order,
        "shown": shown,
        "seen": _seen(one, shown),
        "told": [_told(row, look) for row in views.customers.messages(w, LATELY)],
    }


def _seen(one: Template, shown: tuple[str, str] | None) -> str:
    return mark_of(one) if shown is not None else ""


def _told(row: MessageRow, look: Looker) -> dict[str, str]:
    return {
        "order": row.order,
        "what": look.say(f"template.{row.template}"),
        "lang": row.lang or "",
        "state": look.say(f"templates.state.{row.state}"),
        "age": age_text(look.now - row.at, look.say),
    }
