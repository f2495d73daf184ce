"""From an empty folder to the first picked wave on a real Odoo, by the assistant alone: a browser and a handheld.

Odoo delivers in three steps: what the assistant does is the same with one, and the floor has more to follow.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK
from tests.browser.handheld import Handheld
from tests.browser.walk import Walk, rows
from tests.odoo_server import RealOdoo
from tests.running import Server

PIN, OWN = "7351", "9264"

pytestmark = [pytest.mark.xdist_group("real-odoo"), pytest.mark.slow]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has told anything."""
    with Server(tmp_path / "floor", "serve") as running:
        yield running


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(60_000)
        yield page


def test_an_empty_store_is_set_up_in_the_browser_until_a_wave_is_picked(
    server: Server, odoo: Callable[..., RealOdoo], desk: Page, handheld: Handheld
) -> None:
    real = odoo("floor_3step")
    real.client()  # the first call to a new database takes Odoo longer than a page waits
    code = re.search(r"/setup, code (\S+)", server.log.read_text())
    assert code
    desk.goto(f"{server.base}/")
    desk.click("text=Begin the set-up")
    fill(desk, code=code[1])
    connected(desk, real)
    fill(desk, "admin", name="Sam", pin=PIN)
    at(desk, "bins", "todo")
    fill(desk, "bins", first="T-0001", last="T-0020")
    drawn(desk)
    fit_to_run(desk)
    fill(desk, "rules", cart_totes="4", cart_lines="12")
    for name in ("trucks", "printers", "reasons"):
        step = open_step(desk, name)
        assert "Without it:" in step
        desk.click(f"[data-step={name}] button[value={name}]")
        at(desk, name, "skipped")
    enrolment = handheld_code(desk)
    badge = let_in(desk)
    desk.goto(f"{server.base}/release")
    desk.locator("form[action='/release/wave'] button").first.click()
    desk.wait_for_selector(".done")
    walk = first_line(handheld, enrolment, badge)
    for line in walk.sheet["lines"][1:]:
        walk.pick(line)
    handheld.quiet()
    handheld.page.keyboard.press("Enter")
    closed(server)
    assert rows(server, "SELECT COUNT(*), MIN(verdict), MAX(verdict) FROM event WHERE kind = 'pick'")[0][1:] == (
        "accepted",
        "accepted",
    )
    desk.goto(f"{server.base}/setup")
    done = {"connect", "admin", "warehouses", "bins", "rules", "devices", "people", "readiness", "wave"}
    assert {name for name in done if state(desk, name) != "done"} == set()


def connected(desk: Page, real: RealOdoo) -> None:
    """A wrong key first: it is said, and nothing has to be typed again but the key."""
    fill(desk, "connect", url=real.url, database=real.database, user="picker", key="no such key")
    desk.wait_for_selector(".say[role=alert]")
    assert "does not let this user in" in desk.inner_text(".say[role=alert]")
    fill(desk, "connect", key=real.password())
    at(desk, "admin", "todo")


def drawn(desk: Page) -> None:
    """The layout of the hall, as the app proposes it from the names of the bins."""
    open_step(desk, "bins")
    desk.click("[data-step=bins] a.key")
    with desk.expect_navigation():  # the proposal is drawn already
        desk.click("form.layout button[name=save]")
    desk.wait_for_selector("svg.hall")
    assert "saved the layout" in desk.inner_text("main")
    desk.goto(desk.url.partition("/layout")[0] + "/setup")


def fit_to_run(desk: Page) -> None:
    """What is missing in Odoo's data was read meanwhile; somebody looks at it, and says so."""
    assert "Without it:" in open_step(desk, "readiness")
    desk.click("[data-step=readiness] a.key")
    until = time.monotonic() + 60
    while not desk.locator("table.gaps").count():
        assert time.monotonic() < until, desk.inner_text("main")
        desk.wait_for_timeout(500)
        desk.reload()
    assert "gaps in Odoo" in desk.inner_text("main")
    desk.goto(desk.url.replace("/readiness", "/setup"))
    open_step(desk, "readiness")
    desk.click("[data-step=readiness] button[value=readiness]")
    at(desk, "readiness", "done")


def closed(server: Server) -> None:
    """Odoo has validated what was picked."""
    until = time.monotonic() + 60
    while rows(server, "SELECT DISTINCT state FROM wave WHERE claimed_at IS NOT NULL") != [("closed",)]:
        assert time.monotonic() < until, rows(server, "SELECT id, state FROM wave")
        time.sleep(0.5)


def fill(desk: Page, step: str = "", **values: str) -> None:
    """Fills the form of a step and sends it."""
    here = f"[data-step={step}] " if step else "main "
    if step:
        open_step(desk, step)
    for name, value in values.items():
        desk.fill(f"{here}[name={name}]", value)
    with desk.expect_navigation():
        desk.locator(f"{here}form:has([name={next(iter(values))}]) button[type=submit]").first.click()


def open_step(desk: Page, step: str) -> str:
    """Opens a step where it is not; what stands in it."""
    if not desk.locator(f"[data-step={step}] details[open]").count():
        desk.click(f"[data-step={step}] summary")
    return desk.inner_text(f"[data-step={step}]")


def at(desk: Page, step: str, wanted: str) -> None:
    desk.wait_for_selector(f"[data-step={step}][data-state={wanted}]")


def state(desk: Page, step: str) -> str | None:
    return desk.get_attribute(f"[data-step={step}]", "data-state")


def handheld_code(desk: Page) -> str:
    """As the step's own key leads there."""
    open_step(desk, "devices")
    desk.click("[data-step=devices] a.key")
    desk.fill("#name", "Handheld 1")
    desk.click("main form[action$=enrolments] button")
    code = desk.get_attribute("[data-enrolment]", "data-enrolment")
    assert code
    desk.goto(desk.url.replace("/devices/enrolments", "/setup"))
    return code


def let_in(desk: Page) -> str:
    """A picker and packer on the page of people; the badge that was made."""
    open_step(desk, "people")
    desk.click("[data-step=people] a.key")
    desk.fill("#name", "Tim")
    desk.check("main form.person input[value=packer]")
    desk.click("main form.person summary")
    desk.check("main form.person [name=may_pick]")
    desk.click("main form.person > button")
    said = re.search(r"Badge (B\w+)", desk.inner_text(".say[role=status]"))
    assert said
    return said[1]


def first_line(handheld: Handheld, enrolment: str, badge: str) -> Walk:
    """Tim chooses a PIN, takes the wave and picks its first line."""
    handheld.scan(enrolment)
    handheld.knows_how_to_greet()
    handheld.scan(badge)
    for again in (True, False):
        for digit in OWN:
            handheld.press(digit)
        handheld.page.keyboard.press("Enter")
        if again:
            handheld.page.wait_for_selector(".band.no")
            assert "Once more" in handheld.page.inner_text(".band")
    handheld.page.wait_for_selector("header.top:not([data-screen=pin])")
    handheld.start_shift()
    walk = Walk(handheld, handheld.get_work())
    walk.pick(walk.sheet["lines"][0])
    return walk
