"""Set-up: from an empty store to the first wave. Open to an admin, and before there is one to who shows the code.

What is done elsewhere (trucks, printers, people) has its own page; here stand the steps, and the forms of those that
have no other place.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.bootstrap.connecting import RULES, Connection, connect, new_key, ruled, say_rules, worst_first
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import hashed_pin
from warehouse_app.service.check import Finding, told
from warehouse_app.service.devices import new_token, token_hash
from warehouse_app.service.first_admin import first_admin, has_admin, judged, try_code
from warehouse_app.service.people import NewPerson
from warehouse_app.service.ports.views import Views
from warehouse_app.service.sign_in import Badge, sign_in_with_badge
from warehouse_app.service.starting import Linked, pass_over, setup_page
from warehouse_app.service.totes import add_totes
from warehouse_app.web.identity import OFFICE_COOKIE, SETUP_COOKIE, caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker
from warehouse_app.web.session import set_cookie

PASS_S = 4 * 3600
PATH = "/setup"
TYPED = ("url", "database", "user", "ca", "hosting", "mode", "pilot", "name", "badge")  # no secret comes back


def blueprint(services: Services) -> Blueprint:
    """The pages of set-up."""
    pages = Blueprint("starting", __name__, url_prefix=PATH)

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/connect")
    def connected() -> Response:
        given = _connection()
        return _do(services, lambda: connect(given, services))

    @pages.post("/key")
    def key() -> Response:
        return _do(services, lambda: new_key(request.form.get("key", "")[:500], services))

    @pages.post("/rules")
    def rules() -> Response:
        said = {name: request.form.get(name, "")[:100] for name in RULES}
        return _do(services, lambda: say_rules(said, services))

    @pages.post("/totes")
    def totes() -> Response:
        w, first, last = caller().somebody().w, request.form.get("first", ""), request.form.get("last", "").strip()
        return _do(services, lambda: services.store.write(lambda uow: add_totes(first, last or None, w, uow)))

    @pages.post("/pass")
    def passed() -> Response:
        by, name = caller().somebody(), request.form.get("step", "")[:20]
        return _do(services, lambda: services.store.write(lambda uow: pass_over(name, by, uow)))

    _way_in(pages, services)
    return pages


def _way_in(pages: Blueprint, services: Services) -> None:
    """The code, and the first admin who comes of it."""

    @pages.get("/code")
    def code() -> str | Response:
        if services.store.read(has_admin):
            return make_response(redirect(PATH))
        return render_template("setup/code.html", error=None)

    @pages.post("/code")
    def show() -> Response:
        address, shown = request.remote_addr or "", request.form.get("code", "")[:40]
        try:
            services.store.write(lambda uow: try_code(address, uow))
            right = services.first_key.redeem(shown)
            services.store.write(lambda uow: judged(address, right, uow))
            if not right:
                raise Refused("setup.code", 400)
        except Refused as refused:
            return make_response(render_template("setup/code.html", error=_said(refused, services)), refused.status)
        answer = make_response(redirect(PATH, 303))
        set_cookie(answer, SETUP_COOKIE, services.first_key.made_pass(services.clock()), PATH, services, PASS_S)
        return answer

    @pages.post("/admin")
    def admin() -> Response:
        token = new_token()
        try:
            _first(services, token)
        except Refused as refused:
            return make_response(_page(services, refused), refused.status)
        answer = make_response(redirect(PATH, 303))
        set_cookie(answer, OFFICE_COOKIE, token, "/", services)
        answer.delete_cookie(SETUP_COOKIE, path=PATH)
        return answer


def _connection() -> Connection:
    form = request.form
    url, database, user, key = (form.get(name, "")[:500] for name in ("url", "database", "user", "key"))
    mode, pilot = form.get("mode", "live")[:20], form.get("pilot", "")[:1000]
    return Connection(url, database, user, key, form.get("ca", "")[:100_000], form.get("hosting", "own"), mode, pilot)


def _first(services: Services, token: str) -> None:
    """Makes the first admin, who is a supervisor too, and signs them in."""
    form, hasher = request.form, services.hasher
    pin = form.get("pin", "")[:64]
    new = NewPerson(
        form.get("name", "")[:80], ("admin", "supervisor"), form.get("badge", "").strip()[:64] or None,
        hashed_pin(pin, hasher.make, hasher.pin_digits), lang=services.words.known(form.get("lang", "")),
    )  # fmt: skip
    made = services.store.write(lambda uow: first_admin(new, uow))
    services.first_key.forget()
    badge = Badge(made.badge, pin, None, request.remote_addr or "", token_hash(token))
    sign_in_with_badge(badge, services.store, hasher)


def _do(services: Services, work: Callable[[], object]) -> Response:
    try:
        found = work()
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    if isinstance(found, list) and any(isinstance(one, Finding) for one in found):
        return make_response(_page(services, found=worst_first(found)))
    return make_response(redirect(PATH, 303))


def _page(services: Services, refused: Refused | None = None, found: list[Finding] | None = None) -> str:
    linked = Linked(services.odoo is not None, ruled(services.settings))

    def seen(views: Views) -> dict[str, Any]:
        known = views.warehouses()
        return setup_page(views, linked, looker(services, views, known[0][0] if known else 0))

    picture = services.store.read(seen)
    there = {rule.rule for rule in current_app.url_map.iter_rules()}
    for step in picture["steps"]:
        step["page"] = step["page"] if step["page"] in there else ""
    form: dict[str, Any] = {name: getattr(services.settings, name) for name in RULES}
    error = _said(refused, services) if refused else None
    typed = {name: request.form.get(name, "")[:500] for name in TYPED}
    say = partial(services.words.say, language(services))
    shown = [told(one, say) for one in found or ()]
    return render_template(
        "setup/index.html", setup=picture, error=error, found=shown, rules=form, typed=typed,
        least=services.hasher.pin_digits, names=services.words.names(),
        may_key=services.settings.odoo_key_file is not None,
    )  # fmt: skip


def _said(refused: Refused, services: Services) -> dict[str, str]:
    return services.words.refusal(language(services), refused.key, refused.facts)
