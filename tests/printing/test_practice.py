"""The cards of the practice wave, read back with a scanner: all that a walk of it scans is on one page."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp

from tests.printing.test_cards import WORDS
from warehouse_app.domain import cards
from warehouse_app.domain.practice import REASON, WRONG
from warehouse_app.printing.sheets import sheet_pdf
from warehouse_app.service.practice import practice_paper, practice_waves


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_every_card_is_read_back_from_one_page_and_means_something_in_the_wave(lang: str) -> None:
    made = practice_paper(WORDS, lang)
    (page,) = pypdfium2.PdfDocument(sheet_pdf("practice", made, "Practice"))
    read = {code.text for code in zxingcpp.read_barcodes(page.render(scale=203.2 / 72).to_pil())}
    assert read == {card["number"] for card in made}
    sheet = practice_waves(WORDS)[lang]["sheet"]
    assert read - {cards.PRACTICE, WRONG} <= set(sheet["codes"])
    wanted = {code for code, means in sheet["codes"].items() if means["what"] in ("location", "product", "tote")}
    assert wanted | {cards.PRACTICE, WRONG, REASON, "OBTUNDO", "OBTSHOR", "OBTSKIP"} == read
    assert not [card for card in made if card["word"].startswith(("cards.", "reason."))]
