"""The practice wave is made up: nothing of it is the warehouse's, and a walk of it needs nothing more."""

from __future__ import annotations

import json

import pytest

from tests.tools.report import ROOT
from warehouse_app.domain.practice import TASKS
from warehouse_app.service.messages import Messages
from warehouse_app.service.practice import practice_waves

LANGUAGES = ("en", "de", "fr", "es", "pl")
WORDS = Messages(
    {lang: json.loads((ROOT / f"static/lang/{lang}.json").read_text(encoding="utf-8")) for lang in LANGUAGES}
)
WAVES = practice_waves(WORDS)


def test_the_scripts_are_tested_with_the_wave_that_is_handed_out() -> None:
    vector = (ROOT / "tests/vectors/sheets/practice.json").read_text(encoding="utf-8")
    assert json.loads(vector) == json.loads(json.dumps(WAVES["en"]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_is_below_zero_and_every_code_says_that_it_is_to_be_tried(lang: str) -> None:
    sheet = WAVES[lang]["sheet"]
    ids = [sheet["wave"], *map(int, sheet["products"]), *(stop["location"] for stop in sheet["stops"])]
    ids += [number for line in sheet["lines"] for number in (line["id"], line["product"])]
    ids += [tote["transfer"] for tote in sheet["totes"]]
    assert max(ids) < 0
    codes = [code for code, means in sheet["codes"].items() if means["what"] in ("location", "product", "tote")]
    assert [code for code in [*codes, *sheet["known"]] if not code.startswith("TRY-")] == []


def test_it_has_six_lines_in_four_places_for_three_totes() -> None:
    sheet = WAVES["en"]["sheet"]
    assert [len(sheet[part]) for part in ("lines", "stops", "totes")] == [6, 4, 3]


def test_what_is_to_be_tried_is_on_the_sheet() -> None:
    sheet = WAVES["en"]["sheet"]
    lines = {line["id"] for line in sheet["lines"]}
    assert {task["line"] for task in TASKS} <= lines
    assert next(task["code"] for task in TASKS if "code" in task) in sheet["known"]
    assert any(line["demand_m"] >= sheet["rules"]["keypad_from_m"] for line in sheet["lines"])


def test_goods_and_the_wave_itself_are_named_in_each_language() -> None:
    names = {lang: wave["sheet"]["number"] for lang, wave in WAVES.items()}
    assert names == {"en": "PRACTICE", "de": "ÜBUNG", "fr": "EXERCICE", "es": "PRÁCTICA", "pl": "PRACTICE"}
    said = {lang: [product["name"] for product in wave["sheet"]["products"].values()] for lang, wave in WAVES.items()}
    assert len({tuple(goods) for goods in said.values()}) == len(LANGUAGES) - 1
    assert not [name for goods in said.values() for name in goods if name.startswith("cards.")]
