"""In which language to answer: the person's own, else what the browser asks for, else English."""

from __future__ import annotations

from flask import g, request

from warehouse_app.bootstrap import Services
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.ports.store import StoreClosed


def language(services: Services) -> str:
    """One of the languages there are."""
    wanted = (_own(), *request.accept_languages.values())
    return next(filter(None, map(services.words.known, wanted)), FALLBACK)


def _own() -> str:
    caller = g.get("caller")
    try:
        return (caller.person.lang if caller and caller.person else None) or ""
    except StoreClosed:  # while it starts or stops there is still something to be said
        return ""
