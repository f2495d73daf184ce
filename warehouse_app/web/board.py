"""The supervisor's board: the page, and the part of it that changes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from warehouse_app.bootstrap import Services
from warehouse_app.service.board import board
from warehouse_app.service.ports.views import Views
from warehouse_app.web.identity import caller
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

    return board_pages


def _picture(services: Services) -> dict[str, Any]:
    w = caller().somebody().w

    def picture(views: Views) -> dict[str, Any]:
        return board(views, w, looker(services, views, w), odoo_state(services, views, w))

    return services.store.read(picture)
