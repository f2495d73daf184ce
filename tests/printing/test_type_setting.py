"""Words in their place: from which side they are read, how large they stay, and on which line they stand."""

from __future__ import annotations

from warehouse_app.printing.designs import Text
from warehouse_app.printing.type_setting import MM, set_text

ADDRESS = Text("", 17, 15, 80, 19, least=9, height=56.5)
LONGEST = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikverwaltung"


def test_what_is_read_from_the_right_begins_at_the_right_line_by_line() -> None:
    _, lines = set_text(ADDRESS, "רחוב הרצל 5\nسوق فهد\nHaifa")
    hebrew, arabic, latin = (start for _, start, _ in lines)
    assert latin == 17 * MM
    assert min(hebrew, arabic) > 17 * MM
    _, (centred,) = set_text(Text("", 17, 15, 80, 19, align="center"), "שלום")
    assert centred[1] < hebrew


def test_a_word_that_has_to_be_broken_does_not_make_the_whole_address_small() -> None:
    size, lines = set_text(ADDRESS, f"{LONGEST}\nHauptstraße 1\n01097 Dresden")
    assert size > 14
    assert [words for words, _, _ in lines][-2:] == ["Hauptstraße 1", "01097 Dresden"]
    assert "".join(words for words, _, _ in lines[:-2]) == LONGEST


def test_one_that_fits_when_smaller_is_not_broken() -> None:
    _, lines = set_text(ADDRESS, LONGEST[:40])
    assert [words for words, _, _ in lines] == [LONGEST[:40]]


def test_a_single_line_set_smaller_stands_where_it_would_have_stood() -> None:
    order = Text("", 17, 93, 45, 14, least=7)
    (usual, usual_lines), (smaller, smaller_lines) = (
        set_text(order, "S00427"),
        set_text(order, "S00427/LATER-2026-0001"),
    )
    assert smaller < usual
    assert smaller_lines[0][2] == usual_lines[0][2]
