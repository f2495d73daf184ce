"""Papers at a transfer, as Odoo keeps them."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from warehouse_app.odoo.reading import read_flat
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Hanging

_MOST = 40  # of one transfer; a shipment of more boxes is read in what Odoo calls pages by nobody
_MIMES = ("application/pdf", "text/plain", "application/octet-stream", "application/vnd.zebra-zpl", "x-application/zpl")


def hanging(session: Session, transfer: int) -> list[Hanging]:
    """As the port has it. First what is there, then the bodies of papers only: photos are large."""
    here = [("res_model", "=", "stock.picking"), ("res_id", "=", transfer), ("mimetype", "in", list(_MIMES))]
    rows = sorted(read_flat(session, "ir.attachment", here, ["name", "mimetype"]), key=lambda row: row["id"])
    wanted = [row["id"] for row in rows if row["mimetype"] == _MIMES[0] or _is_zpl(row)][:_MOST]
    found = read_flat(session, "ir.attachment", [("id", "in", wanted)], ["name", "mimetype", "datas"]) if wanted else []
    return list(_papers(sorted(found, key=lambda row: row["id"])))


def invoices(session: Session, order: int) -> list[Hanging]:
    """As the port has it. Odoo keeps the PDF of an invoice in a field of its own, which a plain search passes over."""
    posted = [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
    its = [("line_ids.sale_line_ids.order_id", "=", order), *posted]
    ids = [row["id"] for row in read_flat(session, "account.move", its, ["name"])]
    if not ids:
        return []
    here = [("res_model", "=", "account.move"), ("res_id", "in", ids), ("mimetype", "=", _MIMES[0])]
    here.append(("res_field", "in", [False, "invoice_pdf_report_file"]))
    rows = read_flat(session, "ir.attachment", here, ["name", "mimetype", "datas"])
    return list(_papers(sorted(rows, key=lambda row: row["id"])))


def _papers(rows: list[Mapping[str, Any]]) -> Iterator[Hanging]:
    for row in rows:
        try:
            yield Hanging(row["id"], row["name"] or "", row["mimetype"] or "", b64decode(row["datas"] or ""))
        except binascii.Error:
            continue


def _is_zpl(row: Mapping[str, Any]) -> bool:
    name = str(row["name"] or "").lower()
    return name.endswith((".zpl", ".zpl2")) or "zpl" in str(row["mimetype"])
