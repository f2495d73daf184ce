"""The rig of the double."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from tests.contract.cases_there import CasesThere, DoubleCases
from tests.contract.losing import LosesEachAnswerOnce
from tests.contract.returns_there import DoubleReturns, ReturnsThere
from tests.contract.rig import DAY, Address
from warehouse_app.demo import money
from warehouse_app.demo.books import Books
from warehouse_app.demo.office import Office
from warehouse_app.demo.papers import Attachment
from warehouse_app.demo.records import Wanted
from warehouse_app.demo.reservation import confirm, quant_of, touch, unreserve
from warehouse_app.demo.validation import button_validate, cancel
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.service.ports.odoo import Odoo, OdooBox, OdooOffice, OdooProduct

NOW = 1_790_000_000_000


class DoubleRig:
    """A warehouse of our own, empty, with no one in it."""

    def __init__(self, steps: int) -> None:
        self.books = Books("8c9f6e0e-0000-4000-8000-000000000001", NOW)
        self.site = self.books.add_site("WH", "Main warehouse", "Europe/Berlin", steps)
        self.odoo = Warehouse(self.books)
        self.office: OdooOffice = Office(self.books, self.odoo.lock)
        self.master = self.office
        self.warehouse = self.site.id
        self.now = NOW
        self.there: CasesThere = DoubleCases(self.books)
        self.back: ReturnsThere = DoubleReturns(self.books, self.site)

    def bin(self, name: str) -> int:
        return self.books.add_location(name, self.site.stock, name)

    def product(
        self, name: str, tracking: str = "none", expires: bool = False, codes: Mapping[str, int] | None = None
    ) -> int:
        barcodes = tuple((text, pieces * 1000) for text, pieces in (codes or {}).items())
        return self.books.add_product(
            OdooProduct(0, name, name, "pieces", True, tracking, expires, None, None, barcodes)
        )

    def describe(self, product: int, tag: str, category: str, volume_ml: int) -> None:
        card = self.books.products[product].card
        self.books.products[product].card = replace(card, tags=(tag, category), volume_ml=volume_ml)

    def kit(self, name: str, parts: Mapping[int, int]) -> int:
        kit = self.product(name)
        self.books.kits[kit] = tuple(parts.items())
        return kit

    def photograph(self, product: int, body: bytes) -> None:
        self.books.pictures[product] = body

    def costs(self, product: int, cost: int) -> None:
        self.books.products[product].cost = cost

    def sells(self, product: int, price: int) -> None:
        self.books.products[product].price = price

    def lot(self, product: int, name: str, days_left: int | None = None) -> int:
        today = date.fromisoformat(self.books.today)
        expires = None if days_left is None else (today + timedelta(days=days_left)).isoformat()
        return self.books.add_lot(product, name, expires)

    def put(
        self,
        product: int,
        location: int,
        pieces: int,
        lot: int | None = None,
        days_ago: int = 1,
        package: int | None = None,
    ) -> None:
        self.books.stock.put(product, location, lot, pieces * 1000, NOW - days_ago * DAY, package)

    def package(self, name: str) -> int:
        return self.odoo.create_package(f"rig-{name}", name, None, None)

    def order(
        self,
        rows: Mapping[int, int],
        *,
        all_at_once: bool = False,
        deadline: int | None = None,
        carrier: str | None = None,
        address: Address | None = None,
        team: str | None = None,
        price: int | None = None,
    ) -> str:
        to = address or Address()
        partner = self.books.add_partner("Ida Quast", to.street, to.zip, to.city)
        wanted = tuple((product, pieces * 1000) for product, pieces in rows.items())
        value = None if price is None else price * 100 * sum(rows.values())
        more = {"all_at_once": all_at_once, "segment": team, "value": value}
        return confirm(self.books, self.site, Wanted(partner, wanted, carrier, 0, deadline, **more)).order  # type: ignore[arg-type]

    def box(self, name: str, barcode: str, size_mm: tuple[int, int, int], weight_g: int, max_g: int) -> None:
        self.books.add_box(OdooBox(0, name, barcode, size_mm, weight_g, max_g))

    def user(self, login: str, password: str, active: bool = True) -> int:
        return self.books.add_user(login, password, active)

    def employee(self, name: str, badge: str | None, pin: str | None, job: str, user: int | None) -> None:
        self.books.add_employee(name, badge, pin, job, user)

    def set_out(self, *, auto_batch: bool, backorder: str) -> int:
        out = self.site.chain[-1].id
        self.books.backorder[out] = backorder
        if auto_batch:
            self.books.auto_batch.add(out)
        return out

    def losing(self) -> Odoo:
        return cast(Odoo, LosesEachAnswerOnce(self.odoo))

    def losing_office(self) -> OdooOffice:
        return cast(OdooOffice, LosesEachAnswerOnce(self.office))

    def someone_invoices(self, order: str, policy: str = "order") -> None:
        money.invoice(self.books, self._order(order), paid=False)
        money.account_of(self.books, self._order(order)).policy = policy

    def someone_prints(self, order: str, name: str, body: bytes, field: str | None = None) -> None:
        id_ = self.books.next_id("attachment")
        self.books.attachments[id_] = Attachment(id_, "invoice", self._order(order), name, "application/pdf", body)

    def someone_pays(self, order: str, part: float = 1.0) -> None:
        id_ = self._order(order)
        money.account_of(self.books, id_).paid = round(money.order_money(self.books, id_).invoiced * part)

    def someone_posts(self, credit: int) -> None:
        money.post_credit(self.books, credit)

    def someone_drops(self, credit: int) -> None:
        self.books.ledger.credits[credit].state = "cancelled"

    def raw_prices(self, order: str, product: int) -> list[int]:
        return [row.price for row in self.books.ledger.exchanged[self._order(order)] if row.product == product]

    def raw_credits(self, order: str) -> list[tuple[str, int, int]]:
        states = {"draft": "draft", "posted": "posted", "paid": "posted", "cancelled": "cancel"}
        rows = [note for note in self.books.ledger.credits.values() if note.order == self._order(order)]
        return [(states[n.state], n.amount, sum(qty_m for qty_m, _ in n.lines.values()) // 1000) for n in rows]

    def _order(self, name: str) -> int:
        return next(row.order_id for row in self.books.pickings.values() if row.order == name)

    def someone_picks(self, transfer: int, pieces: int) -> None:
        picking = self.books.pickings[transfer]
        line = picking.moves[0].lines[0]
        quant_of(self.books, line).reserved_m += pieces * 1000 - line.quantity_m
        line.quantity_m, line.picked = pieces * 1000, True
        touch(self.books, picking)

    def someone_unreserves(self, transfer: int) -> None:
        unreserve(self.books, self.books.pickings[transfer])

    def someone_cancels(self, transfer: int) -> None:
        cancel(self.books, self.books.pickings[transfer])

    def someone_writes_down(self, order: int, email: str | None, lang: str) -> None:
        picking = next(row for row in self.books.pickings.values() if row.order_id == order)
        partner = self.books.partners[picking.wanted.partner]
        partner.email, partner.lang = email, lang

    def someone_validates(self, transfer: int) -> None:
        button_validate(self.books, [transfer])

    def raw_lines(self, transfer: int) -> list[tuple[int, int, bool, int | None]]:
        lines = [line for move in self.books.pickings[transfer].moves for line in move.lines]
        held = [line for line in lines if line.quantity_m or line.picked]
        return sorted(
            ((line.location, line.quantity_m // 1000, line.picked, line.result_package) for line in held), key=str
        )

    def raw_goods(self, transfer: int) -> list[tuple[int | None, int | None, int, bool]]:
        lines = [line for move in self.books.pickings[transfer].moves for line in move.lines]
        held = [line for line in lines if line.quantity_m or line.picked]
        return sorted(((line.lot, line.package, line.quantity_m // 1000, line.picked) for line in held), key=str)

    def raw_transfer(self, transfer: int) -> tuple[str, int | None]:
        row = self.books.pickings[transfer]
        return row.state, row.batch

    def raw_on_hand(self, product: int, location: int) -> int:
        rows = [row for row in self.books.stock if (row.product, row.location) == (product, location)]
        return sum(row.quantity_m for row in rows) // 1000

    def raw_shipped(self, order: str) -> int:
        shipped = [row for row in self.books.pickings.values() if row.order == order and row.type.code == "outgoing"]
        return sum(move.quantity_m for row in shipped for move in row.moves if move.state == "done") // 1000

    def raw_receipts(self, delivery: int) -> list[tuple[str, int]]:
        rows = [row for row in self.books.pickings.values() if row.return_of == delivery]
        live = [[move for move in row.moves if move.ended != "cancel"] for row in rows]
        return [
            (row.state, sum(move.quantity_m if move.ended else move.demand_m for move in moves) // 1000)
            for row, moves in zip(rows, live, strict=True)
        ]

    def raw_delivered(self, order: str) -> int:
        rows = [row for row in self.books.pickings.values() if row.order == order and row.state == "done"]
        signs = {"outgoing": 1, "incoming": -1, "internal": 0}
        return (
            sum(move.quantity_m * signs[row.type.code] for row in rows for move in row.moves if move.ended == "done")
            // 1000
        )

    def returns_place(self) -> int:
        return self.site.back.target

    def raw_moved(self, product: int, source: int, target: int) -> list[int]:
        way = (product, source, target)
        rows = [row for row in self.books.relocated if (row.product, row.source, row.target) == way]
        return [row.quantity_m // 1000 for row in rows]

    def raw_batches(self, description: str) -> list[str]:
        return [row.state for row in self.books.batches.values() if description in row.description]

    def raw_notes(self, transfer: int, text: str) -> int:
        return sum(
            (note.kind, note.of) == ("transfer", transfer) and text in note.text for note in self.books.notes.values()
        )

    def raw_letters(self, order: int) -> list[tuple[str, str, int]]:
        return [(row.subject, row.body, 1) for row in self.books.letters.values() if row.order == order]

    def raw_enclosed(self, order: int) -> list[tuple[str, bytes]]:
        here = [row for row in self.books.attachments.values() if (row.kind, row.of) == ("order", order)]
        sent = [paper.name for row in self.books.letters.values() if row.order == order for paper in row.papers]
        return [(row.name, row.body) for row in here if row.name in sent]

    def colleague(self, has_address: bool = True) -> int:
        user = self.books.add_user(f"user{len(self.books.users)}", "secret")
        self.books.users[user].has_address = has_address
        return user

    def raw_mails(self, user: int) -> list[int | None]:
        return [mail.transfer for mail in self.books.mails.values() if mail.user == user]

    def raw_packages(self, name: str) -> list[int]:
        return [row.weight_g or 0 for row in self.books.packages.values() if row.name == name]

    def raw_tracking(self, transfer: int) -> str:
        return self.books.pickings[transfer].tracking

    def someone_books(self, transfer: int, number: str) -> None:
        self.books.pickings[transfer].tracking = number

    def raw_picking_states(self, order: str) -> list[str]:
        return [row.state for row in self.books.pickings.values() if row.order == order]

    def raw_move_states(self, order: str) -> list[str]:
        return [move.state for row in self.books.pickings.values() if row.order == order for move in row.moves]

    def raw_reserved(self, product: int, location: int) -> int:
        rows = [row for row in self.books.stock if (row.product, row.location) == (product, location)]
        return sum(row.reserved_m for row in rows) // 1000
