"""What the app writes in Odoo, and, while it only observes, what it would have written: a page, and a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from warehouse_app.service.looking import Looker, amount_text, moment_text
from warehouse_app.service.measures import cell
from warehouse_app.service.ports.observing import UnsentRow
from warehouse_app.service.ports.odoo.writes import WRITES
from warehouse_app.service.ports.views import Views

SHOWN, FILED = 200, 50_000
# The calls with a sentence of their own; the others are named as they are.
SAID = frozenset(
    {
        "attach",
        "claim_wave",
        "count",
        "create_credit",
        "create_exchange",
        "create_package",
        "create_return",
        "dispose",
        "finish_todo",
        "keep_shipment",
        "keep_todo",
        "mend_product",
        "message_customer",
        "move_goods",
        "name_records",
        "post_note",
        "post_notes",
        "receive_return",
        "reconcile",
        "reserve",
        "reserve_at",
        "send_mail",
        "validate",
    }
)


def in_odoo_page(views: Views, look: Looker, observes: bool) -> dict[str, Any]:
    """`writes` are all ways there are; `unsent` is what was not told, newest first, `total` how many that are."""
    rows = views.notebook.unsent(SHOWN) if observes else []
    counts = views.notebook.unsent_counts() if observes else {}
    return {
        "observes": observes,
        "total": sum(counts.values()),
        "counts": [(_kind(call, look), n) for call, n in counts.items()],
        "unsent": [_entry(row, look) for row in rows],
        "writes": [
            {
                "model": one.model,
                "method": one.method,
                "fields": ", ".join(name for name in one.fields if name != "id"),
                "when": look.say(f"writes.{one.when}"),
                "right": look.say(f"writes.right_{one.right}"),
            }
            for one in WRITES
        ],
    }


def unsent_csv(views: Views, look: Looker) -> str:
    """All of it, newest first: when, what in a sentence, which transfer, the calls."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([look.say(f"writes.col_{name}") for name in ("at", "what", "transfer", "calls")])
    for row in views.notebook.unsent(FILED):
        entry = _entry(row, look)
        writer.writerow(
            [cell(one) for one in (entry["at"], entry["what"], entry["transfer"], " ; ".join(entry["calls"]))]
        )
    return out.getvalue()


def _entry(row: UnsentRow, look: Looker) -> Mapping[str, Any]:
    return {
        "at": moment_text(row.at, look),
        "what": sentence(row, look),
        "transfer": row.transfer or "",
        "calls": row.calls,
    }


def sentence(row: UnsentRow, look: Looker) -> str:
    """What would have been done, in words."""
    facts = {name.removesuffix("_m"): _shown(name, value) for name, value in row.facts.items()}
    return look.say(f"unsent.{row.call}", **facts) if row.call in SAID else look.say("unsent.other", call=row.call)


def _kind(call: str, look: Looker) -> str:
    return look.say(f"unsent.kind_{call}") if call in SAID else call


def _shown(name: str, value: Any) -> Any:
    return amount_text(value) if name.endswith("_m") else value
