"""Mending what an exception is about: a form on its page, and a page of its own for what was refused."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.mending import TEXT_MAX
from warehouse_app.service.mend import Hands, Mend, mend
from warehouse_app.service.mend_page import mend_form, typed
from warehouse_app.service.ports.views import Views
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language


def blueprint(services: Services) -> Blueprint:
    """Forms of the office."""
    mending = Blueprint("mending", __name__)

    @mending.get("/cases/<int:case>/mend")
    def page(case: int) -> str:
        return _page(services, case)

    @mending.post("/cases/<int:case>/mend")
    def send(case: int) -> Response:
        given = {name: text[: 4 * TEXT_MAX] for name, text in request.form.items()}
        command = Mend(case, caller().somebody(), given)
        try:
            mend(command, Hands(services.store, services.odoo, services.mends))
        except Refused as refused:
            if refused.status in (403, 404):
                raise
            return make_response(_page(services, case, refused, given), refused.status)
        return make_response(redirect(f"/cases/{case}", 303))

    return mending


def form_of(services: Services, views: Views, case: int) -> dict[str, Any] | None:
    """The form for whoever asks, where they may mend this exception."""
    by = caller().somebody()
    return mend_form(views, by.w, case, by.roles, services.settings.odoo, services.mends is not None)


def _page(services: Services, case: int, refused: Refused | None = None, given: dict[str, str] | None = None) -> str:
    w = caller().somebody().w
    form, facts = services.store.read(lambda views: (form_of(services, views, case), views.mend_facts(w, case)))
    if facts is None:
        raise Refused("case.unknown", 404)
    if form is None:
        raise refused or Refused("mend.not_yours", 403)
    return render_template("cases/mend.html", mend=typed(form, given or {}), error=_error(services, refused))


def _error(services: Services, refused: Refused | None) -> dict[str, str] | None:
    """A field is called as it is on the form."""
    if refused is None:
        return None
    lang, facts = language(services), dict(refused.facts)
    if "field" in facts:
        facts["field"] = services.words.say(lang, f"mend.field.{facts['field']}")
    return services.words.refusal(lang, refused.key, facts)
