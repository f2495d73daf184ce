"""The handheld's shell and the worker that keeps it. No data is in either: what is picked comes over the API."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from warehouse_app.web.shell_files import shell_files
from warehouse_app.web.static_files import TYPES, StaticTree, asked_anew


def blueprint(tree: StaticTree) -> Blueprint:
    """Two files, both asked for anew each time; all they name is immutable."""
    pick = Blueprint("pick", __name__, url_prefix="/pick")

    @pick.get("/")
    def shell() -> Response:
        return asked_anew(render_template("pick/index.html"), "text/html; charset=utf-8")

    @pick.get("/sw.js")
    def worker() -> Response:
        files = shell_files(render_template("pick/index.html"), tree)
        return asked_anew(render_template("pick/sw.js", files=files), TYPES[".js"])

    return pick
