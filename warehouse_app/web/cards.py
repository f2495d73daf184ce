"""Sheets of cards as PDFs, in one of the languages there are: of the carts, of practice, of a first day."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from warehouse_app.bootstrap import Services
from warehouse_app.printing.paper import FIRST_DAY, paper_pdf
from warehouse_app.printing.sheets import sheet_pdf
from warehouse_app.service.card_sheet import card_sheet
from warehouse_app.service.first_day import first_day
from warehouse_app.service.practice import practice_paper
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language


def blueprint(services: Services) -> Blueprint:
    """For who prints them: supervisors and admins."""
    pages = Blueprint("cards", __name__)

    @pages.get("/cards.pdf")
    def sheet() -> Response:
        w = caller().somebody().w
        lang = asked_language(services)
        reasons = services.store.read(lambda views: views.rules("reason", w))
        say = partial(services.words.say, lang)
        cards = card_sheet(reasons, services.rules, say)
        return pdf_answer("cards", services.aside.run(sheet_pdf, "card", cards, say("cards.title")))

    @pages.get("/practice.pdf")
    def practice() -> Response:
        lang = asked_language(services)
        title = services.words.say(lang, "cards.practice_title")
        paper = practice_paper(services.words, lang)
        return pdf_answer("practice", services.aside.run(sheet_pdf, "practice", paper, title))

    @pages.get("/first-day.pdf")
    def first() -> Response:
        w, base = caller().somebody().w, services.settings.base_url or request.host_url.rstrip("/")
        say = partial(services.words.say, asked_language(services))
        site = services.store.read(lambda views: views.returns.site(w)[1])
        sheet = first_day(request.args.get("role", "picker")[:20], site, base, services.hasher.pin_digits, say)
        page, title = say("paper.page", n="{n}", of="{of}"), say("first_day.title")
        return pdf_answer("first-day", services.aside.run(paper_pdf, [sheet], page, title, FIRST_DAY))

    return pages


def asked_language(services: Services) -> str:
    """The language of what is printed: the one asked for in the address, else that of who asks."""
    return services.words.known(request.args.get("lang", "")) or language(services)


def pdf_answer(name: str, body: bytes) -> Response:
    """A document to look at and print."""
    answer = Response(body, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
