"""Wave sheets on paper, to lie ready for when the server or the network stops."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response

from warehouse_app.bootstrap import Services
from warehouse_app.printing.paper import paper_pdf
from warehouse_app.service.paper_sheet import PaperWave, Say, paper_wave, paper_waves
from warehouse_app.web.cards import asked_language, pdf_answer
from warehouse_app.web.identity import caller


def blueprint(services: Services) -> Blueprint:
    """For who prints them: supervisors and admins."""
    pages = Blueprint("paper", __name__, url_prefix="/waves")

    @pages.get("/<int:wave>/paper.pdf")
    def one(wave: int) -> Response:
        w, say = caller().somebody().w, _say(services)
        return printed([services.store.read(lambda views: paper_wave(views, wave, w, say))], say)

    @pages.get("/paper.pdf")
    def every() -> Response:
        w, say = caller().somebody().w, _say(services)
        return printed(services.store.read(lambda views: paper_waves(views, w, say)), say)

    def printed(waves: list[PaperWave], say: Say) -> Response:
        title = say("paper.title") if len(waves) > 1 else f"{say('paper.title')} {waves[0].head['wave']}"
        sheets, page = [(wave.head, wave.rows) for wave in waves], say("paper.page", n="{n}", of="{of}")
        return pdf_answer("paper", services.aside.run(paper_pdf, sheets, page, title))

    return pages


def _say(services: Services) -> Say:
    return partial(services.words.say, asked_language(services))
