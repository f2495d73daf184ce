"""Tasks: for handhelds, for benches that want goods now, and the pages of who leads the floor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.sheets import sheet_pdf
from warehouse_app.service.ask_fetch import AskFetch, ask_fetch, take_back_fetch
from warehouse_app.service.ask_for import WORDS, AskFor, ask_for, asked_in
from warehouse_app.service.slots import AddSlots, add_slots, slots_page
from warehouse_app.service.task_list import fetch_rows, finds_of, offered
from warehouse_app.service.task_page import task_page
from warehouse_app.service.tasks import ask_again, cancel_task
from warehouse_app.web.body import json_object, text
from warehouse_app.web.cards import pdf_answer
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

CODE_MAX = 80


def blueprint(services: Services) -> Blueprint:
    """What handhelds and benches ask, and two pages of the office."""
    tasks = Blueprint("tasks", __name__)

    @tasks.get("/api/v1/tasks")
    def now() -> dict[str, Any]:
        w, person = caller().enrolled().w, caller().somebody().id
        words = partial(services.words.say, language(services))
        own = {name: words(f"ask_for.{name}") for name in WORDS}
        return services.store.read(lambda views: offered(views, w, person)) | {"words": own}

    @tasks.post("/api/v1/tasks")
    def ask() -> dict[str, Any]:
        """By a scan, on foot."""
        sent = json_object()
        kind, code, to = (text(sent, name, CODE_MAX) or "" for name in ("kind", "code", "to"))
        return {"number": services.store.write(partial(ask_for, AskFor(kind, code, caller().somebody(), to)))}

    _benches(tasks, services)
    _office(tasks, services)
    _shelves(tasks, services)
    _tickets(tasks, services)
    return tasks


def _benches(tasks: Blueprint, services: Services) -> None:
    @tasks.get("/api/v1/pack/transfers/<int:transfer>/fetches")
    def fetches(transfer: int) -> dict[str, Any]:
        w = caller().enrolled().w
        return {"fetches": services.store.read(lambda views: fetch_rows(views.tasks.fetches(w, transfer)))}

    @tasks.post("/api/v1/pack/fetches")
    def fetch() -> dict[str, Any]:
        line, qty_m = _figures(json_object(), "line", "qty_m")
        command = AskFetch(line, qty_m, caller().somebody(), caller().enrolled())
        return {"task": services.store.write(lambda uow: ask_fetch(command, uow))}

    @tasks.get("/api/v1/pack/finds")
    def finds() -> dict[str, Any]:
        w, bench = caller().enrolled().w, caller().enrolled().name
        return {"finds": services.store.read(lambda views: finds_of(views, w, bench, services.clock()))}

    @tasks.post("/api/v1/pack/finds")
    def find() -> dict[str, Any]:
        code = text(json_object(), "code", CODE_MAX) or ""
        command = AskFor("find", code, caller().somebody(), bench=caller().enrolled().name)
        return {"number": services.store.write(partial(ask_for, command))}

    @tasks.post("/api/v1/pack/fetches/<int:task>/cancel")
    def fetch_no_more(task: int) -> dict[str, Any]:
        by = caller().somebody()
        services.store.write(lambda uow: take_back_fetch(task, by, uow))
        return {}


def _office(tasks: Blueprint, services: Services) -> None:
    @tasks.get("/tasks")
    def page() -> str:
        return _page(services)

    @tasks.post("/tasks")
    def ask_one() -> Response:
        form = {name: request.form.get(name, "")[:CODE_MAX] for name in ("kind", "code", "to", "qty", "case")}
        try:
            number = services.store.write(partial(ask_for, asked_in(form, caller().somebody())))
        except Refused as refused:
            return make_response(_page(services, refused, form), refused.status)
        return make_response(redirect(f"/tasks?asked={number}", 303))

    @tasks.post("/tasks/<int:task>/again")
    def again(task: int) -> Response:
        by = caller().somebody()
        return _do(services, lambda: services.store.write(lambda uow: ask_again(task, by, uow)))

    @tasks.post("/tasks/<int:task>/cancel")
    def cancel(task: int) -> Response:
        by = caller().somebody()
        return _do(services, lambda: services.store.write(lambda uow: cancel_task(task, by, uow)))


def _shelves(tasks: Blueprint, services: Services) -> None:
    @tasks.get("/shelves")
    def shelves() -> str:
        return _shelves_page(services)

    @tasks.post("/shelves")
    def add_shelf() -> Response:
        form = {name: request.form.get(name, "")[:80] for name in ("kind", "shelf", "first", "last", "tote")}
        by = caller().somebody()
        command = AddSlots(by.w, form["kind"], form["shelf"], form["first"], form["last"], form["tote"], by.id)
        try:
            made = services.store.write(lambda uow: add_slots(command, uow))
        except Refused as refused:
            return make_response(_shelves_page(services, refused, form), refused.status)
        return make_response(redirect(f"/shelves?added={made}", 303))

    @tasks.get("/shelves.pdf")
    def shelf_cards() -> Response:
        w, lang = caller().somebody().w, language(services)
        rows = services.store.read(lambda views: views.slots.slots(w))
        carts = dict.fromkeys(row.shelf for row in rows if row.kind == "cart")
        cards = [{"number": name, "word": services.words.say(lang, "shelf.kind.cart")} for name in carts]
        cards += [{"number": row.code, "word": row.shelf} for row in rows]
        title = services.words.say(lang, "shelf.cards_title")
        return pdf_answer("shelves", services.aside.run(sheet_pdf, "card", cards, title))


def _tickets(tasks: Blueprint, services: Services) -> None:
    @tasks.get("/cases/<int:case>/ticket.pdf")
    def ticket(case: int) -> Response:
        w = caller().somebody().w
        known = services.store.read(lambda views: views.case(w, case))
        if known is None:
            raise Refused("case.unknown", 404)
        word = str(known.facts.get("order") or known.facts.get("tote") or known.facts.get("location") or "")
        cards = [{"number": known.number, "word": word}]
        return pdf_answer("ticket", services.aside.run(sheet_pdf, "card", cards, known.number))


def _do(services: Services, use_case: Callable[[], None]) -> Response:
    """Back to the page; what was refused is said on it."""
    try:
        use_case()
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    return make_response(redirect("/tasks", 303))


def _page(services: Services, refused: Refused | None = None, typed: dict[str, str] | None = None) -> str:
    w, asked = caller().somebody().w, request.args.get("asked", "")
    case = (typed or request.args).get("case", "")
    page = services.store.read(lambda views: task_page(views, w, looker(services, views, w), case))
    known = asked if any(one["number"] == asked for one in page["open"]) and not refused else ""
    error = _said(services, refused)
    return render_template("tasks/index.html", tasks=page, error=error, asked_now=known, typed=typed or {})


def _shelves_page(services: Services, refused: Refused | None = None, typed: dict[str, str] | None = None) -> str:
    w, added = caller().somebody().w, request.args.get("added", "")
    page = services.store.read(lambda views: slots_page(views, w, looker(services, views, w)))
    said = added if added.isascii() and added.isdigit() and len(added) < 6 and not refused else ""
    error = _said(services, refused)
    return render_template("tasks/shelves.html", shelves=page, error=error, added=said, typed=typed or {})


def _said(services: Services, refused: Refused | None) -> Any:
    return services.words.refusal(language(services), refused.key, refused.facts) if refused else None


def _figures(sent: dict[str, Any], *names: str) -> list[int]:
    """Raises Refused `request.malformed`."""
    found = [sent.get(name) for name in names]
    figures = [value for value in found if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53]
    if len(figures) != len(names):
        raise Refused("request.malformed", 400)
    return figures
