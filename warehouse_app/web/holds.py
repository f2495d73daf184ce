"""Orders held by hand and let go again: forms of the release page."""

from __future__ import annotations

from flask import Blueprint, Response

from warehouse_app.bootstrap import Services
from warehouse_app.service.hold_order import hold_order, let_go
from warehouse_app.web import release_form as form
from warehouse_app.web.identity import caller


def blueprint(services: Services) -> Blueprint:
    """Whoever answers for orders holds them; who may let one go, its reason says."""
    holds = Blueprint("holds", __name__, url_prefix="/release")

    @holds.post("/hold")
    def hold() -> Response:
        person, order, reason = caller().somebody(), form.field("order"), form.field("reason")
        return form.do(services, lambda uow: hold_order(order, reason, person, uow))

    @holds.post("/orders/<int:order>/let-go")
    def release_order(order: int) -> Response:
        person, reason = caller().somebody(), form.field("reason")
        return form.do(services, lambda uow: let_go(order, reason, person, uow) is not None)

    return holds
