"""Odoo's own scan settings of an operation type, as far as the floor obeys them.

They exist where the barcode app of Odoo Enterprise is installed (labels and values: floor conventions 1.5). Where one
does not exist, the default of the app holds.

>>> rules = obey(PickingRules(), {"restrict_scan_source_location": "no", "restrict_scan_tracking_number": "mandatory"})
>>> rules.location_first, rules.lot_scan
(False, True)
>>> not_obeyed({"barcode_validation_full": True, "barcode_allow_extra_product": False})
['barcode_validation_full']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from warehouse_app.domain.sheet import PickingRules, SheetFacts, compile_sheet

Options = Mapping[str, bool | str]

# What an option says of a walk: the rule it sets, and whether a value switches it on.
_RULES: Mapping[str, tuple[str, Callable[[bool | str], bool]]] = {
    "restrict_scan_source_location": ("location_first", lambda value: value == "mandatory"),
    "restrict_scan_tracking_number": ("lot_scan", lambda value: value == "mandatory"),
    "restrict_scan_dest_location": ("ask_tote", lambda value: value != "no"),
}
# What the floor never does, whatever Odoo allows: ship what nobody scanned, or more than was ordered.
_NEVER = {"barcode_validation_full": True, "barcode_allow_extra_product": True}


def obey(rules: PickingRules, options: Options) -> PickingRules:
    """The rules as this operation type wants them."""
    said: dict[str, Any] = {rule: is_on(options[name]) for name, (rule, is_on) in _RULES.items() if name in options}
    if options.get("barcode_validation_after_dest_location"):
        said["ask_tote"] = True
    return replace(rules, **said)


def sheet_of(facts: SheetFacts, rules: PickingRules, generation: str) -> dict[str, Any]:
    """The wave's sheet, by the rules of the app and what Odoo says of this operation type."""
    return compile_sheet(facts, obey(rules, facts.options), generation)


def obeyed(options: Options) -> list[str]:
    """The names of Odoo's settings that decide something on a walk here."""
    return [name for name in options if name in _RULES]


def not_obeyed(options: Options) -> list[str]:
    """The names of those that allow what is never done here."""
    return [name for name, value in _NEVER.items() if options.get(name) is value]
