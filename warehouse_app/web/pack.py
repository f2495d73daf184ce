"""The bench's shell. No data is in it: what is packed comes over the API."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template


def blueprint() -> Blueprint:
    """`/pack/`, asked for anew each time; all it names is immutable."""
    pack = Blueprint("pack", __name__, url_prefix="/pack")

    @pack.get("/")
    def shell() -> Response:
        answer = make_response(render_template("pack/index.html"))
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    return pack
