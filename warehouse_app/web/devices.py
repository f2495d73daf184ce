"""The handhelds page: what each is up to, a code for a new one, revoking a lost one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.printing.barcodes import qr_svg
from warehouse_app.service.board import device_rows
from warehouse_app.service.devices import CODE_MINUTES, enrolment_code, rename, revoke
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """Pages of the admin. The loader is the guard: a device of another warehouse is not found."""
    devices = Blueprint("devices", __name__, url_prefix="/devices")

    @devices.get("")
    def page() -> str:
        return _page(services, None)

    @devices.post("/enrolments")
    def make_code() -> str:
        admin, name = caller().somebody(), request.form.get("name", "")
        code = services.store.write(lambda uow: enrolment_code(name, admin.w, admin.id, services.hasher, uow))
        return _page(services, enrolment(code, services))

    @devices.post("/<int:device>/revoke")
    def shut_out(device: int) -> Response:
        w = caller().somebody().w
        services.store.write(lambda uow: revoke(device, w, uow))
        services.live.shut_out(f"device:{device}")
        return make_response(redirect("/devices", 303))

    @devices.post("/<int:device>/name")
    def name(device: int) -> Response:
        w, wanted = caller().somebody().w, request.form.get("name", "")
        services.store.write(lambda uow: rename(device, wanted, w, uow))
        return make_response(redirect("/devices", 303))

    return devices


def enrolment(code: str, services: Services) -> dict[str, Any]:
    """A code as it is shown: text, address, QR code."""
    base = services.settings.base_url or request.host_url.rstrip("/")
    url = f"{base}/enrol#{code}"
    return {"code": code, "url": url, "qr_svg": qr_svg(url), "minutes": CODE_MINUTES}


def _page(services: Services, shown: dict[str, Any] | None) -> str:
    w = caller().somebody().w
    rows = services.store.read(lambda views: device_rows(views, w, looker(services, views, w)))
    return render_template("devices/index.html", devices=rows, enrolment=shown)
