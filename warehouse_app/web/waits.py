"""What somebody is told whose override waits for a second person."""

from __future__ import annotations

from flask import Response, jsonify, make_response, redirect, request

from warehouse_app.bootstrap import Services
from warehouse_app.web.language import language


def waits(services: Services) -> Response:
    """A form is led to the page of what waits, a script hears it in three sentences."""
    if request.is_json or request.headers.get("Accept") == "application/json":
        return make_response(jsonify(waits=services.words.refusal(language(services), "override.second", {})), 202)
    return make_response(redirect("/approvals?done=waits", 303))
