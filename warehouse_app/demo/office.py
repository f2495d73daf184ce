"""The double's side of the calls that need more rights, and of the survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.demo import mending, money
from warehouse_app.demo.books import Books
from warehouse_app.demo.labels import makes_labels
from warehouse_app.demo.turns import InTurn, in_turn
from warehouse_app.demo.validation import ENDED, end_empty
from warehouse_app.service.ports.odoo import (
    BatchNow,
    CreditNow,
    CreditPart,
    ExchangeItem,
    ExchangeMade,
    Features,
    Hanging,
    OdooEmployee,
    OdooRefused,
    OpTypeNow,
    OrderMoney,
    Survey,
)

_RIGHTS = (("stock.picking", "read"), ("stock.picking", "write"), ("stock.quant", "create"), ("sale.order", "read"))


class Office(InTurn):
    """OdooOffice over the rows of `books`; `lock` is that of the Odoo beside it, where both are used at once."""

    def __init__(self, books: Books, lock: Any = None) -> None:
        super().__init__()
        self.books, self.lock = books, lock or self.lock

    def employees(self) -> Sequence[OdooEmployee]:
        rows = [OdooEmployee(e.id, e.name, e.badge, e.pin, e.job, e.user) for e in self.books.employees.values()]
        return sorted(rows, key=lambda one: (one.name.casefold(), one.odoo_id))

    def stop_auto_batch(self, op_types: Sequence[int]) -> None:
        self._check(op_types)
        self.books.auto_batch -= set(op_types)

    def ask_for_backorders(self, op_types: Sequence[int]) -> None:
        self._check(op_types)
        for op_type in op_types:
            self.books.backorder.pop(op_type, None)

    def mend_address(self, transfer: int, fields: Mapping[str, str]) -> None:
        mending.mend_address(self.books, transfer, fields)

    def mend_carrier(self, transfer: int, carrier: str) -> None:
        mending.mend_carrier(self.books, transfer, carrier)

    def mend_product(
        self, product: int, weight_g: int | None, barcode: str | None, volume_ml: int | None = None
    ) -> None:
        mending.mend_product(self.books, product, weight_g, barcode, volume_ml)

    def names_of_ours(self) -> Mapping[str, int]:
        return {"records": len(self.books.tokens)} if self.books.tokens else {}

    def let_go(self) -> int:
        ours = {batch.odoo_id for batch in _batches(self.books) if batch.ours}
        held = [row for row in self.books.pickings.values() if row.batch in ours and row.state not in ENDED]
        for row in held:
            batch, row.batch = row.batch, None
            end_empty(self.books, batch)
        return len(held)

    def forget_names(self) -> int:
        gone = len(self.books.tokens)
        self.books.tokens.clear()
        return gone

    @in_turn
    def order_money(self, order: int) -> OrderMoney:
        return money.order_money(self.books, order)

    @in_turn
    def invoices(self, order: int) -> Sequence[Hanging]:
        rows = [row for row in self.books.attachments.values() if (row.kind, row.of) == ("invoice", order)]
        return [Hanging(row.id, row.name, row.mime, row.body) for row in sorted(rows, key=lambda row: row.id)]

    @in_turn
    def create_credit(
        self, token: str, order: int, parts: Sequence[CreditPart], reference: str, post: bool
    ) -> CreditNow:
        return money.create_credit(self.books, token, order, parts, reference, post)

    @in_turn
    def credits(self, ids: Sequence[int]) -> Sequence[CreditNow]:
        return money.credits(self.books, ids)

    @in_turn
    def create_exchange(self, token: str, order: int, items: Sequence[ExchangeItem], text: str) -> ExchangeMade:
        return money.create_exchange(self.books, token, order, items, text)

    def _check(self, op_types: Sequence[int]) -> None:
        known = {row.id for site in self.books.sites.values() for row in site.chain}
        if gone := sorted(set(op_types) - known):
            raise OdooRefused(f"stock.picking.type({gone[0]}) does not exist")


def features(books: Books) -> Features:
    ways = books.ways
    return Features(ways.version, "community", ways.hosting, ways.scan_options, ways.key_expires_at)


def survey(books: Books) -> Survey:
    ways = books.ways
    return Survey(
        companies=ways.companies,
        op_types=tuple(_op_types(books)),
        decimals=ways.decimals,
        view_bins=tuple(_view_bins(books)),
        batches=tuple(_batches(books)),
        rights={right: right not in ways.denied for right in (*_RIGHTS, *ways.denied)},
        missing_modules=ways.missing_modules,
        asks_sms=ways.asks_sms,
        zoneless=tuple(site.name for site in books.sites.values() if not site.zone),
    )


def _op_types(books: Books) -> list[OpTypeNow]:
    return [
        OpTypeNow(
            row.id,
            row.name,
            site.id,
            row.code,
            row.id in books.auto_batch,
            books.backorder.get(row.id, "ask"),
            books.reservation.get(row.id, "at_confirm"),
            {"print_label": makes_labels(row, books)},
        )
        for site in books.sites.values()
        for row in site.chain
    ]


def _view_bins(books: Books) -> list[str]:
    """Odoo begins a path anew below a view."""
    stocks = {place for site in books.sites.values() for place in books.within(site.stock) if place != site.stock}
    views = {place for place in stocks if books.locations[place].usage == "view"}
    rows = (books.locations[place] for place in sorted(stocks - views))
    return [f"{books.locations[row.parent].name}/{row.name}" for row in rows if row.parent in views]


def _batches(books: Books) -> list[BatchNow]:
    ours = {row for token, row in books.tokens.items() if token.startswith("__floor__.wave")}
    members = [row.batch for row in books.pickings.values()]
    running = (row for row in books.batches.values() if row.state not in ENDED)
    return [BatchNow(row.id, f"BATCH/{row.id}", row.state, row.id in ours, members.count(row.id)) for row in running]
