"""In which language to answer: the person's own, else what the browser asks for, else English."""

from __future__ import annotations

from flask import g, request

from warehouse_app.bootstrap import Services
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.ports.store import StoreClosed


def language(services: Services) -> str:
    """One of the languages there are."""
    own = _own()
    if own in services.words.languages:
        return own
    return request.accept_languages.best_match(services.words.languages) or FALLBACK


def _own() -> str:
    caller = g.get("caller")
    try:
        return (caller.person.lang if caller and caller.person else None) or ""
    except StoreClosed:  # while it starts or stops there is still something to be said
        return ""
