"""The practice wave as this shop's people get it, in each language; and who passed it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.practice import REASON, practice_cards, practice_sheet
from warehouse_app.service.messages import Messages
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.shipped_rules import shipped


def practice_waves(words: Messages) -> dict[str, dict[str, Any]]:
    """Sheet and tasks by language, with the reasons every shop begins with."""
    reasons = [(code, body) for kind, code, _, body in shipped() if kind == "reason"]
    return {lang: practice_sheet(partial(words.say, lang), reasons) for lang in words.languages}


def practice_paper(words: Messages, lang: str) -> list[dict[str, str]]:
    """The cards to pin on a wall."""
    return practice_cards(partial(words.say, lang), f"reason.{REASON}")


def practised_days(views: Views) -> dict[int, str]:
    """The day on which each person last passed it, as 2026-11-28 in the warehouse, by person."""
    found: dict[int, str] = {}
    for w, _, _, zone in views.warehouses():
        at_home = ZoneInfo(zone)
        for person, at in views.practised(w).items():
            found[person] = datetime.fromtimestamp(at / 1_000, at_home).date().isoformat()
    return found


def practice_passed(session: object, at: object, device: Device, uow: UnitOfWork) -> None:
    """Somebody passed on this device; told again it changes nothing. Who it was, the session opened there says.

    It may have ended meanwhile: the handheld tells when it has a network.

    Raises:
        Refused: `request.malformed`, also for a session of another device.
    """
    if type(session) is not int or type(at) is not int or at < 0:
        raise Refused("request.malformed", 400)
    opened = uow.sessions.get(session) if session < 2**63 else None
    if opened is None or opened.device != device.id:
        raise Refused("request.malformed", 400)
    uow.people.practised(opened.person, min(at, uow.now))
