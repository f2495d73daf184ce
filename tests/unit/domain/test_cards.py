"""The cards of a sheet, of the device's engine and of the vectors are the same."""

import json
import re

from tests.tools.report import ROOT
from warehouse_app.assets import STATIC
from warehouse_app.domain import cards

REASONS = {"RC-EMPTY": 1, "RC-ELSE": 1}
ASIDE = {"look", "count", "move", "tasks"}  # opened by the shell, over whatever the engine asks


def engine_has() -> set[str]:
    script = (STATIC / "js/pick/commands.js").read_text(encoding="utf-8")
    found = re.search(r"export const COMMANDS = \{(.*?)\};", script, re.DOTALL)
    assert found is not None
    return {part.partition(":")[0].strip().strip("'") for part in found[1].split(",")}


def test_every_command_of_a_card_is_one_the_device_has() -> None:
    assert set(cards.COMMANDS.values()) - ASIDE <= engine_has()
    assert "not_here" not in cards.PRINTED


def test_no_two_cards_are_the_same_once_their_signs_are_lost() -> None:
    table = cards.table(REASONS)
    bare: dict[str, object] = {}
    for code, entry in table.items():
        assert bare.setdefault(re.sub(r"[^A-Z0-9]", "", code), entry) == entry, code


def test_the_sheet_of_the_vectors_has_every_card() -> None:
    sheet = json.loads((ROOT / "tests/vectors/sheets/small.json").read_text(encoding="utf-8"))
    wanted = cards.table({reason["code"]: reason for reason in sheet["reasons"]})
    assert {code: sheet["codes"].get(code) for code in wanted} == wanted


def test_found_in_another_bin_does_nothing_where_the_shop_has_no_such_reason() -> None:
    assert cards.table({})["OBTOTHE"] == {"what": "command", "do": "not_here"}
    assert cards.table(REASONS)["O-BTN.OTHER-BIN"] == {"what": "reason", "reason": "RC-ELSE"}
