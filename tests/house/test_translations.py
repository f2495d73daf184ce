"""A language that was read is whole; a draft may lack sentences, and they are listed."""

import json
from pathlib import Path

import pytest

from tests.house.conftest import Plant
from tests.tools import report, translations, wording

ENGLISH = {
    "app.name": "Floor",
    "lang.name": "English",
    "lang.reviewed": "yes",
    "pick.left": "{count} left",
    "pick.stop": "Go on.",
}
GERMAN = {"app.name": "Floor", "lang.name": "Deutsch", "lang.reviewed": "yes", "pick.left": "noch {count}"}
COMPLETE = ("de", "en", "es", "fr")


def said(lang: str, **own: str) -> list[str]:
    """What is said of the German sentences with these in their place (`pick__stop` is pick.stop)."""
    words = {**GERMAN, "pick.stop": "Weiter.", **{key.replace("__", "."): text for key, text in own.items()}}
    return list(translations.breaches(lang, ENGLISH, words))


def test_a_language_in_order_is_not_objected_to() -> None:
    assert said("de") == []


@pytest.mark.parametrize(
    ("own", "objection"),
    [
        ({"pick__left": "noch {zahl}"}, "pick.left has other placeholders than in English"),
        ({"pick__stop": "Weiter"}, "pick.stop ends with a stop where English does not, or the other way round"),
        ({"pick__stop": "Go on."}, "pick.stop is still in English"),
        ({"app__old": "Alt"}, "app.old is not in en.json"),
        ({"lang__reviewed": "perhaps"}, "lang.name is its name in itself, lang.reviewed is yes or no"),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(own: dict[str, str], objection: str) -> None:
    assert said("de", **own) == [objection]


@pytest.mark.parametrize("text", ["<b>Weiter</b>.", "'Weiter'.", '"Weiter".', "Weiter...", "Ein  Stück."])
def test_markup_and_typewriter_marks_are_untidy(text: str) -> None:
    assert ["untidy" in one for one in said("de", pick__stop=text)] == [True]


def test_french_marks_stand_off_by_a_blank_that_does_not_break() -> None:
    assert len(said("fr", pick__left="reste : {count}")) == 1
    assert said("fr", pick__left="reste\u00a0: {count}", pick__stop="À 14:30.") == []


def test_a_language_that_was_read_lacks_nothing_and_a_draft_says_what_it_lacks(checkout: Path, plant: Plant) -> None:
    plant("static/lang/en.json", json.dumps(ENGLISH))
    plant("static/lang/de.json", json.dumps(GERMAN))
    assert wording.check(checkout)[0] == ["static/lang/de.json: pick.stop is not translated"]
    plant("static/lang/de.json", json.dumps({**GERMAN, "lang.reviewed": "no"}))
    breaches, summary = wording.check(checkout)
    assert (breaches, summary) == ([], "5 sentences in 2 language(s), de lacks 1")


def test_what_a_language_lacks_is_listed_in_english(
    plant: Plant, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant("static/lang/en.json", json.dumps(ENGLISH))
    plant("static/lang/de.json", json.dumps(GERMAN))
    translations.main(["de"], checkout / "static/lang")
    assert capsys.readouterr().out == 'de: 1 of 5 sentences\n  "pick.stop": "Go on.",\n'


@pytest.mark.parametrize("lang", COMPLETE)
def test_these_languages_are_complete(lang: str) -> None:
    words = json.loads(report.text(report.ROOT / f"static/lang/{lang}.json"))
    assert words["lang.reviewed"] == "yes"
