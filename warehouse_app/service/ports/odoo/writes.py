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


WRITES: tuple[Write, ...] = (
    Write("stock.picking.batch", "load", ("id", "description", "picking_type_id"), "wave"),
    Write("stock.picking.batch", "action_confirm", (), "wave"),
    Write("stock.picking", "write", ("batch_id",), "wave"),
    Write("stock.move.line", "web_save_multi", ("quantity", "product_uom_id", "picked", "result_package_id"), "picked"),
    Write(
        "stock.move.line",
        "load",
        (
            "id",
            "quantity",
            "picked",
            "picking_id",
            "move_id",
            "product_id",
            "location_id",
            "lot_id",
            "package_id",
            "result_package_id",
        ),
        "picked",
    ),
    Write("stock.picking", "button_validate", (), "closed"),
    Write("stock.picking", "action_assign", (), "reserved"),
    Write(
        "stock.quant",
        "create",
        ("product_id", "location_id", "lot_id", "inventory_quantity_auto_apply"),
        "counted",
    ),
    Write("stock.package", "load", ("id", "name", "shipping_weight", "package_type_id"), "boxed"),
    Write("stock.picking", "write", ("carrier_tracking_ref",), "shipped"),
    Write("ir.attachment", "load", ("id", "name", "res_model", "res_id", "mimetype", "datas"), "papers"),
    Write(
        "stock.picking",
        "load",
        ("id", "picking_type_id", "location_id", "location_dest_id", "origin", "move_ids"),
        "moved",
    ),
    Write("stock.picking", "action_confirm", (), "moved"),
    Write("stock.picking", "action_cancel", (), "moved"),
    Write("stock.picking", "write", ("move_line_ids",), "moved"),
    Write(
        "stock.picking",
        "load",
        (
            "id",
            "picking_type_id",
            "location_id",
            "location_dest_id",
            "return_id",
            "origin",
            "partner_id",
            "user_id",
            "move_ids",
        ),
        "returned",
    ),
    Write(
        "mail.message",
        "load",
        ("id", "model", "res_id", "message_type", "subtype_id", "message_id", "body"),
        "noted",
    ),
    Write(
        "mail.activity",
        "load",
        ("id", "res_model_id", "res_id", "activity_type_id", "summary", "note", "date_deadline", "user_id"),
        "todo",
    ),
    Write("mail.activity", "action_feedback", ("feedback",), "todo"),
    Write(
        "stock.picking",
        "message_post",
        ("body", "body_is_html", "subtype_xmlid", "message_id", "subject", "partner_ids"),
        "mailed",
    ),
    Write("mail.thread", "message_notify", ("subject", "date", "body", "partner_ids"), "mailed"),
    Write(
        "sale.order",
        "message_post",
        ("body", "body_is_html", "subject", "message_type", "subtype_xmlid", "partner_ids", "message_id"),
        "customer",
    ),
    Write(
        "res.partner",
        "write",
        ("street", "street2", "zip", "city", "country_id", "phone", "email"),
        "address",
        "second",
    ),
    Write("stock.picking", "write", ("partner_id",), "address", "second"),
    Write("sale.order", "write", ("carrier_id",), "carrier", "second"),
    Write("stock.picking", "write", ("carrier_id",), "carrier", "second"),
    Write("product.product", "write", ("weight", "barcode"), "product", "second"),
    Write("stock.picking", "write", ("batch_id",), "leave", "second"),
    Write("stock.picking.batch", "action_cancel", (), "leave", "second"),
    Write("ir.model.data", "unlink", (), "leave", "second"),
    Write("stock.picking.type", "write", ("auto_batch", "create_backorder"), "check", "second"),
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
