"""Only in the demo: barcodes for the scanner on the screen, and the codes a visitor needs to come in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from warehouse_app.bootstrap import Services, demo_code
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.barcodes import barcode_svg
from warehouse_app.service.ports.shop import ShopPerson
from warehouse_app.service.ports.views import Views

SHOWN = 4  # so many places


def blueprint(services: Services) -> Blueprint:
    """Registered in the demo and nowhere else."""
    demo = Blueprint("demo", __name__, url_prefix="/demo")

    @demo.get("/barcode.svg")
    def barcode() -> Response:
        try:
            drawn = barcode_svg(request.args.get("text", ""))
        except ValueError:
            raise Refused("request.malformed", 400) from None
        answer = Response(drawn, content_type="image/svg+xml; charset=utf-8")
        answer.headers["Cache-Control"] = "public, max-age=86400"
        return answer

    @demo.get("/codes")
    def codes() -> dict[str, Any]:
        people = services.shop.people if services.shop else ()
        badges = [_badge(one) for one in people]
        words = services.words.say("en", "demo.shipped")
        shipped = [{"text": order, "words": words} for order in (services.shop.shipped if services.shop else ())]
        enrolment = {"text": _enrolment(services), "words": services.words.say("en", "demo.enrolment")}
        return {"badges": badges, "enrolment": enrolment, "shipped": shipped, "beside": services.store.read(_beside)}

    return demo


def _beside(views: Views) -> list[dict[str, str]]:
    """Some places with what lies there, to look up, count and move."""
    w = views.warehouses()[0][0]
    lies = views.look.lies(w)[:SHOWN]
    goods = views.look.goods({one.product for one in lies})
    return [{"at": one.code, "code": goods[one.product].codes[0][0], "name": goods[one.product].name} for one in lies]


def _badge(one: ShopPerson) -> dict[str, Any]:
    words = f"{one.name}, {', '.join(one.roles)}"
    return {"text": one.badge, "words": words, "pin": one.pin, "roles": list(one.roles)}


def _enrolment(services: Services) -> str:
    return demo_code(services, services.words.say("en", "demo.device"))
