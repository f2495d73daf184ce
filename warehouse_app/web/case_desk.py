"""Exceptions at a desk: the list and the steps of their life. All of it works without a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.case_life import NOTE_MAX
from warehouse_app.domain.errors import Refused
from warehouse_app.service import case_end, case_life
from warehouse_app.service.case_desk import WHOSE, Wanted, cases_page
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.raise_by_hand import NAME_MAX
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

Form = Mapping[str, str]
Do = Callable[[int, Form, Person, UnitOfWork], object]
MOST = 200  # cases in one form


def _hand_over(case: int, form: Form, by: Person, uow: UnitOfWork) -> None:
    """To `p:<id>`, a person, or `t:<team>`."""
    kind, _, who = form.get("to", "").partition(":")
    if kind == "p":
        case_life.hand_to_person(case, _number(who), by, uow)
    else:
        case_life.hand_to_team(case, who, by, uow)


STEPS: dict[str, Do] = {
    "take": lambda case, form, by, uow: case_life.take(case, by, uow),
    "hand": _hand_over,
    "comment": lambda case, form, by, uow: case_life.comment(case, field(form, "words"), by, uow),
    "snooze": lambda case, form, by, uow: case_life.snooze(case, uow.now + _minutes(form) * 60_000, by, uow),
    "wake": lambda case, form, by, uow: case_life.wake(case, by, uow),
    "link": lambda case, form, by, uow: case_life.link(case, field(form, "number"), by, uow),
    "merge": lambda case, form, by, uow: case_end.merge(case, field(form, "number"), by, uow),
    "resolve": lambda case, form, by, uow: case_end.resolve(_resolve([case], form, by), uow),
    "reopen": lambda case, form, by, uow: case_end.reopen(case, field(form, "words"), by, uow),
    "cause": lambda case, form, by, uow: case_end.name_cause(case, field(form, "cause"), by, uow),
}


def blueprint(services: Services) -> Blueprint:
    """Pages of everybody who owns exceptions."""
    desk = Blueprint("case_desk", __name__)

    @desk.get("/cases")
    def listed() -> str:
        return _listed(services, "cases/list.html")

    @desk.get("/cases/live")
    def fresh() -> str:
        return _listed(services, "cases/_list.html")

    @desk.post("/cases/take")
    def take() -> Response:
        by, cases = caller().somebody(), _chosen()
        return _many(services, "taken", lambda uow: case_life.take_many(cases, by, uow))

    @desk.post("/cases/resolve")
    def resolve() -> Response:
        command = _resolve(_chosen(), request.form, caller().somebody())
        return _many(services, "resolved", lambda uow: case_end.resolve(command, uow))

    @desk.post("/cases/<int:case>/do/<step>")
    def step(case: int, step: str) -> Response:
        do, by, form = STEPS.get(step), caller().somebody(), request.form.to_dict()
        if do is None:
            raise Refused("page.missing", 404)
        services.store.write(lambda uow: do(case, form, by, uow))
        if request.headers.get("Accept") == "application/json":
            return jsonify(case=case)
        return make_response(redirect(f"/cases/{case}", 303))

    return desk


def _listed(services: Services, template: str, refused: Refused | None = None) -> str:
    by = caller().somebody()
    shown = services.store.read(lambda views: cases_page(views, by, _wanted(by), looker(services, views, by.w)))
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    done, n = request.args.get("done", ""), request.args.get("n", "")
    said = (done, n) if done in ("taken", "resolved") and n.isdigit() and not error else None
    typed = request.form if refused else {}
    chosen = set(request.form.getlist("case")) if refused else set()
    return render_template(template, cases=shown, error=error, said=said, typed=typed, chosen=chosen, query=_query())


def _wanted(by: Person) -> Wanted:
    whose = request.args.get("whose", "")
    found = whose if whose in WHOSE else "team"
    return Wanted(found, request.args.get("category", "")[:20], request.args.get("q", "")[:NAME_MAX])


def _query() -> str:
    """What was asked for, as it goes on to the fragment and back from a form."""
    kept = {name: request.args[name][:NAME_MAX] for name in ("whose", "category", "q") if request.args.get(name)}
    return "&".join(f"{name}={_quoted(value)}" for name, value in kept.items())


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _many(services: Services, done: str, use_case: Callable[[UnitOfWork], int]) -> Response:
    """Back to the list; what was refused is said on it, and what was chosen is chosen still."""
    try:
        count = services.store.write(use_case)
    except Refused as refused:
        return make_response(_listed(services, "cases/list.html", refused), refused.status)
    query = _query()
    return make_response(redirect(f"/cases?{query + '&' if query else ''}done={done}&n={count}", 303))


def _resolve(cases: list[int], form: Form, by: Person) -> case_end.Resolve:
    return case_end.Resolve(cases, form.get("cause", "")[:40], field(form, "note"), by)


def _chosen() -> list[int]:
    return [_number(one) for one in request.form.getlist("case")[:MOST]]


def _minutes(form: Form) -> int:
    return min(_number(form.get("minutes", "")), 60 * 24 * 60)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Refused("request.malformed", 400)
    return int(text)


def field(form: Form, name: str) -> str:
    """A text far too long is cut to one that is refused all the same."""
    return form.get(name, "")[: 2 * NOTE_MAX]
