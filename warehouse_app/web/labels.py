"""The page of the label designs: each with an example of this shop, and labels in bulk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.designs import LabelProblem, design
from warehouse_app.printing.paper import SLIP, paper_pdf
from warehouse_app.printing.runs import can_be_zpl, run_file
from warehouse_app.service.address_on_labels import boxes_of
from warehouse_app.service.label_examples import LABELS, PAPERS, label_example, slip_example
from warehouse_app.service.labels import KINDS, fields_of, label_rows
from warehouse_app.service.ports.aside import Aside
from warehouse_app.web.cards import asked_language, pdf_answer
from warehouse_app.web.identity import caller

MOST = 500  # in one answer; a shell prints more


def blueprint(services: Services) -> Blueprint:
    """For who prints them: supervisors and admins."""
    labels = Blueprint("labels", __name__, url_prefix="/labels")

    @labels.get("")
    def page() -> str:
        return render_template(
            "labels/index.html", designs=[_shown(name) for name in LABELS], papers=PAPERS, kinds=KINDS, most=MOST
        )

    @labels.get("/<name>.pdf")
    def pdf(name: str) -> Response:
        if name in PAPERS:
            return pdf_answer(name, _slip(services))
        return _label(services, name, "pdf")

    @labels.get("/<name>.zpl")
    def zpl(name: str) -> Response:
        return _label(services, name, "zpl")

    @labels.get("/case/<int:case>.pdf")
    def of_case(case: int) -> Response:
        return pdf_answer("labels", _of_boxes(services, case))

    @labels.post("/run")
    def run() -> Response:
        w, say = caller().somebody().w, _say(services)
        kind, form = request.form.get("kind", ""), "zpl" if request.form.get("form") == "zpl" else "pdf"
        wanted = [line.strip() for line in request.form.get("which", "").splitlines() if line.strip()]
        rows = services.store.read(lambda views: label_rows(kind, wanted, w, views))
        if len(rows) > MOST:
            raise Refused("label.many", 400, {"n": len(rows), "most": MOST})
        fields = fields_of(kind, rows, services.rules, say)
        # Beside the plans, which may wait for it: a bench's label may not.
        run = _drawn(services.planner, run_file, kind, fields, say(f"labels.design_{kind}"), form)
        return _answer(kind, form, run)

    return labels


def _label(services: Services, name: str, form: str) -> Response:
    w, say = caller().somebody().w, _say(services)
    fields = services.store.read(lambda views: label_example(name, w, views, services.rules, say))
    return _answer(name, form, _drawn(services.aside, run_file, name, [fields], say(f"labels.design_{name}"), form))


def _of_boxes(services: Services, case: int) -> bytes:
    """What the labels of a case's boxes are to say now."""
    w, title = caller().somebody().w, _say(services)("labels.title")
    boxes = services.store.write(lambda uow: boxes_of(case, w, uow))
    made = [services.parcels.label(token, label) for token, label in boxes]
    if not made:
        raise Refused("label.none", 404, {"kind": "parcel"})
    drawn: bytes = _drawn(services.aside, run_file, made[0][0], [fields for _, fields in made], title, "pdf")
    return drawn


def _slip(services: Services) -> bytes:
    w, say = caller().somebody().w, _say(services)
    made = services.store.read(lambda views: slip_example(w, views, say))
    drawn: bytes = _drawn(
        services.aside, paper_pdf, [made], say("paper.page", n="{n}", of="{of}"), say("labels.slip"), SLIP
    )
    return drawn


def _drawn(aside: Aside, work: Callable[..., Any], *args: Any) -> Any:
    try:
        return aside.run(work, *args)
    except LabelProblem as problem:
        raise Refused("label.broken", 422, {"why": str(problem)}) from problem


def _answer(name: str, form: str, body: bytes) -> Response:
    if form == "pdf":
        return pdf_answer(name, body)
    answer = Response(body, content_type="application/vnd.zebra-zpl")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.zpl"'
    return answer


def _shown(name: str) -> dict[str, Any]:
    paper = design(name)
    return {"name": name, "size": f"{paper.width:g} x {paper.height:g} mm", "zpl": can_be_zpl(name)}


def _say(services: Services) -> Callable[..., str]:
    return partial(services.words.say, asked_language(services))
