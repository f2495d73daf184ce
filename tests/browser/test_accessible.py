"""Every screen, filled: light and dark, on the smallest handheld and on a telephone. One walk, many looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser import tour
from tests.browser.bench import Station
from tests.browser.bench_tour import bench
from tests.browser.conftest import DESK
from tests.browser.handheld import SIZE, Scanner
from tests.running import Server

# Our own rule is stricter than axe's usual one, and finds all that it would: a hall is dim, a screen is scratched, eyes
# are tired.
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "color-contrast": {"enabled": False}},
}
# Between the themes only colours differ.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast-enhanced", "link-in-text-block"],
}
THEMES = (("light", OPTIONS), ("dark", COLOURS))
# Between the languages only words differ, and how much room they take: a name that is missing, a list that now scrolls.
WORDS = {
    "resultTypes": ["violations"],
    "runOnly": [
        *("aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-meter-name", "aria-progressbar-name"),
        *("aria-toggle-field-name", "aria-tooltip-name", "button-name", "document-title", "empty-heading"),
        *("empty-table-header", "html-has-lang", "html-lang-valid", "image-alt", "input-button-name", "label"),
        *("landmark-unique", "link-name", "role-img-alt", "scrollable-region-focusable", "select-name", "summary-name"),
        *("svg-img-alt", "valid-lang"),
    ],
}
GLOVE, FINGER = 56, 44  # CSS pixels a target is high, at least
SIZES = ((360, 640), (320, 533))
# The longest of our languages on all pages; the others on the smallest screens. English is looked at with every rule.
WHOLE = {"en": 48, "de": 48}  # at least so many screens are looked at
LANGUAGES = [*WHOLE, "es", "fr"]
HANDHELD = 24
# The demo's own scanner is an aid for visitors with a mouse, no part of the handheld.
_SMALL = """least => [...document.querySelectorAll('a[href], button, select, input:not([type=hidden]):not(.eye)')]
  .filter((node) => !node.closest('.gun, .skip, p') && node.getClientRects().length)
  .filter((node) => node.getBoundingClientRect().height < least - 0.5)
  .map((node) => `${node.textContent || node.name}: ${node.getBoundingClientRect().height}`)"""
_WIDE = """() => [document.scrollingElement, ...document.querySelectorAll('body *')]
  .filter((node) => !node.closest('.gun, .hidden, .scrolls, svg'))
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5
    || (node === document.scrollingElement && node.scrollWidth > innerWidth))
  .map((node) => `${node.tagName}.${node.className}`)"""
_SPEAKS = "() => navigator.language.split('-')[0] === document.documentElement.lang"
_RAW = r"() => (document.body.innerText.match(/\{[a-z_]+\}/g) ?? [])"
_CUT = """() => [...document.querySelectorAll('.main:not(.scroll), .band, .band > div, .next, .keys .key')]
  .filter((node) => node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.className}: ${node.textContent}`)"""

Flaws = dict[str, list[str]]

pytestmark = pytest.mark.timeout(600)  # the first to ask walks through every screen


@pytest.fixture(scope="session")
def looked_at(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Flaws | Exception]:
    """Every screen in a language is looked at once, in whatever order the tests ask, also when the walk fails."""

    def look_once(lang: str) -> Flaws | Exception:
        try:
            return _flaws(browser, tmp_path_factory.mktemp("shop"), lang)
        except Exception as problem:
            return problem

    return cache(look_once)


@pytest.fixture(params=[pytest.param(lang, marks=pytest.mark.xdist_group(f"accessible {lang}")) for lang in LANGUAGES])
def flaws(request: pytest.FixtureRequest, looked_at: Callable[[str], Flaws | Exception]) -> Flaws:
    """What is wrong with any screen in a language, by kind; `seen` names the screens."""
    found = looked_at(request.param)
    if isinstance(found, Exception):
        raise found
    return found


def _flaws(browser: Browser, folder: Path, lang: str) -> Flaws:
    found: Flaws = defaultdict(list)
    with Server(folder) as shop:
        with screen(browser, lang, SIZE) as page:
            for name in tour.handheld(Scanner(page), shop):
                look(page, f"handheld {name}", SIZE, GLOVE, found)
        if lang in WHOLE:
            with screen(browser, lang, DESK) as page:
                for name in bench(Station(page), shop):
                    look(page, f"bench {name}", DESK, GLOVE, found)
            with screen(browser, lang, DESK) as page:
                for name in tour.office(page, shop):
                    look(page, name, DESK, FINGER, found)
    found["expected"] = [lang]
    return found


@contextmanager
def screen(browser: Browser, lang: str, size: dict[str, int]) -> Iterator[Page]:
    """A page of a browser whose owner reads this language."""
    with browser.new_context(viewport=size, locale=lang) as context:  # type: ignore[arg-type]
        yield context.new_page()


def look(page: Page, name: str, size: dict[str, int], least: int, found: Flaws) -> None:
    """Looks at a screen in its own size with axe, and with a ruler in the small ones."""
    found["seen"].append(name)
    page.wait_for_function(_SPEAKS)
    found["spoken"].append(page.get_attribute("html", "lang") or "none")
    is_english = found["spoken"][-1] == "en"
    found["axe"] += objections(page, name, THEMES if is_english else [("light", WORDS)])
    found["raw"] += [f"{name}: {one}" for one in page.evaluate(_RAW)]
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for kind, said in (("small", page.evaluate(_SMALL, least)), ("wide", page.evaluate(_WIDE))):
            found[kind] += [f"{name} at {width}: {one}" for one in said]
        found["cut"] += [f"{name} at {width}: {one}" for one in page.evaluate(_CUT)]
    page.set_viewport_size(size)  # type: ignore[arg-type]


def objections(page: Page, name: str, themes: Iterable[tuple[str, dict[str, Any]]] = THEMES) -> Iterator[str]:
    """What axe says of this screen in these themes."""
    for scheme, options in themes:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for found in _axe(page, options):
            parts = [node["html"][:90] for node in found["nodes"]]
            yield f"{name}, {scheme}: {found['id']}: {found['help']}: {parts}"


def _axe(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """What axe objects to. A page that stays has it already, and only what is wrong is brought over."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(options).then((said) => said.violations)", options)
    return found


def test_axe_objects_to_no_screen_in_light_or_dark(flaws: Flaws) -> None:
    assert len(set(flaws["seen"])) >= WHOLE.get(flaws["expected"][0], HANDHELD)
    assert set(flaws["spoken"]) == set(flaws["expected"])
    assert flaws["axe"] == []


def test_a_glove_hits_every_key_of_the_handheld_and_a_finger_those_of_the_office(flaws: Flaws) -> None:
    assert flaws["small"] == []


def test_nothing_runs_out_of_the_smallest_screens(flaws: Flaws) -> None:
    assert flaws["wide"] == []


def test_no_sentence_shows_what_should_have_been_filled_in(flaws: Flaws) -> None:
    assert flaws["raw"] == []


def test_nothing_is_cut_off(flaws: Flaws) -> None:
    assert flaws["cut"] == []


def test_what_is_wrong_would_be_found(browser: Browser) -> None:
    found: Flaws = defaultdict(list)
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(
            "<html lang=en><title>x</title><h1>x</h1><p style='color: #666'>5.7:1</p><img src=x><button>{name}</button>"
            "<main class=main style='height: 20px; overflow: hidden'><div style='width: 400px'>x<br>x</div></main>"
        )
        look(page, "planted", SIZE, FINGER, found)
    for scheme in ("light", "dark"):
        assert any(f"planted, {scheme}: color-contrast-enhanced" in said for said in found["axe"])
    assert any("image-alt" in said for said in found["axe"])
    assert found["small"]
    assert found["raw"] == ["planted: {name}"]
    assert found["wide"]
    assert found["cut"]
