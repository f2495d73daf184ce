"""A page speaks the language of whoever signs in: at once, without a reload, and without a network too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK
from tests.browser.handheld import Handheld, Scanner
from tests.browser.returns_tour import Desk
from tests.browser.walk import Walk, enrol
from tests.commands import run
from tests.running import Server

pytestmark = pytest.mark.xdist_group("languages")
LENA, MARIE = ("B-3001", "3841"), ("B-3002", "3842")


@pytest.fixture(autouse=True)
def people(server: Server) -> None:
    """Two who pick and take goods back, in two languages."""
    for name, (badge, pin), lang in (("Lena", LENA, "de_AT"), ("Marie", MARIE, "fr")):
        roles = ("--role", "picker", "--role", "returns")
        command = ("user", "add", name, *roles, "--badge", badge, "--pin", pin, "--lang", lang)
        assert run(server.folder, {"WAREHOUSE_DATA_DIR": ".demo"}, *command).returncode == 0


def speaks(scanner: Scanner, lang: str, text: str) -> None:
    """Waits for the page to be in this language, and to say so."""
    scanner.page.wait_for_selector(f"html[lang={lang}]")
    scanner.page.wait_for_selector(f"text={text}")


def test_a_handheld_changes_its_language_with_the_badge_and_keeps_it_without_a_network(
    handheld: Handheld, server: Server
) -> None:
    enrol(handheld, server)
    handheld.page.evaluate("window.sameLoad = true")
    handheld.sign_in(*LENA)
    speaks(handheld, "de", "Arbeit holen")
    assert handheld.page.title() == "Floor Handgerät"
    assert handheld.page.get_attribute("input.eye", "aria-label") == "Scanner"
    walk = Walk(handheld, handheld.get_work())
    assert "Der Artikel kommt danach" not in handheld.refused(walk.code(walk.sheet["lines"][0]))
    speaks(handheld, "de", "Erst den Platz scannen")
    handheld.wait_until_kept("/lang/pick.de.json")
    assert handheld.page.evaluate("window.sameLoad")
    server.kill()
    handheld.page.reload()
    speaks(handheld, "de", "Platz scannen")
    walk.pick(walk.sheet["lines"][0])
    assert handheld.page.get_attribute("html", "lang") == "de"


def test_the_next_badge_brings_its_own_language_and_none_brings_english(handheld: Handheld, server: Server) -> None:
    enrol(handheld, server)
    for who, lang, word in ((LENA, "de", "Arbeit holen"), (MARIE, "fr", "Prendre du travail")):
        handheld.sign_in(*who)
        speaks(handheld, lang, word)
        handheld.page.evaluate("window.sameLoad = true")
        _sign_out(handheld)
        speaks(handheld, "en", "Scan your badge")
        assert handheld.page.evaluate("window.sameLoad")


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Desk]:
    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        desk = Desk(context.new_page())
        desk.arrive(server.base)
        enrol(desk, server)
        yield desk


def test_a_returns_desk_changes_its_language_too(desk: Desk) -> None:
    desk.sign_in(*MARIE)
    speaks(desk, "fr", "ou l\u2019étiquette de retour")
    assert desk.page.title() == "Poste retours"
    assert desk.page.inner_text(".gun h2") == "Lecteur"


def test_a_language_that_does_not_come_is_heard_in_english(desk: Desk) -> None:
    desk.page.route("**/lang/returns.fr.json", lambda route: route.abort())
    desk.sign_in(*MARIE)
    speaks(desk, "en", "What did you get?")
    assert desk.page.locator("text=returns.what").count() == 0


@pytest.mark.parametrize(("locale", "word"), [("de-AT", "Ausweis scannen"), ("fr-FR", "Scanner le badge")])
def test_before_anybody_signs_in_the_device_has_a_language_of_its_own(
    browser: Browser, server: Server, locale: str, word: str
) -> None:
    with browser.new_context(viewport=DESK, locale=locale) as context:  # type: ignore[arg-type]
        scanner = Scanner(context.new_page())
        scanner.arrive(server.base)
        enrol(scanner, server)
        speaks(scanner, locale[:2], word)


def _sign_out(handheld: Handheld) -> None:
    handheld.press("F2")
    for name in ("device", "sign-out"):
        handheld.press(handheld.page.locator(f"[data-key={name}] > span").first.inner_text())
