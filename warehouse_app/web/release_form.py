"""What the forms of the release page share: reading a field, doing it, and the page again with what was refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.labour import Pace
from warehouse_app.domain.releasing import Cart
from warehouse_app.printing.barcodes import barcode_svg
from warehouse_app.service.hall_picture import hall_of
from warehouse_app.service.labour import pace_now
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.profiles import cart_now
from warehouse_app.service.release_page import KINDS, just_done, release_page
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker
from warehouse_app.web.waits import waits

_IDS = re.compile(r"[1-9]\d{0,17}(,[1-9]\d{0,17}){0,199}")
_RECENT = 100  # one release of everything may be so many acts


def do(services: Services, use_case: Callable[[UnitOfWork], object]) -> Response:
    """Back to the page; what was refused is said on it."""
    return done(services, lambda: services.store.write(use_case))


def done(services: Services, run: Callable[[], object]) -> Response:
    """The same of what is not one unit of work."""
    try:
        if run() is False:
            return waits(services)
    except Refused as refused:
        return make_response(page(services, refused), refused.status)
    return make_response(redirect("/release", 303))


def page(services: Services, refused: Refused | None = None) -> str:
    """The whole page."""
    shown, said, hall = picture(services)
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    typed = {"typed": field("order"), "typed_reason": field("reason")} if refused else {}
    return render_template(
        "release/index.html",
        release=shown,
        hall=hall,
        error=error,
        said="" if error else said,
        barcode=barcode_svg,
        **typed,
    )


def picture(services: Services) -> tuple[dict[str, Any], str, dict[str, Any] | None]:
    """What is on it, what the one who looks did just now, and the map of the hall."""
    person, cart = caller().somebody(), cart_of(services)

    def seen(views: Views) -> tuple[dict[str, Any], str, dict[str, Any] | None]:
        look = looker(services, views, person.w)
        said = just_done(views.acts(person.w, KINDS, _RECENT), person, look)
        return release_page(views, person.w, cart, person, look), said, hall_of(views, person.w)

    return services.store.read(seen)


def cart_of(services: Services) -> Cart:
    """What goes on one cart here now."""
    w, now = caller().somebody().w, services.clock()
    return services.store.read(lambda views: cart_now(services.cart, views.rules, w, now))


def pace_of(services: Services, w: int) -> Pace:
    """How long walks take of late."""
    return services.store.read(lambda views: pace_now(views, w, services.clock()))


def number(name: str) -> int | None:
    """A whole number, or None where the field was left empty.

    Raises:
        Refused: `request.malformed`.
    """
    text = field(name)
    if text and not re.fullmatch(r"[1-9][0-9]{0,17}", text):
        raise Refused("request.malformed", 400)
    return int(text) if text else None


def ids(name: str) -> list[int]:
    """Several of them.

    Raises:
        Refused: `request.malformed`.
    """
    text = request.form.get(name, "")
    if not _IDS.fullmatch(text):
        raise Refused("request.malformed", 400)
    return [int(one) for one in text.split(",")]


def chosen(name: str, kept: str) -> list[int]:
    """Those of `name` whose boxes are ticked; all of them where there were no boxes.

    Raises:
        Refused: `request.malformed`, `release.nothing` when no box is ticked.
    """
    whole = ids(name)
    if "boxes" not in request.form:
        return whole
    ticked = set(request.form.getlist(kept))
    left = [one for one in whole if str(one) in ticked]
    if not left:
        raise Refused("release.nothing")
    return left


def field(name: str) -> str:
    """What stands in a field."""
    return request.form.get(name, "")[:80].strip()
