"""Photos: devices send them behind their facts, the office adds and looks at them on the page of a case.

Nothing a browser may run is ever sent from here: the bytes were taken apart when they came, they go out as what they
were found to be, and whoever opens the address itself is given a file.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.evidence import LARGEST, photo_of
from warehouse_app.domain.facts import is_event_id
from warehouse_app.service.keep_evidence import ShowEvent, show_case, show_event
from warehouse_app.web.identity import caller

FORM_MORE = 2_000  # what a form writes around its file


def blueprint(services: Services) -> Blueprint:
    """The routes to photos of the caller's warehouse."""
    evidence = Blueprint("evidence", __name__)

    @evidence.post("/api/v1/evidence")
    def keep() -> dict[str, Any]:
        device, sent = caller().enrolled(), _body()
        command = ShowEvent(
            _event(), photo_of(sent), request.args.get("at", 0, int), request.args.get("person", type=_id)
        )
        case = services.store.write(lambda uow: show_event(command, device, uow))
        return {"sha256": command.photo.sha256, "case": case}

    @evidence.post("/cases/<int:case>/photos")
    def add(case: int) -> Response:
        by, photo = caller().somebody(), photo_of(_body())
        services.store.write(lambda uow: show_case(case, photo, by, uow))
        if request.headers.get("Accept") == "application/json":
            return jsonify(sha256=photo.sha256, case=case)
        return make_response(redirect(f"/cases/{case}#photos", 303))

    @evidence.get("/cases/<int:case>/photos/<sha>")
    def photo(case: int, sha: str) -> Response:
        w = caller().somebody().w
        found = services.store.read(lambda views: views.evidence.body(w, case, sha))
        if found is None:
            abort(404)
        mime, body = found
        answer = Response(body, content_type=mime)
        answer.headers["Cache-Control"] = "private, max-age=3600"
        answer.headers["Content-Disposition"] = f"attachment; filename={sha[:12]}.{mime.partition('/')[2]}"
        return answer

    return evidence


def _body() -> bytes:
    """The bytes of one photo: the whole body, or the file of a form. What is too long is not even read."""
    if (request.content_length or 0) > LARGEST + FORM_MORE:
        raise Refused("evidence.too_big", 413, {"most": LARGEST // 1000})
    file = request.files.get("photo")
    sent = file.read() if file is not None else request.get_data(cache=False)
    said = request.args.get("sha256")
    if said is not None and said != sha256(sent).hexdigest():
        raise Refused("evidence.cut_off", 422)
    return sent


def _event() -> str:
    event = request.args.get("event")
    if event is None or not is_event_id(event):
        raise Refused("request.malformed", 400)
    return event


def _id(text: str) -> int:
    """A number that fits a column. Raises ValueError."""
    number = int(text)
    if not 0 < number < 2**53:
        raise ValueError(text)
    return number
