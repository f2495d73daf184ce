"""A return with scanner and keys alone, on the demo: from an order to the number, the label and the receipt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, enter
from tests.browser.handheld import SIZE
from tests.browser.returns import ReturnsDesk
from tests.browser.test_accessible import FINGER, Flaws, look
from tests.running import Server


@pytest.fixture
def flaws() -> Flaws:
    """What is wrong with the desk's screens."""
    return defaultdict(list)


@pytest.fixture(params=[DESK, SIZE], ids=["desk", "handheld"])
def desk(request: pytest.FixtureRequest, browser: Browser, server: Server, flaws: Flaws) -> Iterator[ReturnsDesk]:
    with browser.new_context(viewport=request.param) as context:
        yield ReturnsDesk(context.new_page(), server, request.param, flaws)


def shipped(server: Server) -> list[str]:
    """Orders of the demo that are with their customers."""
    return [row["text"] for row in server.get("/demo/codes")[1]["shipped"]]


def test_goods_come_back_with_scanner_and_keys_alone(desk: ReturnsDesk, server: Server, flaws: Flaws) -> None:
    orders = shipped(server)
    desk.keys("S09999")
    desk.says("no", "is not known")
    kept = desk.find_one("1", "ZZ-NOT-KNOWN")
    assert kept.startswith("U-0000")
    number = desk.return_one(orders[1])
    desk.page.wait_for_selector("a.label[href^='blob:']", state="attached")
    desk.hand("Escape")
    desk.at("what")
    desk.keys(number)
    desk.at("items")
    desk.hand("Enter")
    desk.says("ok", "eceived")
    desk.hand("Enter")
    judged = desk.judge_one("4", "Enter")  # grade D, as proposed
    assert judged == "vendor"
    desk.hand("Enter")
    desk.at("judge_over")
    desk.hand("Enter")
    desk.at("what")
    desk.keys(number)  # nothing of it is left to judge
    desk.at("items")
    assert not desk.page.locator("[data-key=judge]").count()
    desk.hand("Escape")
    desk.at("what")
    desk.hand("F2")
    desk.at("more")
    desk.hand("Escape")
    desk.at("what")
    desk.keys(orders[1])
    desk.at("items")
    assert desk.page.locator("[data-line]").first.is_disabled()
    enter(desk.page, server.base, "sam", "/returns/list")
    assert number in desk.page.inner_text("table")
    look(desk.page, "returns list", desk.size, FINGER, flaws)
    for path in ("places", "found"):
        desk.page.goto(f"{server.base}/returns/{path}")
        look(desk.page, f"returns {path}", desk.size, FINGER, flaws)
    assert kept in desk.page.inner_text("table")
    assert len(set(flaws["seen"])) > 15
    assert {kind: said for kind, said in flaws.items() if said and kind not in ("seen", "spoken")} == {}


def test_what_was_made_without_a_network_gets_its_number_when_it_is_back(browser: Browser, server: Server) -> None:
    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        desk = ReturnsDesk(context.new_page(), server)
        desk.keys(shipped(server)[0])
        desk.at("items")
        desk.keys(desk.page.inner_text("[data-line] small").split(" ")[0])
        desk.at("reason")
        context.set_offline(True)
        desk.hand("1")
        desk.at("items")
        desk.hand("Enter")
        desk.says("warn", "Saved on this device")
        context.set_offline(False)
        desk.page.wait_for_selector("[data-number]", timeout=60_000)
