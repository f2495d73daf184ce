"""In which language the server answers, and where languages come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.conftest import Floor
from warehouse_app.bootstrap import words


@pytest.mark.parametrize(
    ("accepted", "lang", "said"),
    [
        ("de", "de", "Wer sind Sie?"),
        ("fr-CA,en;q=0.8", "fr", "Qui êtes-vous"),
        ("nl, es;q=0.5", "es", "¿Quién es usted?"),
        ("nl", "en", "Who are you?"),
        ("*", "en", "Who are you?"),
    ],
)
def test_a_page_is_in_the_language_the_browser_asks_for(floor: Floor, accepted: str, lang: str, said: str) -> None:
    page = floor.client().get("/sign-in", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{lang}"' in page
    assert said in page


def test_a_shell_is_in_english_for_all_and_names_the_languages(floor: Floor) -> None:
    page = floor.client().get("/pick/", headers={"Accept-Language": "de"}).text
    assert '<html lang="en" data-languages="de en es fr ' in page
    assert page == floor.client().get("/pick/").text


def test_a_refusal_is_in_the_language_of_the_device(floor: Floor) -> None:
    answer = floor.client().get("/api/v1/me", headers={"Accept-Language": "de"}).get_json()
    assert answer["error"]["text"] == "Dieses Handgerät ist nicht angemeldet."


def test_a_file_more_is_a_language_more_and_english_stands_in(tmp_path: Path) -> None:
    (tmp_path / "en.json").write_text('{"home.word": "What next?", "lang.draft": "{name} (not reviewed)", "x.y": "Y"}')
    (tmp_path / "nl.json").write_text('{"home.word": "Wat nu?", "lang.name": "Nederlands", "lang.reviewed": "no"}')
    there = words(tmp_path)
    assert (there.known("nl_BE"), there.known("de")) == ("nl", None)
    assert (there.say("nl", "home.word"), there.say("nl", "x.y")) == ("Wat nu?", "Y")
    assert there.names()["nl"] == "Nederlands (not reviewed)"
