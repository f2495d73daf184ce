"""Exceptions in Odoo: to-dos, notes and photos on transfers and orders, found again by their external ids."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain.plain import as_text
from warehouse_app.odoo.loading import Loaded, load
from warehouse_app.odoo.reading import read_flat, read_web
from warehouse_app.odoo.session import Session
from warehouse_app.odoo.writing import as_html
from warehouse_app.service.ports.odoo import Document, Photo, ToDo, ToDoNow

# By kind: the model, and the external id of its record among the models, which a plain user may not read.
MODELS: Mapping[str, tuple[str, str]] = {
    "transfer": ("stock.picking", "stock.model_stock_picking"),
    "order": ("sale.order", "sale.model_sale_order"),
}
_ANY = ("active", "in", [True, False])  # a to-do that is done is archived
_NOW: dict[str, Any] = {"active": {}, "feedback": {}, "write_uid": {"fields": {"display_name": {}}}}


def keep_todo(session: Session, todo: ToDo) -> int:
    values = {
        "res_model_id/id": MODELS[todo.on.kind][1],
        "res_id": todo.on.odoo_id,
        "activity_type_id/id": "mail.mail_activity_data_todo",
        "summary": " ".join(as_text(todo.summary).split()),
        "note": as_html(todo.note),
        "date_deadline": todo.day,
    }
    (made,) = load(session, "mail.activity", [Loaded(todo.token, values, {"user_id": todo.owner or session.uid})])
    return made


def find_todo(session: Session, on: Document, token: str) -> int | None:
    here = [("res_model", "=", MODELS[on.kind][0]), ("res_id", "=", on.odoo_id), _ANY]
    known = session.call("mail.activity", "search", here)
    named = session.call("mail.activity", "get_external_id", known) if known else {}
    return next((int(id_) for id_, name in named.items() if name == token), None)


def finish_todo(session: Session, todo: int, feedback: str) -> bool:
    """Odoo writes a second message when it is told again, so it is looked at first."""
    if not read_flat(session, "mail.activity", [("id", "=", todo), ("active", "=", True)], ["active"]):
        return False
    session.call("mail.activity", "action_feedback", [todo], feedback=as_text(feedback), write=True)
    return True


def todos(session: Session, ids: Sequence[int]) -> list[ToDoNow]:
    rows = read_web(session, "mail.activity", [("id", "in", list(ids)), _ANY], _NOW) if ids else []
    return [
        ToDoNow(row["id"], not row["active"], row["feedback"] or "", (row["write_uid"] or {}).get("display_name", ""))
        for row in rows
    ]


def attach(session: Session, photo: Photo) -> int:
    values = {
        "name": as_text(photo.name),
        "res_model": MODELS[photo.on.kind][0],
        "res_id": photo.on.odoo_id,
        "mimetype": photo.mime,
        "datas": b64encode(photo.body).decode(),
    }
    (made,) = load(session, "ir.attachment", [Loaded(photo.token, values)])
    return made
