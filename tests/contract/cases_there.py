"""What Odoo has of exceptions, read raw, and what people do to them there: of the double and of a real Odoo."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from html import unescape
from typing import Any, Protocol

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Attachment
from warehouse_app.service.ports.odoo import Document

_ADDRESS = ("street", "street2", "zip", "city", "phone", "email")
_MODELS = {"transfer": "stock.picking", "order": "sale.order"}


@dataclass(frozen=True)
class Seen:
    """`mail.activity` as it lies there, its note as a person reads it."""

    summary: str
    note: str
    day: str
    owner: int
    active: bool
    feedback: str


class CasesThere(Protocol):
    def todos(self, on: Document) -> list[Seen]:
        """All of the document, done ones too, oldest first."""
        ...

    def notes(self, on: Document) -> list[str]:
        """The texts of its history, as a person reads them."""
        ...

    def someone_hangs(self, transfer: int, name: str, mime: str, body: bytes) -> None:
        """As a carrier's module leaves a paper at a transfer."""
        ...

    def photos(self, on: Document) -> list[tuple[str, str, bytes]]:
        """(name, mime, body) of what hangs at it."""
        ...

    def someone_does(self, todo: int, words: str) -> None:
        """Presses Done, with feedback."""
        ...

    def someone_removes(self, todo: int) -> None: ...
    def order_of(self, transfer: int) -> Document: ...
    def someone_moves(self, transfer: int, street: str) -> None:
        """The order of the transfer goes to another address of the customer now; Odoo leaves the transfer as it is."""
        ...

    def address(self, transfer: int) -> dict[str, str]:
        """`res.partner` that the transfer goes to: street, street2, zip, city, country (its code), phone, email."""
        ...

    def carriers(self, transfer: int) -> tuple[str, str]:
        """The carrier of the transfer, and that of its order."""
        ...

    def product(self, product: int) -> tuple[float, str, float]:
        """`weight` in kg, `barcode`, and `volume` in cubic metres."""
        ...


class DoubleCases:
    def __init__(self, books: Books) -> None:
        self.books = books

    def todos(self, on: Document) -> list[Seen]:
        rows = [row for row in self.books.activities.values() if (row.kind, row.of) == (on.kind, on.odoo_id)]
        return [Seen(row.summary, row.note, row.day, row.owner, row.active, row.feedback) for row in rows]

    def notes(self, on: Document) -> list[str]:
        return [row.text for row in self.books.notes.values() if (row.kind, row.of) == (on.kind, on.odoo_id)]

    def someone_hangs(self, transfer: int, name: str, mime: str, body: bytes) -> None:
        id_ = self.books.next_id("attachment")
        self.books.attachments[id_] = Attachment(id_, "transfer", transfer, name, mime, body)

    def photos(self, on: Document) -> list[tuple[str, str, bytes]]:
        rows = [row for row in self.books.attachments.values() if (row.kind, row.of) == (on.kind, on.odoo_id)]
        return [(row.name, row.mime, row.body) for row in rows]

    def someone_does(self, todo: int, words: str) -> None:
        row = self.books.activities[todo]
        row.active, row.feedback, row.by = False, words, row.owner

    def someone_removes(self, todo: int) -> None:
        del self.books.activities[todo]

    def order_of(self, transfer: int) -> Document:
        return Document("order", self.books.pickings[transfer].order_id)

    def someone_moves(self, transfer: int, street: str) -> None:
        partner = self.books.add_partner("Ida Quast", street, "20095", "Hamburg")
        self.books.moved[self.books.pickings[transfer].order_id] = partner

    def address(self, transfer: int) -> dict[str, str]:
        partner = self.books.partners[self.books.pickings[transfer].wanted.partner]
        return {name: getattr(partner, name) or "" for name in (*_ADDRESS, "country")}

    def carriers(self, transfer: int) -> tuple[str, str]:
        return (self.books.pickings[transfer].wanted.carrier or "",) * 2

    def product(self, product: int) -> tuple[float, str, float]:
        card = self.books.products[product].card
        own = next((text for text, factor in card.codes if factor == 1000), "")
        return (card.weight_g or 0) / 1000, own, (card.volume_ml or 0) / 1_000_000


class RealCases:
    """`call` is an administrator's."""

    def __init__(self, call: Any) -> None:
        self._call = call

    def todos(self, on: Document) -> list[Seen]:
        here = [("res_model", "=", _MODELS[on.kind]), ("res_id", "=", on.odoo_id), ("active", "in", [True, False])]
        fields = ["summary", "note", "date_deadline", "user_id", "active", "feedback"]
        rows = sorted(self._read("mail.activity", here, fields), key=lambda row: int(row["id"]))
        return [
            Seen(row["summary"], _read_text(row["note"] or ""), row["date_deadline"], row["user_id"], row["active"],
                 row["feedback"] or "")
            for row in rows
        ]  # fmt: skip

    def notes(self, on: Document) -> list[str]:
        here = [("model", "=", _MODELS[on.kind]), ("res_id", "=", on.odoo_id), ("message_type", "=", "notification")]
        return [_read_text(row["body"]) for row in self._read("mail.message", here, ["body"])]

    def someone_hangs(self, transfer: int, name: str, mime: str, body: bytes) -> None:
        row = {"name": name, "res_model": "stock.picking", "res_id": transfer, "datas": b64encode(body).decode()}
        self._call("ir.attachment", "create", row | {"mimetype": mime})

    def photos(self, on: Document) -> list[tuple[str, str, bytes]]:
        here = [("res_model", "=", _MODELS[on.kind]), ("res_id", "=", on.odoo_id)]
        rows = self._read("ir.attachment", here, ["name", "mimetype", "datas"])
        return [(row["name"], row["mimetype"], b64decode(row["datas"])) for row in rows]

    def someone_does(self, todo: int, words: str) -> None:
        self._call("mail.activity", "action_feedback", [todo], feedback=words)

    def someone_removes(self, todo: int) -> None:
        self._call("mail.activity", "unlink", [todo])

    def order_of(self, transfer: int) -> Document:
        (row,) = self._read("stock.picking", [("id", "=", transfer)], ["sale_id"])
        return Document("order", row["sale_id"])

    def someone_moves(self, transfer: int, street: str) -> None:
        order = self.order_of(transfer).odoo_id
        (sale,) = self._read("sale.order", [("id", "=", order)], ["partner_id"])
        (germany,) = self._read("res.country", [("code", "=", "DE")], ["id"])
        row = {"name": "Ida Quast", "parent_id": sale["partner_id"], "type": "delivery", "street": street}
        row |= {"zip": "20095", "city": "Hamburg", "country_id": germany["id"]}
        self._call(
            "sale.order", "write", [order], {"partner_shipping_id": self._call("res.partner", "create", [row])[0]}
        )

    def address(self, transfer: int) -> dict[str, str]:
        (row,) = self._read("stock.picking", [("id", "=", transfer)], ["partner_id"])
        (partner,) = self._read("res.partner", [("id", "=", row["partner_id"])], [*_ADDRESS, "country_code"])
        return {name: partner[name] or "" for name in _ADDRESS} | {"country": partner["country_code"] or ""}

    def carriers(self, transfer: int) -> tuple[str, str]:
        (row,) = self._read("stock.picking", [("id", "=", transfer)], ["carrier_id", "sale_id"])
        (sale,) = self._read("sale.order", [("id", "=", row["sale_id"])], ["carrier_id"])
        names = {one["id"]: one["name"] for one in self._read("delivery.carrier", [], ["name"])}
        return names.get(row["carrier_id"], ""), names.get(sale["carrier_id"], "")

    def product(self, product: int) -> tuple[float, str, float]:
        (row,) = self._read("product.product", [("id", "=", product)], ["weight", "barcode", "volume"])
        return row["weight"], row["barcode"] or "", row["volume"]

    def _read(self, model: str, domain: list[Any], fields: list[str]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._call(model, "search_read", domain, fields, load="")
        return rows


def _read_text(html: str) -> str:
    """Markup as a browser shows it: a tag that is left is one that Odoo would have obeyed."""
    return unescape(re.sub(r"</?(p|div|span|strong|i|ul|li|blockquote)\b[^>]*>", "", re.sub(r"<br\s*/?>", "\n", html)))
