"""The page that gets a handheld ready: the hall's certificate, the scanner's settings, codes to try it, the way in.

It holds no secret, so it is open to everybody, by plain http too: a device that does not trust us yet has to read it.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.printing.barcodes import barcode_svg, gs1_svg, qr_svg

# What is scanned to try a scanner: by its name in the wording and on the page.
PLAIN, EAN, GS1 = "FLOOR-TEST/1.2", "4006381333931", "010400638133393110A1|21X7"

# What each setting is called in Zebra's DataWedge, whose menus are English everywhere.
ZEBRA = {
    "output": "Keystroke output: enabled. Send characters as events: on",
    "suffix": "Basic data formatting: Send ENTER key",
    "prefix": "Prefix to data: empty",
    "aim": "Reader params, Code ID type: AIM",
    "delay": "Inter character delay: 0",
    "layout": "Android: English (US)",
    "app": "Associated apps: com.android.chrome, *",
}


def blueprint(services: Services) -> Blueprint:
    """The page and the certificate."""
    set_up = Blueprint("set_up", __name__, url_prefix="/set-up")

    @set_up.get("")
    def page() -> str:
        base = services.settings.base_url or _base(services)
        tests = {"plain": (PLAIN, barcode_svg(PLAIN)), "ean": (EAN, barcode_svg(EAN)), "gs1": (GS1, gs1_svg(GS1))}
        way_in = f"{base}/pick/"
        certificate = _authority(services) is not None
        shown = {"tests": tests, "zebra": ZEBRA, "way_in": way_in, "qr": qr_svg(way_in), "ca": certificate}
        return render_template("set_up/index.html", **shown)

    @set_up.get("/ca.pem")
    def authority() -> Response:
        found = _authority(services)
        if found is None:
            abort(404)
        answer = Response(found.read_bytes(), content_type="application/x-x509-ca-cert")
        answer.headers["Content-Disposition"] = 'attachment; filename="floor-ca.pem"'
        return answer

    return set_up


def _base(services: Services) -> str:
    scheme = "https" if services.settings.tls else request.scheme
    return f"{scheme}://{request.host}"


def _authority(services: Services) -> Path | None:
    """The certificate of the hall's own authority, where the server's is by it. Never a key."""
    given = services.settings.tls_cert
    beside = given.with_name("ca.pem") if given is not None else None
    return beside if beside is not None and beside.is_file() else None
