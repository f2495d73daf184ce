"""What a page needs to put rows into words: language, clock and zone of whoever looks."""

from __future__ import annotations

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from warehouse_app.bootstrap import Services
from warehouse_app.service.looking import Looker
from warehouse_app.service.odoo_link import odoo_link
from warehouse_app.service.ports.views import Views
from warehouse_app.web.language import language


def looker(services: Services, views: Views, w: int) -> Looker:
    """How the one who looks at warehouse `w` reads."""
    zone = next((zone for id_, _, _, zone in views.warehouses() if id_ == w), "UTC")
    say = partial(services.words.say, language(services))
    return Looker(say, services.clock(), ZoneInfo(zone), dict(services.heard))


def odoo_state(services: Services, views: Views, w: int) -> dict[str, Any]:
    """How far behind Odoo is, as the board says it."""
    say = partial(services.words.say, language(services))
    if services.odoo is None:
        return {"ok": False, "text": say("board.odoo_none")}
    name = say("board.odoo_name_demo" if services.settings.demo else "board.odoo_name")
    zone = next((zone for id_, _, _, zone in views.warehouses() if id_ == w), "UTC")
    return odoo_link(views.delivery(w), services.clock(), say, name, ZoneInfo(zone))
