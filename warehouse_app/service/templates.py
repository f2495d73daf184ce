"""What customers are told is written, seen with a real order, and switched on or off."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from warehouse_app.domain.customer_words import Template, checked, code_of, filled, in_language, template_of
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import with_check
from warehouse_app.service.ports.customers import OrderShown
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_customer import goods_text

# What a real order does not say, so that a text about a return can be seen as well.
_EXAMPLE: Mapping[str, str] = {
    "number": with_check("R-00042"),
    "amount": "19.90 EUR",
    "why.en": "The goods were delivered more than 30 days ago.",
    "why.de": "Die Ware wurde vor mehr als 30 Tagen geliefert.",
    "why.es": "Los artículos se entregaron hace más de 30 días.",
    "why.fr": "Les articles ont été livrés il y a plus de 30 jours.",
    "result.en": "We refund the whole price.",
    "result.de": "Wir erstatten den ganzen Preis.",
    "result.es": "Le reembolsamos el precio completo.",
    "result.fr": "Nous remboursons la totalité du prix.",
}


def find_template(rules: Rules, key: str, lang: str) -> Template:
    """Raises Refused: `template.unknown`."""
    code = code_of(key, lang)
    if code not in rules:
        raise Refused("template.unknown", 404)
    return template_of(code, rules[code])


def mark_of(template: Template) -> str:
    """What a text is told by that somebody has seen: another text has another mark."""
    return sha256(f"{template.code}\n{template.subject}\n{template.text}".encode()).hexdigest()[:16]


def shown_with(template: Template, order: OrderShown | None) -> tuple[str, str] | None:
    """Subject and text as the customer of this order would read them; None without a real order."""
    if order is None:
        return None
    facts = {"order": order.name, "shop": order.shop, "goods": goods_text(order.goods)}
    return filled(template, facts | in_language(_EXAMPLE, template.lang))


def save_template(key: str, lang: str, subject: str, text: str, by: Person, uow: UnitOfWork) -> None:
    """A new version, off; nothing where nothing is new.

    Raises:
        Refused: what `checked` refuses.
    """
    new = checked(key, lang, subject, text)
    rules = uow.releasing.rules("template", by.w)
    if mark_of(find_template(rules, key, lang)) != mark_of(new):
        _keep(new, False, rules, by, uow)


def switch(key: str, lang: str, seen: str | None, by: Person, uow: UnitOfWork) -> None:
    """On, for somebody who has `seen` this very text with a real order; off without it.

    Raises:
        Refused: `template.unknown`, `template.not_seen`.
    """
    rules = uow.releasing.rules("template", by.w)
    now = find_template(rules, key, lang)
    if seen is not None and seen != mark_of(now):
        raise Refused("template.not_seen")
    if now.on is not (seen is not None):
        _keep(now, seen is not None, rules, by, uow)


def _keep(template: Template, on: bool, rules: Rules, by: Person, uow: UnitOfWork) -> None:
    rank = rules[template.code].get("rank", 0)
    body = {"subject": template.subject, "text": template.text, "on": on, "rank": rank}
    uow.customers.save(template.code, body, by.id, "on" if on else "off")
