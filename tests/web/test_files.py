"""Scripts, styles and the shell of the handheld: one build, kept whole, small."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from tests.tools.functions import javascript_nodes
from tests.web.conftest import Floor
from warehouse_app.web.shell_files import later_files, named_by, reachable, shell_files
from warehouse_app.web.static_files import FOR_EVER, StaticTree, without_comments

FIRST_LOAD = 100_000  # bytes over the wire
STATIC = Path(__file__).parents[2] / "static"
WORDS = json.loads((STATIC / "lang/en.json").read_text(encoding="utf-8"))


def kept(floor: Floor, which: str = "FILES") -> list[str]:
    """What the service worker keeps."""
    worker = floor.client().get("/pick/sw.js").text
    found = re.search(rf"{which} = (\[.*?\]);", worker)
    assert found, worker
    files: list[str] = json.loads(found[1])
    return files


def all_kept(floor: Floor) -> list[str]:
    """What it starts with and what it fetches behind that."""
    return kept(floor) + kept(floor, "LATER")


def test_every_file_of_the_shell_is_there_and_immutable(floor: Floor) -> None:
    for path in all_kept(floor):
        answer = floor.client().get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == FOR_EVER


def test_everything_that_the_page_its_scripts_and_styles_name_is_kept(floor: Floor) -> None:
    first, files, client = set(kept(floor)), set(all_kept(floor)), floor.client()
    assert set(re.findall(r"/s/[^\"'\s]+", client.get("/pick/").text)) <= first
    for path in files:
        if not path.endswith((".js", ".css")):
            continue
        text = client.get(path).text
        names = re.findall(r"""from\s*["'](\.[^"']+)|import\s*\(?["'](\.[^"']+)|url\(["']?([^"')]+)""", text)
        for name in ("".join(found) for found in names):
            if not name.startswith("data:"):
                assert resolve(path, name) in files, f"{path} names {name}"


def resolve(path: str, name: str) -> str:
    folder = Path(path).parent
    for part in name.split("/"):
        folder = folder.parent if part == ".." else folder if part == "." else folder / part
    return str(folder)


def test_the_first_load_of_a_handheld_is_small(floor: Floor) -> None:
    client = floor.client()
    paths = ["/pick/", "/pick/sw.js", *kept(floor)]
    packed = [client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"}).data for path in paths]
    assert sum(map(len, packed)) <= FIRST_LOAD


@pytest.mark.parametrize("path", sorted((STATIC / "js").rglob("*.js")), ids=lambda path: path.stem)
def test_a_script_without_its_comments_says_the_same_on_the_same_lines(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    lean = without_comments(source.encode()).decode()
    assert list(tokens(lean)) == list(tokens(source))


def tokens(script: str) -> Iterator[tuple[int, str]]:
    """All that is no comment, as a parser sees it, with its line."""
    for node in javascript_nodes(script):
        if node.type != "comment" and not node.children:
            yield node.start_point.row, (node.text or b"").decode()


def test_the_worker_has_its_scope_and_is_asked_for_anew_each_time(floor: Floor) -> None:
    worker = floor.client().get("/pick/sw.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert worker.content_type.startswith("text/javascript")
    assert floor.client().get("/pick/").headers["Cache-Control"] == "no-cache"


def test_the_shell_holds_no_data_and_is_the_same_for_everybody(floor: Floor) -> None:
    assert floor.office("admin").get("/pick/").text == floor.client().get("/pick/").text


UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip", "gzip"), ("gzip, deflate, br", "br"), ("br;q=1", "br")])
def test_files_come_packed_to_who_can_unpack_them(floor: Floor, accepted: str, encoding: str) -> None:
    path = next(path for path in kept(floor) if path.endswith("/css/base.css"))
    plain = floor.client().get(path, headers={"Accept-Encoding": "identity"})
    packed = floor.client().get(path, headers={"Accept-Encoding": accepted})
    assert packed.headers["Content-Encoding"] == encoding
    assert UNPACK[encoding](packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    again = floor.client().get(path, headers={"Accept-Encoding": accepted, "If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("encoding", ["gzip", "br"])
@pytest.mark.parametrize("path", ["/pick/", "/pick/sw.js"])
def test_the_shell_and_its_worker_come_packed_and_are_not_sent_twice(floor: Floor, path: str, encoding: str) -> None:
    plain = floor.client().get(path, headers={"Accept-Encoding": "identity"})
    packed = floor.client().get(path, headers={"Accept-Encoding": encoding})
    assert "Content-Encoding" not in plain.headers
    assert UNPACK[encoding](packed.data) == plain.data
    again = floor.client().get(path, headers={"Accept-Encoding": encoding, "If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["Cache-Control"]) == (304, b"", "no-cache")


def test_a_picture_or_a_font_is_not_packed_again(floor: Floor) -> None:
    font = next(path for path in kept(floor) if path.endswith(".woff2"))
    assert "Content-Encoding" not in floor.client().get(font, headers={"Accept-Encoding": "gzip, br"}).headers


@pytest.mark.parametrize("path", ["/s/0123456789ab/css/base.css", "/s/{build}/../pyproject.toml", "/s/{build}/none.js"])
def test_another_build_or_a_way_out_of_the_folder_is_not_found(floor: Floor, path: str) -> None:
    build = kept(floor)[0].split("/")[2]
    answer = floor.client().get(path.format(build=build))
    assert answer.status_code == 404
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.fixture
def tree(tmp_path: Path) -> StaticTree:
    texts = {
        "js/a.js": 'import { b } from "./b.js";\nimport("./menu.js");\nnew URL("../sound/ok.wav", import.meta.url);',
        "js/b.js": 'export * from "./a.js"; import "../lib/c.js"; // a circle',
        "js/menu.js": 'import { b } from "./b.js"; const open = () => import("./menu/deep.js");',
        "js/menu/deep.js": "",
        "lang/de.json": '{"pick.right": "Richtig"}',
        "lib/c.js": 'import data from "https://elsewhere.example/x.js";',
        "css/a.css": '@import "b.css"; p { background: url(../img/p.svg) } q { background: url("data:,x") } '
        'i { src: url("../fonts/f-more.woff2") }',
        "css/b.css": "",
        "img/p.svg": "<svg/>",
        "lang/en.json": '{"board.calm": "Nothing to decide", "pick.right": "Right \u2014 {n}"}',
        "unused.js": "",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "sound").mkdir()
    (tmp_path / "sound/ok.wav").write_bytes(b"RIFF")
    return StaticTree(tmp_path, version="1")


def test_what_a_script_names_is_found_through_imports_and_addresses(tree: StaticTree) -> None:
    assert reachable(["js/a.js"], tree) == {"js/a.js", "js/b.js", "lib/c.js", "sound/ok.wav"}
    assert set(named_by("css/a.css", tree)) == {"css/b.css", "img/p.svg"}


def test_letters_that_english_does_without_come_later(tree: StaticTree) -> None:
    page = f'<link href="{tree.url("css/a.css")}">'
    assert not [url for url in shell_files(page, tree) if url.endswith("f-more.woff2")]
    assert [url for url in later_files(page, tree) if url.endswith("f-more.woff2")]


def test_a_page_starts_with_what_it_names_and_its_english_wording(tree: StaticTree) -> None:
    names = {url.removeprefix(f"/s/{tree.build}/") for url in shell_files(page(tree), tree)}
    assert names == {"js/a.js", "js/b.js", "lib/c.js", "sound/ok.wav", "css/b.css", "lang/pick.en.json"}


def test_parts_loaded_when_they_are_wanted_and_other_languages_come_later(tree: StaticTree) -> None:
    names = {url.removeprefix(f"/s/{tree.build}/") for url in later_files(page(tree), tree)}
    assert names == {"js/menu.js", "js/menu/deep.js", "lang/pick.de.json"}


def page(tree: StaticTree) -> str:
    return f'<script src="{tree.url("js/b.js")}"></script><link href="{tree.url("css/b.css")}">'


def test_the_handheld_carries_its_own_wording_and_no_other(tree: StaticTree) -> None:
    assert json.loads(tree.text("lang/pick.en.json")) == {"pick.right": "Right \u2014 {n}"}
    assert tree.text("lang/pick.en.json").isascii() is False, "letters are not written as numbers: they are shorter"


def test_a_language_carries_the_english_of_what_it_lacks(tree: StaticTree) -> None:
    assert json.loads(tree.text("lang/de.json")) == {"board.calm": "Nothing to decide", "pick.right": "Richtig"}
    assert json.loads(tree.text("lang/pick.de.json")) == {"pick.right": "Richtig"}


def test_all_that_the_handheld_says_is_in_the_wording_it_carries(floor: Floor) -> None:
    client, files = floor.client(), all_kept(floor)
    carried = client.get(next(path for path in files if path.endswith("/lang/pick.en.json"))).get_json()
    scripts = "\n".join(client.get(path).text for path in files if path.endswith(".js"))
    areas = "|".join({key.partition(".")[0] for key in WORDS})
    named = re.findall(rf"['\"`]((?:{areas})\.[A-Za-z_.-]+)", scripts)
    keys = {key for key in named if not key.startswith("error.")} - {"wave.closed"}  # there it is a verdict's key
    assert len(keys) > 150
    missing = [key for key in keys if any(word.startswith(key) for word in WORDS) and not told(key, carried)]
    assert sorted(missing) == []
    assert not [key for key in carried if key.startswith(("board.", "devices.", "sign_in.", "demo."))]


def told(key: str, words: dict[str, str]) -> bool:
    """The key itself, or, where one is put together (`held.kind.${kind}`), at least one of that beginning."""
    return key in words or (key.endswith((".", "_")) and any(word.startswith(key) for word in words))


def test_another_byte_another_version_or_another_template_is_another_build(tmp_path: Path) -> None:
    static, pages = tmp_path / "static", tmp_path / "templates"
    for folder in (static, pages):
        folder.mkdir()
        (folder / "a.js").write_text("1")
    builds = {StaticTree(static, pages, version="1").build, StaticTree(static, pages, version="2").build}
    (pages / "a.js").write_text("2")
    builds.add(StaticTree(static, pages, version="1").build)
    (static / "a.js").write_text("2")
    builds.add(StaticTree(static, pages, version="1").build)
    assert len(builds) == 4


def test_the_practice_wave_of_every_language_is_kept_behind_the_first_load(floor: Floor) -> None:
    later = [path for path in kept(floor, "LATER") if "/practice/" in path and path.endswith(".json")]
    assert {Path(path).stem for path in later} == {path.stem for path in (STATIC / "lang").glob("*.json")}
    waves = [floor.client().get(path).get_json() for path in later]
    assert {wave["sheet"]["wave"] for wave in waves} == {-1}
