"""The catalogue of sentences keeps its form, and nobody names a sentence that is not in it."""

from pathlib import Path

import pytest

from tests.house.conftest import Plant
from tests.tools import wording


def breaches(checkout: Path) -> list[str]:
    """What the check says of a checkout."""
    return wording.check(checkout)[0]


def test_a_small_catalogue_is_in_order(checkout: Path) -> None:
    assert breaches(checkout) == []


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        ('{"b.x": "B", "a.x": "A", "app.name": "Floor"}', "keys are not sorted, from b.x"),
        ('{"app.name": "Floor", "app.name": "App"}', "app.name is there twice"),
        ('{"app.name": " "}', "app.name says nothing"),
        ('{"app.name": "Floor", "name": "x"}', "name is not of the form area.name"),
        ('{"app.name": "Done!"}', "app.name: we do not say '!'"),
        ('{"app.name": "Please wait"}', "app.name: we do not say 'Please'"),
        ('{"app.name": "Successfully sent"}', "app.name: we do not say 'Successfully'"),
    ],
)
def test_a_catalogue_out_of_form_is_named(checkout: Path, plant: Plant, catalogue: str, said: str) -> None:
    plant("static/lang/en.json", catalogue)
    assert breaches(checkout) == [f"static/lang/en.json: {said}"]


def test_a_sentence_that_nobody_wrote_is_named_where_it_is_used(checkout: Path, plant: Plant) -> None:
    plant("templates/pick.html", "<p>\n{{ t('pick.gone', count=1) }}</p>")
    plant("static/js/pick.js", 'say(t("pick.lost"));')
    assert breaches(checkout) == [
        "templates/pick.html:2: pick.gone is not in en.json",
        "static/js/pick.js:1: pick.lost is not in en.json",
    ]
