"""The sheet of cards of the office."""

from tests.web.conftest import Floor


def test_a_supervisor_prints_the_cards_in_the_language_asked_for(floor: Floor) -> None:
    office = floor.office("supervisor")
    english, german = office.get("/cards.pdf?lang=en"), office.get("/cards.pdf?lang=de")
    assert (english.status_code, english.content_type) == (200, "application/pdf")
    assert english.data.startswith(b"%PDF")
    assert english.data != german.data


def test_nobody_else_prints_them(floor: Floor) -> None:
    assert floor.office("picker").get("/cards.pdf").status_code == 403
