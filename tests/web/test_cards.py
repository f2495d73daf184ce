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


def test_the_cards_of_the_practice_wave_are_printed_by_the_same_people(floor: Floor) -> None:
    for role, status in (("supervisor", 200), ("admin", 200), ("picker", 403), ("stock", 403)):
        assert floor.office(role).get("/practice.pdf").status_code == status
    office = floor.office("admin")
    english, french = office.get("/practice.pdf?lang=en"), office.get("/practice.pdf?lang=fr")
    assert english.content_type == "application/pdf"
    assert english.data.startswith(b"%PDF")
    assert english.data != french.data
