"""What goods cost by Odoo's list, asked when somebody wants to send them for others."""

from __future__ import annotations

from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import Store

Listed = tuple[int, str]  # hundredths of a piece's price, and its currency


def list_price(code: str, w: int, store: Store, odoo: Odoo | None) -> Listed | None:
    """Of the goods of a code or SKU; None where they are not known, or Odoo does not say."""
    found = store.read(lambda views: views.returns.refunds.product(w, code)) if code.strip() else None
    if found is None or odoo is None:
        return None
    try:
        return odoo.list_price(found[1])
    except (OdooUnreachable, OdooUnknown, OdooRefused):
        return None
