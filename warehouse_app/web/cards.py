"""The sheet of cards as a PDF, in one of the languages there are."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from warehouse_app.bootstrap import Services
from warehouse_app.printing.sheets import sheet_pdf
from warehouse_app.service.card_sheet import card_sheet
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language


def blueprint(services: Services) -> Blueprint:
    """For who prints them: supervisors and admins."""
    pages = Blueprint("cards", __name__)

    @pages.get("/cards.pdf")
    def sheet() -> Response:
        w = caller().somebody().w
        lang = services.words.known(request.args.get("lang", "")) or language(services)
        reasons = services.store.read(lambda views: views.rules("reason", w))
        say = partial(services.words.say, lang)
        answer = Response(sheet_pdf("card", card_sheet(reasons, services.rules, say), say("cards.title")))
        answer.content_type = "application/pdf"
        answer.headers["Content-Disposition"] = 'inline; filename="cards.pdf"'
        return answer

    return pages
