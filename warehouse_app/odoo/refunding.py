"""Credit notes in a real Odoo, with the second credential.

Odoo's two ways (the invoice of what was delivered, and the reversal of an invoice) make one more each time they are
asked, and credit more than was invoiced. So the note is made as they make it, with the price, taxes and account of the
invoice's own lines and tied to the order's, but by `load`: its name is ours, and unique in Odoo's database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.odoo.loading import load_rows
from warehouse_app.odoo.money import Money, minor, read_money, states
from warehouse_app.odoo.reading import read_web
from warehouse_app.odoo.records import Row, link, unit_of
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import CreditNow, CreditPart, OdooRefused, OrderMoney

_INVOICE_LINE: dict[str, Any] = {
    **{key: {} for key in ("name", "quantity", "price_unit", "discount", "price_total", "tax_ids", "account_id")},
    "product_id": {"fields": {"uom_id": {"fields": {"factor": {}}}}},
    "product_uom_id": {"fields": {"factor": {}}},
    "move_id": {"fields": {key: {} for key in ("partner_id", "journal_id", "currency_id", "fiscal_position_id")}},
}


@dataclass(frozen=True, slots=True)
class _Taken:
    """So much (in the line's own unit) of an invoice's line, for an order's line."""

    sold: int
    of: Row
    number: float

    @property
    def gross(self) -> float:
        return float(self.of["price_total"]) * self.number / float(self.of["quantity"])


def order_money(session: Session, order: int) -> OrderMoney:
    """As the port has it."""
    return read_money(session, order).told


def create_credit(
    session: Session, token: str, order: int, parts: Sequence[CreditPart], reference: str, post: bool
) -> CreditNow:
    """As the port has it."""
    made = drafted(session, token, order, parts, reference)
    (now,) = credits(session, [made])
    if post and now.state == "draft":
        session.call("account.move", "action_post", [made], write=True)
        (now,) = credits(session, [made])
    return now


def drafted(session: Session, token: str, order: int, parts: Sequence[CreditPart], reference: str) -> int:
    """The draft, made once. Looked for first: to load again what somebody has worked on would undo that."""
    money = read_money(session, order)
    named = session.call("account.move", "get_external_id", list(money.notes)) if money.notes else {}
    made = next((id_ for id_ in money.notes if named.get(str(id_)) == token), None)
    if made is not None:
        return made
    check_credit(money.told, parts)
    return _make(session, token, money, parts, reference)


def credits(session: Session, ids: Sequence[int]) -> list[CreditNow]:
    """As the port has it."""
    return states(session, ids) if ids else []


def check_credit(told: OrderMoney, parts: Sequence[CreditPart]) -> int:
    """Never more than was invoiced and is not credited yet, of a line and of all; what they come to.

    Raises:
        OdooRefused: it would be more.
    """
    lines = {line.line: line for line in told.lines}
    for part in parts:
        line = lines.get(part.line)
        if line is None or part.qty_m <= 0 or part.qty_m > line.left_m or not 0 <= part.less <= line.amount(part.qty_m):
            raise OdooRefused(f"{told.name}: more would be credited than was invoiced")
    total = sum(lines[part.line].amount(part.qty_m) - part.less for part in parts)
    if not parts or len({part.line for part in parts}) < len(parts) or total > told.left:
        raise OdooRefused(f"{told.name}: more would be credited than was invoiced")
    return total


def _make(session: Session, token: str, money: Money, parts: Sequence[CreditPart], reference: str) -> int:
    taken = {part.line: list(_take(session, money, part)) for part in parts}
    first = next(one.of["move_id"] for row in taken.values() for one in row)
    invoices = {link(one.of["move_id"]) for row in taken.values() for one in row}
    head = {
        "id": token,
        "move_type": "out_refund",
        "partner_id/.id": link(first["partner_id"]),
        "journal_id/.id": link(first["journal_id"]),
        "currency_id/.id": link(first["currency_id"]),
        "fiscal_position_id/.id": link(first["fiscal_position_id"]),
        "invoice_origin": money.told.name,
        "ref": reference,
        "reversed_entry_id/.id": invoices.pop() if len(invoices) == 1 else None,
    }
    lines = [line for part in parts for one in taken[part.line] for line in _lines(one, part, taken[part.line], money)]
    rows = [{"id": f"{token}_{number}"} | line for number, line in enumerate(lines, start=1)]
    fields = [*head, *[f"invoice_line_ids/{name}" for name in rows[0]]]
    blank = dict.fromkeys(head)
    cells = [[*(blank if number else head).values(), *row.values()] for number, row in enumerate(rows)]
    (made,) = load_rows(session, "account.move", fields, [[_cell(cell) for cell in row] for row in cells])
    return made


def _take(session: Session, money: Money, part: CreditPart) -> Iterator[_Taken]:
    """From the invoices' lines, oldest first, past what was credited of them before."""
    ids = money.invoice_lines[part.line]
    known = {row["id"]: row for row in read_web(session, "account.move.line", [("id", "in", list(ids))], _INVOICE_LINE)}
    past_m = next(line.credited_m for line in money.told.lines if line.line == part.line)
    left_m = part.qty_m
    for id_ in sorted(known):
        row = known[id_]
        unit = unit_of(row["product_uom_id"], row["product_id"]["uom_id"]) if row["product_id"] else None
        size = unit.size if unit else 1.0
        here_m = round(row["quantity"] * size * 1000)
        skipped_m = min(past_m, here_m)
        part_m = min(here_m - skipped_m, left_m)
        past_m, left_m = past_m - skipped_m, left_m - part_m
        if part_m:
            yield _Taken(part.line, row, part_m / 1000 / size)


def _lines(one: _Taken, part: CreditPart, all_: Sequence[_Taken], money: Money) -> Iterator[dict[str, Any]]:
    row = one.of
    same = {
        "product_uom_id/.id": link(row["product_uom_id"]),
        "tax_ids/.id": ",".join(str(link(tax)) for tax in row["tax_ids"]) or None,
        "account_id/.id": link(row["account_id"]),
    }
    goods = {"name": row["name"], "quantity": one.number, "price_unit": row["price_unit"], "discount": row["discount"]}
    yield {"product_id/.id": link(row["product_id"]), **goods, **same, "sale_line_ids/.id": one.sold}
    whole = sum(other.gross for other in all_)
    if part.less and whole:
        net = row["price_unit"] * (1 - row["discount"] / 100) * one.number
        price = round(net * part.less / minor(whole, money.told.digits), 2)
        less = {"name": part.why or row["name"], "quantity": -1, "price_unit": price, "discount": 0}
        yield {"product_id/.id": None, **less, **same, "product_uom_id/.id": None, "sale_line_ids/.id": None}


def _cell(value: Any) -> str:
    return "" if value is None or value is False else str(value)
