"""Exceptions in the double: to-dos, notes and photos on transfers and orders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Activity, Attachment, Note
from warehouse_app.service.ports.odoo import Document, Hanging, OdooRefused, Photo, ToDo, ToDoNow

SERVICE = 1  # the app's own user
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def keep_todo(books: Books, todo: ToDo) -> int:
    _check(books, todo.on)
    if todo.owner is not None and todo.owner not in books.users:
        raise OdooRefused(f"res.users({todo.owner}) does not exist")
    if books.tokens.get(todo.token) not in books.activities:
        books.tokens.pop(todo.token, None)
    id_, new = books.once(todo.token, "activity")
    owner, note = todo.owner or SERVICE, _shown(todo.note)
    summary = " ".join(_shown(todo.summary).split())
    if new:
        books.activities[id_] = Activity(id_, todo.on.kind, todo.on.odoo_id, summary, note, todo.day, owner)
    row = books.activities[id_]
    row.summary, row.note, row.day, row.owner = summary, note, todo.day, owner
    return id_


def find_todo(books: Books, on: Document, token: str) -> int | None:
    row = books.activities.get(books.tokens.get(token, 0))
    return row.id if row is not None and (row.kind, row.of) == (on.kind, on.odoo_id) else None


def finish_todo(books: Books, todo: int, feedback: str) -> bool:
    row = books.activities.get(todo)
    if row is None or not row.active:
        return False
    row.active, row.feedback, row.by = False, _shown(feedback), SERVICE
    books.notes[f"done {todo}"] = Note(row.kind, row.of, f"{row.summary} done\n{row.feedback}")
    return True


def todos(books: Books, ids: Sequence[int]) -> list[ToDoNow]:
    rows = [books.activities[id_] for id_ in ids if id_ in books.activities]
    return [ToDoNow(row.id, not row.active, row.feedback, _name(books, row.by or row.owner)) for row in rows]


def post_note(books: Books, on: Document, token: str, text: str) -> None:
    _check(books, on)
    books.notes.setdefault(token, Note(on.kind, on.odoo_id, _shown(text)))


def hanging(books: Books, transfer: int) -> list[Hanging]:
    here = [row for row in books.attachments.values() if (row.kind, row.of) == ("transfer", transfer)]
    papers = [row for row in here if row.mime == "application/pdf" or row.name.lower().endswith((".zpl", ".zpl2"))]
    return [Hanging(row.id, row.name, row.mime, row.body) for row in sorted(papers, key=lambda row: row.id)]


def attach(books: Books, photo: Photo) -> int:
    _check(books, photo.on)
    id_, _ = books.once(photo.token, "attachment")
    row = Attachment(id_, photo.on.kind, photo.on.odoo_id, photo.name, photo.mime, photo.body)
    books.attachments[id_] = row
    return id_


def _check(books: Books, on: Document) -> None:
    if on.kind == "transfer" and on.odoo_id not in books.pickings:
        raise OdooRefused(f"stock.picking({on.odoo_id}) does not exist")
    if on.kind == "order" and all(row.order_id != on.odoo_id for row in books.pickings.values()):
        raise OdooRefused(f"sale.order({on.odoo_id}) does not exist")


def _name(books: Books, user: int) -> str:
    return books.users[user].login if user in books.users else "Floor app"


def _shown(words: str) -> str:
    return _CONTROL.sub("", words)
