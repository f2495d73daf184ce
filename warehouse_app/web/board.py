"""The supervisor's board: the page, and the part of it that changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.board import board
from warehouse_app.service.case_desk import causes
from warehouse_app.service.change_rules import WHY_MAX
from warehouse_app.service.hand_over import free
from warehouse_app.service.labour import labour
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.profiles import Switch, cart_now, switch
from warehouse_app.service.split_wave import split
from warehouse_app.service.start_page import start_page
from warehouse_app.service.wall import wall
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker, odoo_state


def blueprint(services: Services) -> Blueprint:
    """The board of the warehouse of whoever looks."""
    board_pages = Blueprint("board", __name__)

    @board_pages.get("/board")
    def page() -> str:
        return render_template("board/index.html", board=_picture(services))

    @board_pages.get("/board/live")
    def fresh() -> str:
        return render_template("board/_live.html", board=_picture(services))

    @board_pages.get("/board/wall")
    def wall_page() -> str:
        return render_template("board/wall.html", wall=_wall(services))

    @board_pages.get("/board/wall/live")
    def wall_fresh() -> str:
        return render_template("board/_wall.html", wall=_wall(services))

    @board_pages.get("/board/start")
    def start() -> str:
        return _start_page(services)

    @board_pages.post("/board/profile")
    def profile() -> Response:
        by, said = caller().somebody(), [request.form.get(name, "")[:400] for name in ("profile", "until", "why")]
        try:
            services.store.write(lambda uow: switch(Switch(*said), by, uow))
        except Refused as refused:
            return make_response(_start_page(services, refused), refused.status)
        return make_response(redirect("/board/start#profile", 303))

    _waves(board_pages, services)
    return board_pages


def _waves(board_pages: Blueprint, services: Services) -> None:
    """What is done there to waves that somebody walks."""

    @board_pages.post("/board/waves/<int:wave>/free")
    def free_wave(wave: int) -> Response:
        by = caller().somebody()
        return _do(services, wave, lambda uow: free(wave, by.w, by.id, uow))

    @board_pages.post("/board/waves/<int:wave>/split")
    def split_wave(wave: int) -> Response:
        by = caller().somebody()
        return _do(services, wave, lambda uow: split(wave, by.w, by.id, uow))


def _do(services: Services, wave: int, use_case: Callable[[UnitOfWork], object]) -> Response:
    """Back to the board; a script hears that it is done."""
    services.store.write(use_case)
    if request.headers.get("Accept") == "application/json":
        return jsonify(wave=wave)
    return make_response(redirect("/board", 303))


def _picture(services: Services) -> dict[str, Any]:
    w = caller().somebody().w

    def picture(views: Views) -> dict[str, Any]:
        look = looker(services, views, w)
        shown = board(views, w, look, odoo_state(services, views, w))
        return shown | {
            "causes": causes(views, w, look),
            "labour": labour(views, w, cart_now(services.cart, views.rules, w, look.now), look),
        }

    return services.store.read(picture)


def _wall(services: Services) -> dict[str, Any]:
    w = caller().somebody().w
    return services.store.read(lambda views: wall(views, w, looker(services, views, w), odoo_state(services, views, w)))


def _start_page(services: Services, refused: Refused | None = None) -> str:
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    shown = services.store.read(lambda views: _start(services, views))
    return render_template("board/start.html", start=shown, error=error, typed=request.form, why_max=WHY_MAX)


def _start(services: Services, views: Views) -> dict[str, Any]:
    w = caller().somebody().w
    return start_page(views, w, looker(services, views, w), odoo_state(services, views, w))
