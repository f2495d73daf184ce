"""People: a temp in under a minute, many from a file, the badge at once, and everybody's own figures for themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import hashed_pin
from warehouse_app.printing.runs import run_file
from warehouse_app.service import hiring
from warehouse_app.service.labels import fields_of, label_rows
from warehouse_app.service.own_figures import own_figures
from warehouse_app.service.people_page import people_page
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.printers import known_printer
from warehouse_app.web.cards import pdf_answer
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

FILE_MAX = 200_000


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin, and one of everybody's own."""
    pages = Blueprint("people", __name__, url_prefix="/people")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/add")
    def add() -> Response:
        try:
            return make_response(redirect(f"/people?added={_hire(services).id}", 303))
        except Refused as refused:
            return make_response(_page(services, refused), refused.status)

    @pages.post("/file")
    def file() -> Response:
        by, sent = caller().somebody(), request.files.get("file")
        raw = sent.read(FILE_MAX) if sent else request.form.get("text", "")[:FILE_MAX].encode()
        try:
            rows = hiring.rows_of(raw.decode("utf-8", "replace"))
            done = hiring.hire_many(rows, services.words.languages, by, _zone(services), services.store)
        except Refused as refused:
            return make_response(_page(services, refused), refused.status)
        return make_response(_page(services, rows=done))

    @pages.get("/me")
    def me() -> str:
        by = caller().somebody()
        shown = services.store.read(lambda views: own_figures(views, by, looker(services, views, by.w)))
        return render_template("people/me.html", mine=shown)

    _each(pages, services)
    _badges(pages, services)
    return pages


def _hire(services: Services) -> Person:
    by, form, zone = caller().somebody(), request.form, _zone(services)
    pin = form.get("pin", "")[:64]
    new = hiring.Hired(
        form.get("name", "")[:80], tuple(form.getlist("role")), services.words.known(form.get("lang", "")),
        form.get("last_day", "")[:20], tuple(form.getlist("skill")), form.get("badge", "")[:64],
        hashed_pin(pin, services.hasher.make, services.hasher.pin_digits) if pin else None, "may_pick" in form,
    )  # fmt: skip
    made = services.store.write(lambda uow: hiring.hire(new, by, zone, uow))
    if printer := form.get("printer", type=int):
        _print(services, made, printer, by)
    return made


def _each(pages: Blueprint, services: Services) -> None:
    """What is done with one of them."""

    @pages.post("/<int:person>/change")
    def change(person: int) -> Response:
        by, form, zone = caller().somebody(), request.form, _zone(services)
        to = hiring.Change(
            tuple(form.getlist("role")), services.words.known(form.get("lang", "")), form.get("last_day", "")[:20],
            tuple(form.getlist("skill")), form.get("badge", "")[:64],
        )  # fmt: skip
        return _do(services, lambda uow: hiring.change(person, to, by, zone, uow))

    @pages.post("/<int:person>/pin")
    def pin(person: int) -> Response:
        by = caller().somebody()
        return _do(services, lambda uow: hiring.choose_pin_again(person, by, uow))

    @pages.post("/<int:person>/may-pick")
    def may_pick(person: int) -> Response:
        by = caller().somebody()
        return _do(services, lambda uow: hiring.may_pick(person, by, uow))

    @pages.post("/<int:person>/remove")
    def remove(person: int) -> Response:
        by = caller().somebody()
        return _do(services, lambda uow: hiring.let_go(person, by, uow))


def _badges(pages: Blueprint, services: Services) -> None:
    @pages.get("/<int:person>/badge.pdf")
    def badge(person: int) -> Response:
        by = caller().somebody()
        known = _known(services, person, by)
        fields = _fields(services, known)
        title = services.words.say(language(services), "labels.design_badge")
        return pdf_answer("badge", services.aside.run(run_file, "badge", [fields], title, "pdf"))

    @pages.post("/<int:person>/badge")
    def print_badge(person: int) -> Response:
        by, printer = caller().somebody(), request.form.get("printer", 0, type=int)
        return _answer(services, lambda: _print(services, _known(services, person, by), printer, by))


def _known(services: Services, person: int, by: Person) -> Person:
    found = services.store.read(lambda views: [one for one in views.people(by.w) if one.id == person])
    if not found or not found[0].active or not found[0].badge:
        raise Refused("person.unknown", 404, {"who": person})
    return found[0]


def _fields(services: Services, person: Person) -> dict[str, str]:
    say = partial(services.words.say, person.lang or language(services))
    rows = services.store.read(lambda views: label_rows("badge", [person.badge or ""], person.w, views))
    return fields_of("badge", rows, services.rules, say)[0]


def _print(services: Services, person: Person, printer: int, by: Person) -> None:
    """Queues the badge in the ledger of a printer.

    Raises:
        Refused: `printer.unknown`.
    """
    fields = _fields(services, person)

    def queued(uow: UnitOfWork) -> None:
        known = known_printer(printer, by.w, uow)
        label = uow.printing.add_label(by.w, "badge", fields=fields)
        uow.printing.add_job(by.w, known.id, label, None, by.id)
        uow.changed("board", "printer", known.id)

    services.store.write(queued)


def _do(services: Services, use_case: Callable[[UnitOfWork], object]) -> Response:
    return _answer(services, lambda: services.store.write(use_case))


def _answer(services: Services, work: Callable[[], object]) -> Response:
    try:
        work()
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    return make_response(redirect("/people", 303))


def _zone(services: Services) -> tzinfo:
    w = caller().somebody().w
    return services.store.read(lambda views: looker(services, views, w).zone)


def _page(services: Services, refused: Refused | None = None, rows: list[hiring.Row] | None = None) -> str:
    by = caller().somebody()
    picture = services.store.read(lambda views: people_page(views, by, looker(services, views, by.w)))
    added = request.args.get("added", type=int)
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    new = next((one for one in picture["people"] if one["id"] == added), None)
    typed = request.form if refused else {}
    return render_template(
        "people/index.html", now=picture, error=error, rows=rows, names=services.words.names(), added=new, typed=typed
    )
