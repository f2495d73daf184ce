"""The handheld's shell and the worker that keeps it. No data is in either: what is picked comes over the API."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from warehouse_app.web.shell_files import shell_files
from warehouse_app.web.static_files import StaticTree


def blueprint(tree: StaticTree) -> Blueprint:
    """Two files, both asked for anew each time; all they name is immutable."""
    pick = Blueprint("pick", __name__, url_prefix="/pick")

    @pick.get("/")
    def shell() -> Response:
        answer = make_response(render_template("pick/index.html"))
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    @pick.get("/sw.js")
    def worker() -> Response:
        files = shell_files(render_template("pick/index.html"), tree)
        answer = make_response(render_template("pick/sw.js", files=files))
        answer.headers["Content-Type"] = "text/javascript; charset=utf-8"
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    return pick
