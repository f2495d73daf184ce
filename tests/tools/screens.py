"""Pictures of every screen, light and dark, in the sizes that matter: `python -m tests.tools.screens [folder]`.

A demo is started and walked through. The pictures of the README are drawn anew too, into docs/img.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import tour
from tests.browser.bench import Station
from tests.browser.bench_tour import bench
from tests.browser.conftest import enter
from tests.browser.handheld import Scanner
from tests.browser.returns_tour import Desk, returns
from tests.browser.walk import Walk, begin
from tests.running import Server
from tests.services import CHROMIUM_ARGS
from tests.tools.needs import NEEDS
from tests.tools.report import ROOT

FOLDER = ROOT / "build" / "screens"
README = ROOT / "docs" / "img"
HANDHELDS = ((360, 640), (320, 533))
DESK = (1280, 800)
SCHEMES = ("light", "dark")
MOST = 120_000  # bytes of one picture
_GAP, _PAPER = 10, (136, 136, 136)
# The demo's own scanner is no part of the product: the README shows the product.
_BARE = "() => { document.querySelector('.gun')?.remove(); document.documentElement.classList.remove('demo'); }"


def main(folder: Path) -> None:
    """Draws them all; prints how many and how large."""
    program = NEEDS["chromium"].find()
    assert program, "no Chromium on this machine"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=CHROMIUM_ARGS.split())
        with _demo() as server:
            _tour(browser, server, folder)
        with _demo() as server:
            _readme(browser, server, folder)
        browser.close()
    pictures = [*folder.glob("*.png"), *README.glob("*.png")]
    sizes = {path: path.stat().st_size for path in pictures}
    print(f"{len(sizes)} pictures, the largest {max(sizes.values()) // 1000} kB")
    assert max(sizes.values()) < MOST, [path.name for path, size in sizes.items() if size >= MOST]


@contextmanager
def _demo() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        yield server


def _tour(browser: Browser, server: Server, folder: Path) -> None:
    with _page(browser, HANDHELDS[0]) as page:
        for name in tour.handheld(Scanner(page), server):
            for size in reversed(HANDHELDS):
                _both(page, folder / f"handheld-{name}", size)
        _framed(page, folder)
    with _page(browser, DESK) as page:
        for name in bench(Station(page), server):
            for size in (HANDHELDS[0], DESK):
                _both(page, folder / f"bench-{name}", size)
    with _page(browser, DESK) as page:
        for name in returns(Desk(page), server):
            for size in (HANDHELDS[0], DESK):
                _both(page, folder / f"returns-{name}", size)
    with _page(browser, DESK) as page:
        for name in tour.office(page, server):
            _both(page, folder / name, DESK)


def _framed(page: Page, folder: Path) -> None:
    """The handheld in a window of a desk, where a visitor of the demo sees it first."""
    page.reload()
    page.wait_for_selector("header.top[data-screen]:not([data-screen=starting])")
    _both(page, folder / "handheld-framed", DESK)


def _both(page: Page, path: Path, size: tuple[int, int]) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        save(_shot(page), path.with_name(f"{path.name}-{width}x{height}-{scheme}.png"))
    page.emulate_media(color_scheme="light")


def _readme(browser: Browser, server: Server, folder: Path) -> None:
    with _page(browser, DESK) as page:
        enter(page, server.base, "sam", "/board")
        _both(page, folder / "board-calm", DESK)
    with _page(browser, HANDHELDS[0]) as page:
        scanner = Scanner(page)
        scanner.arrive(server.base)
        walk = begin(scanner, server)
        page.evaluate(_BARE)
        save(_beside(_three(scanner, walk)), README / "handheld.png")
        _trouble(scanner, server, walk)
        with _page(browser, DESK) as desk:
            enter(desk, server.base, "sam", "/board")
            desk.wait_for_function("() => document.querySelectorAll('.alert').length === 3")
            save(_shot(desk), README / "board.png")
        _to_the_end(scanner, walk)
    _desks(browser, server)


def _to_the_end(scanner: Scanner, walk: Walk) -> None:
    """The rest of the wave, handed over, so that there is something to pack."""
    for line in walk.sheet["lines"][len(walk.picked_m) + len(walk.missing_m) :]:
        walk.pick(line)
    walk.finish()


def _desks(browser: Browser, server: Server) -> None:
    """A bench that was handed the wrong goods, and goods that came back."""
    with _page(browser, DESK) as page:
        _picture(page, bench(Station(page), server), "wrong", README / "bench.png")
    with _page(browser, DESK) as page:
        _picture(page, returns(Desk(page), server), "made", README / "returns.png")


def _picture(page: Page, tour: Iterator[str], screen: str, path: Path) -> None:
    next(name for name in tour if name == screen)
    page.evaluate(_BARE)
    page.wait_for_timeout(500)  # the viewer of a label draws late
    save(_shot(page), path)


def _three(scanner: Scanner, walk: Walk) -> list[Image.Image]:
    """Asked, right, wrong: at the first line of several pieces."""
    lines = walk.sheet["lines"]
    place, line = next((place, line) for place, line in enumerate(lines) if line["demand_m"] > 1000)
    for before in lines[:place]:
        walk.pick(before)
    scanner.asks()
    asked = _shot(scanner.page)
    walk.reach(line)
    scanner.scan(walk.code(line))
    right = _shot(scanner.page)
    scanner.refused(next(walk.code(one) for one in reversed(lines) if one["product"] != line["product"]))
    wrong = _shot(scanner.page)
    for _ in range(line["demand_m"] // 1000 - 1):
        scanner.scan(walk.code(line))
    walk.put(line)
    return [asked, right, wrong]


def _trouble(scanner: Scanner, server: Server, walk: Walk) -> None:
    """Two bins are empty, and a scan comes in that cannot be right."""
    done = len(walk.picked_m)
    first, second = walk.sheet["lines"][done : done + 2]
    walk.short(first)
    walk.short(second)
    scanner.wait_until_uploaded()
    token = scanner.page.evaluate(_TOKEN)
    batch = {"generation": walk.sheet["generation"], "waiting": 0, "events": [_once_more(walk)]}
    status, answer = server.post("/api/v1/events", batch, token)
    assert (status, answer["answers"][0]["verdict"]) == (200, "conflict"), answer


_TOKEN = """() => new Promise((done) => {
  indexedDB.open('floor').onsuccess = ({ target: { result: db } }) => {
    db.transaction('meta').objectStore('meta').get('device').onsuccess = ({ target }) => done(target.result.token);
  };
})"""


def _once_more(walk: Walk) -> dict[str, Any]:
    """A line that is picked already, picked again in full."""
    sheet, line = walk.sheet, walk.sheet["lines"][0]
    body = {
        **{"line": line["id"], "qty_m": line["demand_m"], "product": line["product"], "lot": line["lot"]},
        **{"location": sheet["stops"][line["stop"]]["location"], "tote": line["tote"], "codes": [walk.code(line)]},
    }
    whose = {"person": 1, "session": None, "wave": sheet["wave"], "epoch": sheet["epoch"], "sheet": sheet["sheet"]}
    return {"id": "c" * 32, "v": 1, "kind": "pick", "seq": 999, "at": 0, "body": body, **whose}


@contextmanager
def _page(browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        yield context.new_page()


def _shot(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def _beside(shots: list[Image.Image]) -> Image.Image:
    width, height = shots[0].size
    paper = Image.new("RGB", (len(shots) * (width + _GAP) - _GAP, height), _PAPER)
    for place, shot in enumerate(shots):
        paper.paste(shot, (place * (width + _GAP), 0))
    return paper


def save(picture: Image.Image, path: Path) -> None:
    """As a PNG with a palette: our screens have few colours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(colors=256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
