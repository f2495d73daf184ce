"""Reasons and owners: the page of all rules, one for each rule, and the file they are carried in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.rule_checks import TEXT_MAX
from warehouse_app.domain.rule_form import to_file
from warehouse_app.domain.rulebook import FIELDS
from warehouse_app.service.change_rules import JUDGING, WHY_MAX, Wish, book_of, change_rule, import_rules
from warehouse_app.service.gate import judge_pool
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.rules_page import Desk, import_page, rule_page, rules_page
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("reasons", __name__, url_prefix="/reasons")

    @pages.get("")
    def page() -> str:
        return render_template("reasons/index.html", book=_at_desk(services, rules_page))

    @pages.get("/<kind>/<code>")
    def rule(kind: str, code: str) -> str:
        return _rule(services, kind, code, version=request.args.get("version", type=int))

    @pages.post("/<kind>/<code>")
    def change(kind: str, code: str) -> str | Response:
        texts = {name: value[: TEXT_MAX + 1] for name, value in request.form.items()}
        if "save" not in request.form:
            return _rule(services, kind, code, texts)
        return _change(services, kind, code, texts)

    @pages.get("/export.json")
    def export() -> Response:
        w = caller().somebody().w
        answer = jsonify(services.store.read(lambda views: to_file(book_of(views.rules, w))))
        answer.headers["Content-Disposition"] = "attachment; filename=reasons.json"
        return answer

    @pages.post("/import")
    def import_() -> str | Response:
        """Shown first; saved when it comes again with a reason."""
        sent = request.files.get("file")
        text = sent.read().decode("utf-8", "replace") if sent else request.form.get("text", "")
        return _save_file(services, text) if "save" in request.form else _import(services, text)

    return pages


def _change(services: Services, kind: str, code: str, texts: Mapping[str, str]) -> Response:
    wish, based = _wish(), request.form.get("based", -1, type=int)
    _known(services, kind, code)
    try:
        _write(services, lambda people, uow: change_rule(kind, code, texts, based, wish, people, uow))
        if kind in JUDGING:
            judge_pool(wish.person.w, services.store)
    except Refused as refused:
        return make_response(_rule(services, kind, code, texts, refused=refused), refused.status)
    return make_response(redirect(f"/reasons/{kind}/{code}", 303))


def _save_file(services: Services, text: str) -> Response:
    wish = _wish()
    try:
        _write(services, lambda people, uow: import_rules(text, wish, people, uow))
        judge_pool(wish.person.w, services.store)
    except Refused as refused:
        return make_response(_import(services, text, refused), refused.status)
    return make_response(redirect("/reasons", 303))


def _wish() -> Wish:
    return Wish(request.form.get("why", "")[: WHY_MAX + 1], "also_open" in request.form, caller().somebody())


def _write(services: Services, use_case: Callable[[Any, UnitOfWork], object]) -> None:
    w = caller().somebody().w
    people = services.store.read(lambda views: [person for person in views.people(w) if person.active])
    services.store.write(lambda uow: use_case(people, uow))


def _known(services: Services, kind: str, code: str) -> None:
    w = caller().somebody().w
    if kind not in FIELDS or code not in services.store.read(lambda views: views.rules(kind, w)):
        raise Refused("rules.none", 404)


def _at_desk(services: Services, picture: Callable[[Desk], dict[str, Any]]) -> dict[str, Any]:
    w = caller().somebody().w

    def read(views: Views) -> dict[str, Any]:
        return picture(Desk(views, w, looker(services, views, w)))

    return services.store.read(read)


def _rule(
    services: Services,
    kind: str,
    code: str,
    texts: Mapping[str, str] | None = None,
    version: int | None = None,
    refused: Refused | None = None,
) -> str:
    shown = _at_desk(services, lambda desk: rule_page(desk, kind, code, texts, version))
    return render_template(
        "reasons/rule.html", rule=shown, texts=texts or {}, error=_words(services, refused), why_max=WHY_MAX
    )


def _import(services: Services, text: str, refused: Refused | None = None) -> str:
    shown = _at_desk(services, lambda desk: import_page(desk, text))
    return render_template("reasons/import.html", file=shown, error=_words(services, refused), why_max=WHY_MAX)


def _words(services: Services, refused: Refused | None) -> dict[str, str] | None:
    return services.words.refusal(language(services), refused.key, refused.facts) if refused else None
