"""Benches: what there is to pack, opening an order, its sheet, its labels, and what goes on the truck."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.mending import ADDRESS, TEXT_MAX
from warehouse_app.domain.pack_sheet import PackingRules
from warehouse_app.domain.packing import token_of
from warehouse_app.printing.designs import LabelProblem
from warehouse_app.printing.drawing import Drawing
from warehouse_app.printing.labels import mixed_pdf
from warehouse_app.service.bench_address import EnterAddress, enter_address, with_address
from warehouse_app.service.box_papers import papers_of
from warehouse_app.service.carrier_choice import choose_by_hand
from warehouse_app.service.cartons import none_left, there_again
from warehouse_app.service.hand_over import give_back
from warehouse_app.service.mend import Hands
from warehouse_app.service.pack import OpenOrder, pack_queue, sheet_of
from warehouse_app.service.paper import open_scanned, paper_in_hand
from warehouse_app.service.ports.carriers import CarrierAway, CarrierRefused, Consignment
from warehouse_app.service.ports.packing import ParcelLabel
from warehouse_app.service.print_round import browsers_own, drawn
from warehouse_app.service.trucks import Leave
from warehouse_app.service.trucks import leave as truck_leaves
from warehouse_app.web.body import json_object, text
from warehouse_app.web.identity import caller
from warehouse_app.web.trucks import manifest_pdf

RULES = PackingRules()
_CARTON = {"out": none_left, "back": there_again}
_KEY = re.compile(r"[0-9a-f]{32}")


def blueprint(services: Services) -> Blueprint:
    """What a packing bench asks the server."""
    packing = Blueprint("packing", __name__, url_prefix="/api/v1/pack")

    @packing.get("/queue")
    def queue() -> dict[str, Any]:
        w = caller().enrolled().w
        return {"queue": services.store.read(lambda views: pack_queue(views, w)), "now": services.clock()}

    @packing.post("/open")
    def open_() -> dict[str, Any]:
        sent = json_object()
        code = text(sent, "code", 200, "pack.unreadable") or ""
        command = OpenOrder(code, caller().enrolled(), caller().somebody(), sent.get("take") is True)
        opened = services.store.write(lambda uow: open_scanned(command, services.rules, RULES, uow))
        return opened if "paper" in opened else {"sheet": _of_packer(services, opened["sheet"])}

    @packing.get("/transfers/<int:transfer>")
    def sheet(transfer: int) -> dict[str, Any]:
        return {"sheet": _sheet(services, transfer)}

    _papers(packing, services)
    _of_box(packing, services)

    _leaving(packing, services)
    return packing


def _of_box(packing: Blueprint, services: Services) -> None:
    """Who carries it, its label, and the papers that go into it."""

    @packing.post("/transfers/<int:transfer>/carrier")
    def carrier(transfer: int) -> dict[str, Any]:
        device, name = caller().enrolled(), text(json_object(), "carrier", 200, "pack.unreadable") or ""
        caller().somebody()
        services.store.write(lambda uow: choose_by_hand(transfer, name, device, uow))
        return {"sheet": _sheet(services, transfer)}

    @packing.post("/transfers/<int:transfer>/address")
    def address(transfer: int) -> dict[str, Any]:
        sent, device, person = json_object(), caller().enrolled(), caller().somebody()
        given = {name: text(sent, name, 4 * TEXT_MAX, "pack.unreadable") or "" for name in ADDRESS if name in sent}
        command = EnterAddress(transfer, device, person, given)
        hands = Hands(services.store, services.odoo, services.office)
        return {"sheet": _of_packer(services, enter_address(command, RULES, hands))}

    @packing.get("/parcels/<key>/label")
    def label(key: str) -> Response:
        return Response(_label(services, key), content_type="application/pdf")

    @packing.get("/parcels/<key>/papers")
    def papers(key: str) -> Response:
        _closed(services, key)
        w = caller().enrolled().w
        sheets = services.store.read(lambda views: papers_of(token_of(key), w, views))
        if not sheets:
            return Response(status=204)
        return Response(services.aside.run(mixed_pdf, sheets), content_type="application/pdf")


def _sheet(services: Services, transfer: int) -> dict[str, Any]:
    """Afresh, of what this bench has open."""
    device = caller().enrolled()
    sheet = services.store.read(lambda views: sheet_of(transfer, device, RULES, services.clock(), views))
    return _of_packer(services, sheet)


def _of_packer(services: Services, sheet: dict[str, Any]) -> dict[str, Any]:
    """With what whoever packs may enter on the spot."""
    return with_address(sheet, caller().somebody(), services.office is not None)


def _leaving(packing: Blueprint, services: Services) -> None:
    """Cartons that are used up, and trucks."""

    @packing.get("/truck")
    def truck() -> dict[str, Any]:
        w = caller().enrolled().w
        rows = services.store.read(lambda views: views.packing.truck_parcels(w))
        return {"parcels": [asdict(row) for row in rows], "now": services.clock()}

    @packing.post("/cartons/<int:box>/<state>")
    def carton(box: int, state: str) -> dict[str, Any]:
        if state not in _CARTON:
            raise Refused("pack.no_carton", 404)
        w = caller().enrolled().w
        services.store.write(lambda uow: _CARTON[state](box, w, uow))
        return {}

    @packing.post("/truck/leave")
    def leave() -> dict[str, Any]:
        sent = json_object()
        driver, carrier = (text(sent, name, 200, "pack.unreadable") or "" for name in ("driver", "carrier"))
        behind = sent.get("behind")
        command = Leave(carrier, driver, behind if type(behind) is int else 0, caller().somebody())
        return services.store.write(lambda uow: truck_leaves(command, uow))

    @packing.get("/manifests/<number>")
    def manifest(number: str) -> Response:
        return manifest_pdf(services, number)


def _papers(packing: Blueprint, services: Services) -> None:
    """A wave that was walked on paper, while it is entered."""

    @packing.get("/waves/<int:wave>")
    def paper(wave: int) -> dict[str, Any]:
        device = caller().enrolled()
        return {"paper": services.store.read(lambda views: paper_in_hand(wave, device, services.rules, views))}

    @packing.post("/waves/<int:wave>/give-back")
    def put_paper_down(wave: int) -> dict[str, Any]:
        device, person = caller().enrolled(), caller().somebody()
        return services.store.write(lambda uow: give_back(wave, device, person, uow))


def _closed(services: Services, key: str) -> ParcelLabel:
    """A closed box of this warehouse, whose order may have a label."""
    w = caller().enrolled().w
    if not _KEY.fullmatch(key):
        raise Refused("pack.no_parcel", 404)
    token = token_of(key)
    found, is_barred = services.store.read(
        lambda views: (views.packing.parcel_label(token), views.pack_checks.has_no_label(token))
    )
    if found is None or found.w != w:
        raise Refused("pack.no_parcel", 404)
    if is_barred:
        raise Refused("pack.no_label", 409, {"order": found.order})
    if found.state != "closed":
        raise Refused("pack.not_closed", 409, {"number": found.number})
    return found


def _label(services: Services, key: str) -> bytes:
    found = _closed(services, key)
    try:
        return _drawn(services, Consignment(token_of(key), found))
    except CarrierRefused as no:
        raise Refused("pack.carrier_refused", 409, {"number": found.number, "words": str(no)[:200]}) from no
    except LabelProblem as problem:
        raise Refused("label.broken", 422, {"why": str(problem)}) from problem
    except CarrierAway as away:
        raise Refused("pack.carrier_away", 503, {"number": found.number}) from away


def _drawn(services: Services, box: Consignment) -> bytes:
    """As the ledger has it, where the browser prints by a ledger; else as its carrier has it."""
    ours = services.store.read(lambda views: browsers_own(box.token, views))
    if ours is not None:
        return drawn(*ours, Drawing(services.aside, services.parcels), services.store)
    return services.carriers.book(box).label
