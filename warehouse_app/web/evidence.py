"""Photos: devices send them behind their facts, the office adds and looks at them on the page of a case or
of a return.

Nothing a browser may run is ever sent from here: the bytes were taken apart when they came, they go out as what they
were found to be, and whoever opens the address itself is given a file.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.evidence import LARGEST, photo_of
from warehouse_app.domain.facts import is_event_id
from warehouse_app.service.evidence_page import return_photos
from warehouse_app.service.keep_evidence import ShowEvent, show_case, show_event, show_return
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker

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
        return _sent(services.store.read(lambda views: views.evidence.body(w, case, sha)), sha)

    _of_returns(services, evidence)
    return evidence


def _of_returns(services: Services, evidence: Blueprint) -> None:
    """What customers sent with their returns, and what was photographed of them at the desk."""

    @evidence.get("/returns/<number>/photos")
    def of_return(number: str) -> str:
        return render_template("returns/photos.html", back=_back(services, number))

    @evidence.post("/returns/<number>/photos")
    def add_to_return(number: str) -> Response:
        by, photo, back = caller().somebody(), photo_of(_body()), _back(services, number)
        services.store.write(lambda uow: show_return(back["id"], photo, by, uow))
        if request.headers.get("Accept") == "application/json":
            return jsonify(sha256=photo.sha256, number=back["number"])
        return make_response(redirect(f"/returns/{back['number']}/photos", 303))

    @evidence.get("/returns/<number>/photos/<sha>")
    def return_photo(number: str, sha: str) -> Response:
        w, back = caller().somebody().w, _back(services, number)
        return _sent(services.store.read(lambda views: views.evidence.body_of_return(w, back["id"], sha)), sha)


def _back(services: Services, number: str) -> dict[str, Any]:
    w = caller().somebody().w
    found = services.store.read(lambda views: return_photos(views, w, number.upper(), looker(services, views, w)))
    if found is None:
        raise Refused("returns.not_here", 404)
    return found


def _sent(found: tuple[str, bytes] | None, sha: str) -> Response:
    if found is None:
        abort(404)
    mime, body = found
    answer = Response(body, content_type=mime)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["Content-Disposition"] = f"attachment; filename={sha[:12]}.{mime.partition('/')[2]}"
    return answer


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
