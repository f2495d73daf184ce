"""The sheet of cards, read back with a scanner."""

from __future__ import annotations

import json

import pypdfium2
import pytest
import zxingcpp

from warehouse_app.assets import STATIC
from warehouse_app.domain import cards
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.printing.sheets import sheet_pdf
from warehouse_app.service.card_sheet import card_sheet
from warehouse_app.service.messages import Messages

REASONS = {code: {"key": f"reason.{code}"} for code in ("RC-EMPTY", "RC-DAMAGED", "RC-ELSE")}
WORDS = Messages(
    {lang: json.loads((STATIC / f"lang/{lang}.json").read_text("utf-8")) for lang in ("en", "de", "es", "fr")}
)


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_every_card_of_the_sheet_is_read_back_and_means_something_on_a_wave(lang: str) -> None:
    made = card_sheet(REASONS, PickingRules(last_digits=True), lambda key: WORDS.say(lang, key))
    pages = pypdfium2.PdfDocument(sheet_pdf("card", made, "Cards"))
    read = [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=203.2 / 72).to_pil())]
    assert sorted(read) == sorted(card["number"] for card in made)
    table = cards.table(REASONS)
    assert all(table[code].get("do") != "not_here" for code in read)
    assert not [card["word"] for card in made if card["word"].startswith(("cards.", "reason."))]


def test_what_the_shop_lacks_is_not_printed() -> None:
    printed = {card["number"] for card in card_sheet({}, PickingRules(keypad_max_m=6_000), lambda key: key)}
    assert "OBTOTHE" not in printed
    assert {code for code in printed if code.startswith("OBTQ")} == {"OBTQ2", "OBTQ3", "OBTQ4", "OBTQ5", "OBTQ6"}
    assert not any(code.startswith("RC-") for code in printed)
    assert "OBTNOCO" not in printed
