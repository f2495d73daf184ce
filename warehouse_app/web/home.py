"""The start page: in the demo what there is to try, else the way to the board."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from warehouse_app.bootstrap import Services


def blueprint(services: Services) -> Blueprint:
    """`/`."""
    home = Blueprint("home", __name__)

    @home.get("/")
    def start() -> str | Response:
        if services.shop is None:
            return redirect("/board")
        return render_template("demo/start.html", demo_info=_info(services))

    return home


def _info(services: Services) -> dict[str, Any]:
    people = services.shop.people if services.shop else ()
    return {
        "badges": [{"badge": one.badge, "pin": one.pin, "name": one.name, "roles": list(one.roles)} for one in people],
        "logins": [{"name": one.name, "login": one.login, "password": one.password} for one in people if one.login],
        "waves": services.store.read(lambda views: views.count("wave")),
        "orders": services.store.read(lambda views: views.count("transfer")),
        "odoo": services.settings.odoo,
        "shipped": ", ".join((services.shop.shipped if services.shop else ())[:2]),
    }
