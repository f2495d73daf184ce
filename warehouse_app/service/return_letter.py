"""The label of a return goes with the message that says it may come back: drawn when it is told, the same each time."""

from __future__ import annotations

from warehouse_app.domain.customer_words import WITH_LABEL
from warehouse_app.service.close_wave import token
from warehouse_app.service.deliver import Post
from warehouse_app.service.ports.customers import MessageToTell
from warehouse_app.service.ports.odoo import Paper
from warehouse_app.service.return_label import postage_of


def papers_of(post: Post, message: MessageToTell, lang: str) -> tuple[Paper, ...]:
    """What goes with a message: the label, with the one that lets goods come back; else nothing."""
    if message.template != WITH_LABEL or post.letters is None:
        return ()
    w, number = message.order.w, message.facts.get("number", "")
    card, site, reasons = post.holding.store.read(
        lambda views: (views.returns.card(w, number=number), views.returns.site(w)[1], views.returns.reasons(w))
    )
    if card is None:
        return ()
    body = post.letters.return_label(card, site, postage_of(card, reasons), lang)
    return (Paper(token("label", message.token), f"{number}.pdf", body),)
