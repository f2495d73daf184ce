"""Every refusal and every fault in the same three sentences: what happened, what is safe, what to do next."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import quote

from flask import Flask, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import DiskFailed, StoreClosed, StoreFull
from warehouse_app.web.language import language

log = logging.getLogger(__name__)

_HTTP = {
    400: "request.malformed",
    404: "page.missing",
    405: "page.method",
    413: "request.too_big",
    415: "request.malformed",
}


def install(app: Flask, services: Services) -> None:
    """Answers refusals and faults, as JSON or as a page."""

    def answer(error: Exception) -> Response:
        return _answer(_refusal(error), services)

    for kind in (Refused, StoreFull, StoreClosed, HTTPException, Exception):
        app.register_error_handler(kind, answer)


def _refusal(error: Exception) -> Refused:
    match error:
        case Refused():
            return error
        case DiskFailed():
            log.error("the disk does not take what is to be written: %s", error)
            return Refused("store.failed", 507)
        case StoreFull():
            log.error("the disk is full")
            return Refused("store.full", 507)
        case StoreClosed():
            return Refused("store.closed", 503)
        case HTTPException():
            status = error.code or 500
            return Refused(_HTTP.get(status, "app.fault"), status, {"number": "-"})
    number = secrets.token_hex(4)
    log.error("fault", exc_info=error, extra={"fault": number, "path": request.path})
    return Refused("app.fault", 500, {"number": number})


def _answer(refused: Refused, services: Services) -> Response:
    if refused.status == 401 and request.method == "GET" and not _wants_json():
        return make_response(redirect(f"/sign-in?next={quote(request.path)}"))
    said = services.words.refusal(language(services), refused.key, refused.facts)
    if _wants_json():
        answer = jsonify({"error": {**said, **_public(refused)}})
    else:
        answer = make_response(render_template("error.html", title=said["text"], **said))
    answer.status_code = refused.status
    return answer


def _public(refused: Refused) -> dict[str, object]:
    """What a script may need of the facts: until when, and who has it."""
    return {name: refused.facts[name] for name in ("until", "by") if name in refused.facts}


def _wants_json() -> bool:
    is_page = not request.path.startswith(("/api/", "/p/", "/local/", "/demo/", "/livez", "/readyz"))
    return not is_page or request.headers.get("Accept") == "application/json"
