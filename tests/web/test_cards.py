"""The sheet of cards of the office."""

from functools import partial

import pytest

from tests.web.conftest import Floor
from warehouse_app.printing.paper import FIRST_DAY, rows_a_page
from warehouse_app.printing.pictures import pictures
from warehouse_app.service.first_day import SHEETS, first_day


def test_a_supervisor_prints_the_cards_in_the_language_asked_for(floor: Floor) -> None:
    office = floor.office("supervisor")
    english, german = office.get("/cards.pdf?lang=en"), office.get("/cards.pdf?lang=de")
    assert (english.status_code, english.content_type) == (200, "application/pdf")
    assert english.data.startswith(b"%PDF")
    assert english.data != german.data


def test_nobody_else_prints_them(floor: Floor) -> None:
    assert floor.office("picker").get("/cards.pdf").status_code == 403


def test_the_cards_of_the_practice_wave_are_printed_by_the_same_people(floor: Floor) -> None:
    for role, status in (("supervisor", 200), ("admin", 200), ("picker", 403), ("stock", 403)):
        assert floor.office(role).get("/practice.pdf").status_code == status
    office = floor.office("admin")
    english, french = office.get("/practice.pdf?lang=en"), office.get("/practice.pdf?lang=fr")
    assert english.content_type == "application/pdf"
    assert english.data.startswith(b"%PDF")
    assert english.data != french.data


@pytest.mark.parametrize("role", SHEETS)
def test_a_first_day_is_one_page_in_every_language_and_no_sentence_is_left_open(floor: Floor, role: str) -> None:
    office, seen = floor.office("supervisor"), set()
    for lang in ("en", "de", "es", "fr"):
        sheet = office.get(f"/first-day.pdf?role={role}&lang={lang}")
        assert (sheet.status_code, sheet.content_type) == (200, "application/pdf")
        seen.add(sheet.data)
        head, rows = first_day(role, "Hall", "https://floor.example.com", 6, partial(floor.services.words.say, lang))
        assert len(rows) == rows_a_page(FIRST_DAY)
        assert {row["picture"] for row in rows} <= pictures().keys()
        assert len({row["picture"] for row in rows}) == len(rows)
        assert not [
            words for words in (*head.values(), *(text for row in rows for text in row.values())) if "{" in words
        ]
    assert len(seen) == 4


def test_a_role_without_a_sheet_is_told_which_there_are(floor: Floor) -> None:
    answer = floor.office("admin").get("/first-day.pdf?role=king&lang=en")
    assert answer.status_code == 404
    assert "picker, packer, returns, supervisor" in answer.text
