"""All this app ever writes in Odoo, as data. The session sends no other call, so the page about it is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Right = Literal["own", "second"]

# Methods that change nothing, whatever they are given.
READING = frozenset(
    {
        "check_object_reference",
        "context_get",
        "fields_get",
        "formatted_read_group",
        "get_external_id",
        "has_access",
        "read",
        "search",
        "search_count",
        "search_read",
        "web_search_read",
    }
)
_AS_A_FILE = "load"
_AS_VALUES = frozenset({"create", "web_save_multi", "write"})
_HOW = frozenset({"context"})  # named arguments that are no fields


@dataclass(frozen=True, slots=True)
class Write:
    """One way the app writes: on what model, by what method, at most which fields.

    `when` is the key of its reason (`writes.<when>`); `right`: with the app's own user, or the second credential.
    """

    model: str
    method: str
    fields: tuple[str, ...]
    when: str
    right: Right = "own"


def _write(model: str, method: str, fields: str, when: str, right: Right = "own") -> Write:
    return Write(model, method, tuple(fields.split()), when, right)


_LINE = "picking_id move_id product_id location_id lot_id package_id result_package_id"
_MESSAGE = "body body_is_html subtype_xmlid message_id subject partner_ids"
_PLACES = "id picking_type_id location_id location_dest_id"
_REFUND = "partner_id journal_id currency_id fiscal_position_id invoice_origin ref reversed_entry_id invoice_line_ids"
# What the files of the readiness report mend: Odoo's import screen knows records by their External IDs only.
_NAMED = ("product.product", "res.partner", "stock.location", "stock.lot", "stock.package.type")
_ADDRESS = "street street2 zip city country_id phone email"

WRITES: tuple[Write, ...] = (
    _write("stock.picking.batch", "load", "id description picking_type_id", "wave"),
    _write("stock.picking.batch", "action_confirm", "", "wave"),
    _write("stock.picking", "write", "batch_id", "wave"),
    _write("stock.move.line", "web_save_multi", "quantity product_uom_id picked result_package_id", "picked"),
    _write("stock.move.line", "load", f"id quantity picked {_LINE}", "picked"),
    _write("stock.picking", "button_validate", "", "closed"),
    _write("stock.picking", "action_assign", "", "reserved"),
    _write("stock.quant", "create", "product_id location_id lot_id inventory_quantity_auto_apply", "counted"),
    _write("stock.package", "load", "id name shipping_weight package_type_id", "boxed"),
    _write("stock.picking", "write", "carrier_tracking_ref", "shipped"),
    _write("stock.picking", "write", "carrier_id", "chosen"),
    _write("ir.attachment", "load", "id name res_model res_id mimetype datas", "papers"),
    _write("stock.picking", "load", f"{_PLACES} origin move_ids", "moved"),
    _write("stock.picking", "action_confirm", "", "moved"),
    _write("stock.picking", "action_cancel", "", "moved"),
    _write("stock.picking", "write", "move_line_ids", "moved"),
    _write("stock.picking", "load", f"{_PLACES} return_id origin partner_id user_id move_ids", "returned"),
    _write(
        "stock.scrap", "load", "id scrap_qty origin product_id product_uom_id location_id picking_id lot_id", "judged"
    ),
    _write("stock.scrap", "action_validate", "", "judged"),
    _write("mail.message", "load", "id model res_id message_type subtype_id message_id body", "noted"),
    _write(
        "mail.activity", "load", "id res_model_id res_id activity_type_id summary note date_deadline user_id", "todo"
    ),
    _write("mail.activity", "action_feedback", "feedback", "todo"),
    _write("project.task", "load", "id project_id name description date_deadline user_ids", "tasked"),
    _write("project.task", "write", "state", "tasked"),
    _write("helpdesk.ticket", "load", "id team_id name description user_id", "tasked"),
    _write("helpdesk.ticket", "write", "stage_id", "tasked"),
    _write("stock.picking", "message_post", _MESSAGE, "mailed"),
    _write("mail.thread", "message_notify", "subject date body partner_ids", "mailed"),
    _write("sale.order", "message_post", f"{_MESSAGE} message_type attachment_ids", "customer"),
    _write("account.move", "load", f"id move_type {_REFUND}", "refunded", "second"),
    _write("account.move", "action_post", "", "refunded", "second"),
    _write(
        "sale.order.line",
        "load",
        "id order_id product_id name product_uom_qty price_unit discount tax_ids",
        "exchanged",
        "second",
    ),
    *(_write(model, "export_data", "", "named") for model in _NAMED),
    _write("res.partner", "write", _ADDRESS, "address", "second"),
    _write("stock.picking", "write", "partner_id", "address", "second"),
    _write("sale.order", "write", "carrier_id", "carrier", "second"),
    _write("stock.picking", "write", "carrier_id", "carrier", "second"),
    _write("product.product", "write", "weight barcode volume", "product", "second"),
    _write("stock.picking", "write", "batch_id", "leave", "second"),
    _write("stock.picking.batch", "action_cancel", "", "leave", "second"),
    _write("ir.model.data", "unlink", "", "leave", "second"),
    _write("stock.picking.type", "write", "auto_batch create_backorder", "check", "second"),
)


def allowed(model: str, method: str, args: Sequence[Any], named: Mapping[str, Any]) -> bool:
    """Whether a call that writes is one of those above: its method, and all its fields in one of them.

    >>> allowed("stock.picking", "write", [[7], {"batch_id": 3}], {})
    True
    >>> allowed("stock.picking", "write", [[7], {"state": "done"}], {}), allowed("stock.picking", "unlink", [[7]], {})
    (False, False)
    """
    given = fields_of(method, args, named)
    return any((one.model, one.method) == (model, method) and given <= set(one.fields) for one in WRITES)


def fields_of(method: str, args: Sequence[Any], named: Mapping[str, Any]) -> set[str]:
    """The fields a call names; of `load`, those of the record itself (`move_ids/product_id` is `move_ids`).

    >>> sorted(fields_of("load", [["id", "picking_id/.id"], [["a", "1"]]], {}))
    ['id', 'picking_id']
    """
    if method == _AS_A_FILE:
        return {str(name).partition("/")[0] for name in args[0]}
    if method in _AS_VALUES:
        return {name for values in _values(args) for name in values}
    return set(named) - _HOW


def _values(args: Sequence[Any]) -> Iterable[Mapping[str, Any]]:
    """The dictionaries among the arguments, alone or in lists, without what is read back."""
    for given in args[:2]:
        found = given if isinstance(given, list) else [given]
        yield from (values for values in found if isinstance(values, Mapping))
