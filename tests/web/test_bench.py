"""The bench's page: its shell, its wording, and the frame its label is printed from."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.web.conftest import Floor
from warehouse_app.web.shell_files import shell_files
from warehouse_app.web.static_files import StaticTree

STATIC = Path(__file__).parents[2] / "static"
AREAS = "pack|key|gun|held|more|unit|undo|link|truck|home|pick"
WORDS = json.loads((STATIC / "lang/en.json").read_text(encoding="utf-8"))


def test_the_shell_holds_no_data_and_is_open_to_everybody(floor: Floor) -> None:
    page = floor.client().get("/pack/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-cache"
    assert page.text == floor.office("admin").get("/pack/").text


def test_a_label_may_be_shown_in_a_frame_and_nothing_from_elsewhere(floor: Floor) -> None:
    policy = floor.client().get("/pack/").headers["Content-Security-Policy"]
    assert "frame-src 'self' blob:" in policy
    assert "script-src 'self';" in policy


def test_every_file_of_the_page_is_there(floor: Floor) -> None:
    client = floor.client()
    page, tree = client.get("/pack/").text, StaticTree(STATIC, version="x")
    build = re.search(r'data-build="(\w+)"', page)
    assert build
    named = page.replace(f"/s/{build[1]}/", f"/s/{tree.build}/")
    for url in shell_files(named, tree):
        assert client.get(url.replace(tree.build, build[1])).status_code == 200, url


def test_all_that_the_bench_says_is_in_the_wording_it_carries(floor: Floor) -> None:
    client = floor.client()
    build = re.search(r'data-build="(\w+)"', client.get("/pack/").text)
    assert build
    carried = client.get(f"/s/{build[1]}/lang/pack.en.json").get_json()
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (STATIC / "js/pack").rglob("*.js"))
    named = set(re.findall(rf"['`]((?:{AREAS})\.[A-Za-z_.-]+)['`]", scripts))
    assert len(named) > 130
    assert sorted(key for key in named if key in WORDS and key not in carried) == []
    assert not [key for key in carried if key.startswith(("board.", "devices.", "sign_in.", "demo."))]


def test_no_sentence_of_the_bench_is_left_unsaid(floor: Floor) -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (STATIC / "js").rglob("*.js"))
    templates = (STATIC.parent / "templates/pack/index.html").read_text(encoding="utf-8")
    made = re.findall(r"`(pack\.[a-z_.]*)\$\{", scripts)
    keys = [key for key in WORDS if key.startswith("pack.") and not key.startswith("pack.note.")]
    unsaid = [key for key in keys if not any(says(said, scripts + templates, made) for said in _said(key))]
    assert unsaid == []


def _said(key: str) -> tuple[str, str]:
    """By which names a sentence may stand in a script: a band's own, or the one it explains."""
    return key, key.removesuffix(".why").removesuffix("_why")


def says(key: str, source: str, made: list[str]) -> bool:
    """Named outright, or put together from its beginning."""
    return f"'{key}'" in source or f"'{key}_why'" in source or any(key.startswith(part) for part in made)
