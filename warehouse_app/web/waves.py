"""Waves for handhelds: what there is to do, taking one, and its sheet."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.scan_options import sheet_of
from warehouse_app.service.carts import claim_scanned as claim_scanned_code
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.hand_over import give_back, pause, take_over
from warehouse_app.service.ports.views import AnswerRow, WaveRow
from warehouse_app.service.skills import offered_to
from warehouse_app.service.split_wave import ask_helper
from warehouse_app.service.task_list import how_many
from warehouse_app.web.body import json_object, text
from warehouse_app.web.identity import caller

_SHOWN = ("id", "number", "state", "lines", "done", "totes", "carrier", "cutoff_at", "zones")
CODE_MAX = 80


def blueprint(services: Services) -> Blueprint:
    """The waves of a handheld."""
    waves = Blueprint("waves", __name__, url_prefix="/api/v1/waves")

    @waves.get("")
    def open_waves() -> dict[str, Any]:
        who, device = caller().somebody(), caller().enrolled()
        person = who.id
        mine, there, tasks = services.store.read(
            lambda views: (views.wave_of(person), offered_to(who, device.w, views), how_many(views, device.w, person))
        )
        offered = sorted(there, key=lambda row: row.assigned is None)  # what was given to somebody comes first
        own = _wave(mine) | {"elsewhere": mine.device not in (None, device.id)} if mine else None
        return {"mine": own, "open": [_wave(row) for row in offered], "tasks": tasks}

    _claims(waves, services)

    @waves.get("/<int:wave>/sheet")
    def sheet(wave: int) -> dict[str, Any]:
        device = caller().enrolled()
        facts, generation = services.store.read(lambda views: (views.sheet_facts(wave), views.generation))
        if facts is None or facts.wave.device != device.id:
            raise Refused("wave.not_here", 403)
        return sheet_of(facts, services.rules, generation)

    @waves.get("/<int:wave>/answers")
    def answers(wave: int) -> dict[str, Any]:
        device = caller().enrolled()
        held, rows = services.store.read(lambda views: (views.held(wave), views.answers(wave)))
        if held is None or held.device != device.id:
            raise Refused("wave.not_here", 403)
        known = {"wave": wave, "state": held.state, "epoch": held.epoch, "sheet": held.sheet_no}
        return known | {"answers": [_answer(row) for row in rows]}

    return waves


def _claims(waves: Blueprint, services: Services) -> None:
    """Taking a wave, from the list or by a scan."""

    @waves.post("/<int:wave>/claim")
    def claim(wave: int) -> dict[str, Any]:
        device, person, rules = caller().enrolled(), caller().somebody(), services.rules
        return services.store.write(lambda uow: claim_wave(wave, device, person, rules, uow))

    @waves.post("/<int:wave>/take-over")
    def take_it_over(wave: int) -> dict[str, Any]:
        device, person, rules = caller().enrolled(), caller().somebody(), services.rules
        return services.store.write(lambda uow: take_over(wave, device, person, rules, uow))

    @waves.post("/<int:wave>/pause")
    def put_down(wave: int) -> dict[str, Any]:
        device, person = caller().enrolled(), caller().somebody()
        return services.store.write(lambda uow: pause(wave, device, person, uow))

    @waves.post("/<int:wave>/give-back")
    def hand_back(wave: int) -> dict[str, Any]:
        device, person = caller().enrolled(), caller().somebody()
        return services.store.write(lambda uow: give_back(wave, device, person, uow))

    @waves.post("/<int:wave>/split")
    def helper(wave: int) -> dict[str, Any]:
        device, person = caller().enrolled(), caller().somebody()
        return services.store.write(lambda uow: ask_helper(wave, device, person, uow))

    @waves.post("/claim")
    def claim_scanned() -> dict[str, Any]:
        code = text(json_object(), "code", CODE_MAX) or ""
        device, person, rules = caller().enrolled(), caller().somebody(), services.rules
        return services.store.write(lambda uow: claim_scanned_code(code, device, person, rules, uow))


def _answer(row: AnswerRow) -> dict[str, Any]:
    """What a supervisor decided, as the picker needs it."""
    about = {name: row.facts.get(name) for name in ("order", "product", "missing_m", "location", "tote")}
    said = {"id": row.id, "case": row.case, "answer": row.decision, "at": row.at, "by": row.by, "slot": row.slot}
    return said | about | {"bin": row.said.get("bin")}


def _wave(row: WaveRow) -> dict[str, Any]:
    fields = asdict(row)
    return {name: fields[name] for name in _SHOWN} | {"given": row.assigned is not None}
