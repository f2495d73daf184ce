"""The handheld's shell and the worker that keeps it. No data is in either: what is picked comes over the API."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from warehouse_app.web.shell_files import later_files, shell_files
from warehouse_app.web.static_files import TYPES, StaticTree, asked_anew


def blueprint(tree: StaticTree) -> Blueprint:
    """Two files, both asked for anew each time; all they name is immutable."""
    pick = Blueprint("pick", __name__, url_prefix="/pick")

    @pick.get("/")
    def shell() -> Response:
        return asked_anew(render_template("pick/index.html"), "text/html; charset=utf-8")

    @pick.get("/sw.js")
    def worker() -> Response:
        page = render_template("pick/index.html")
        files = {"files": shell_files(page, tree), "later": later_files(page, tree)}
        return asked_anew(render_template("pick/sw.js", **files), TYPES[".js"])

    return pick
