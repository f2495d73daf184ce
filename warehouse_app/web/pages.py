"""What every template may use: wording, asset addresses, who is signed in."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Flask, g, request

from warehouse_app.bootstrap import Services
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.ports.store import StoreClosed
from warehouse_app.web.language import language
from warehouse_app.web.static_files import StaticTree

THEMES = ("dark", "light")


def install(app: Flask, services: Services, tree: StaticTree) -> None:
    """Hands them to the templates."""
    english, languages = partial(services.words.say, FALLBACK), " ".join(services.words.languages)
    app.jinja_env.globals.update(asset=tree.url, build=tree.build, demo=services.settings.demo)
    app.jinja_env.globals.update(english=english, languages=languages)

    @app.context_processor
    def context() -> dict[str, Any]:
        lang, theme = language(services), request.cookies.get("floor_theme")
        return {
            "t": partial(services.words.say, lang),
            "lang": lang,
            "theme": theme if theme in THEMES else None,
            "person": _person(),
            "observes": services.settings.observes,  # set-up may say so while we run
        }


def _person() -> object:
    caller = g.get("caller")
    try:
        return caller.person if caller else None
    except StoreClosed:
        return None
