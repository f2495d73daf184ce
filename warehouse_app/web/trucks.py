"""The trucks of the day: what each makes and lacks, the next one, a late one, one that leaves, and its manifest."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.paper import paper_pdf
from warehouse_app.service.ports.shipments import Manifest, ManifestParcel
from warehouse_app.service.trucks import Leave, be_late, leave, tell_customers, to_next, to_other
from warehouse_app.service.trucks_page import manifest_csv, manifest_paper, trucks_page
from warehouse_app.web.cards import pdf_answer
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker
from warehouse_app.web.posting import PostedPage, refusal


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor, dispatch and the admin."""
    pages = Blueprint("trucks", __name__, url_prefix="/trucks")
    posted = PostedPage(services, "/trucks", _page)

    @pages.get("")
    def page() -> str:
        return posted.show()

    @pages.post("/leave")
    def left() -> Response:
        form = request.form
        behind, driver = _figures(form.get("behind", "")), form.get("driver", "")[:200]
        command = Leave(form.get("carrier", ""), driver, behind, caller().somebody())
        return posted.do(lambda uow: leave(command, uow))

    @pages.post("/late")
    def late() -> Response:
        person, carrier, time = caller().somebody(), request.form.get("carrier", ""), request.form.get("time", "")
        return posted.do(lambda uow: be_late(carrier, time, person, uow))

    @pages.post("/next")
    def next_one() -> Response:
        person, carrier, at = caller().somebody(), request.form.get("carrier", ""), request.form.get("cutoff_at", "")
        return posted.do(lambda uow: to_next(carrier, _figures(at), person, uow))

    _choices(pages, posted)

    @pages.get("/<number>.pdf")
    def paper(number: str) -> Response:
        return manifest_pdf(services, number)

    @pages.get("/<number>.csv")
    def rows(number: str) -> Response:
        _, parcels = _found(services, number)
        named = {"Content-Disposition": f'attachment; filename="{number}.csv"', "Cache-Control": "no-store"}
        return Response(manifest_csv(parcels), mimetype="text/csv", headers=named)

    return pages


def _choices(pages: Blueprint, posted: PostedPage) -> None:
    """What else becomes of the orders that a truck does not have."""

    @pages.post("/other")
    def other() -> Response:
        person, form = caller().somebody(), request.form
        at, to = _figures(form.get("cutoff_at", "")), form.get("other", "")
        return posted.do(lambda uow: to_other(form.get("carrier", ""), at, to, person, uow))

    @pages.post("/tell")
    def tell() -> Response:
        person, form = caller().somebody(), request.form
        at = _figures(form.get("cutoff_at", ""))
        return posted.do(lambda uow: tell_customers(form.get("carrier", ""), at, person, uow))


def manifest_pdf(services: Services, number: str) -> Response:
    """The paper of a truck that left, in the language of who asks."""
    w = caller().somebody().w
    found, parcels = _found(services, number)
    look = services.store.read(lambda views: looker(services, views, w))
    head, rows = manifest_paper(found, parcels, look)
    designs, page = ("manifest_head", "manifest_line"), look.say("paper.page", n="{n}", of="{of}")
    return pdf_answer(found.number, services.aside.run(paper_pdf, [(head, rows)], page, head["title"], designs))


def _figures(text: str) -> int:
    """What was sent as a whole number; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _found(services: Services, number: str) -> tuple[Manifest, list[ManifestParcel]]:
    w = caller().somebody().w
    found = services.store.read(lambda views: views.shipments.manifest(w, number))
    if found is None:
        raise Refused("truck.unknown", 404, {"number": number[:40]})
    return found[0], list(found[1])


def _page(services: Services, refused: Refused | None) -> str:
    w = caller().somebody().w
    picture = services.store.read(lambda views: trucks_page(views, w, looker(services, views, w)))
    asked = request.form if refused else {}
    return render_template("trucks/index.html", picture=picture, error=refusal(services, refused), asked=asked,
                           is_missing=refused is not None and refused.key == "truck.missing")  # fmt: skip
