"""Look up, count and move by trusted key events, in the middle of a walk, with the network gone in between."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route

from tests.browser.handheld import Handheld
from tests.browser.walk import Walk, begin, rows
from tests.running import Server


def opens(handheld: Handheld, number: str, screen: str) -> None:
    """By the keys of the device: More, its entry, the part."""
    handheld.press("F2")
    handheld.press(handheld.number_of("tools"))
    handheld.page.keyboard.press(number)
    handheld.page.wait_for_selector(f"header.top[data-screen={screen}]")


def looked(handheld: Handheld, text: str, what: str) -> str:
    handheld.keys(text)
    handheld.page.wait_for_selector(f"[data-look={what}]")
    return handheld.page.inner_text("main")


def test_a_picker_looks_up_counts_and_moves_and_walks_on_where_the_walk_stood(
    handheld: Handheld, server: Server, office: Callable[[str, str], Page]
) -> None:
    walk = begin(handheld, server)
    first, other = walk.sheet["lines"][0], walk.sheet["lines"][3]
    walk.reach(first)
    stood = handheld.seen()
    _looks_up(handheld, walk.place(first), walk.code(first), first["tote"])
    handheld.press("Escape")
    handheld.is_at(stood)
    _counts(handheld, walk.place(first), walk.code(first), walk.code(other))
    assert rows(server, "SELECT kind, verdict FROM event") == [("count", "accepted")]
    _moves(handheld, walk.place(first), walk.code(first), walk.place(other))
    handheld.press("Escape")
    handheld.is_at(stood)
    handheld.wait_until_uploaded()
    walk.pick(first)
    handheld.wait_until_uploaded()
    _applies(office("sam", "/board"), walk)


def _looks_up(handheld: Handheld, place: str, code: str, tote: str) -> None:
    opens(handheld, "1", "look")
    assert "Walks here" in looked(handheld, place, "location")
    assert place in looked(handheld, code, "product").replace("\u2060", "")
    assert "Slot" in looked(handheld, tote, "tote")
    handheld.keys("ZZ-NOT-KNOWN")
    handheld.page.wait_for_selector(".band.no")
    handheld.page.context.set_offline(True)
    handheld.page.wait_for_selector(".dot.off")
    assert "As this wave has it" in looked(handheld, code, "product")
    handheld.page.context.set_offline(False)
    handheld.page.wait_for_selector(".dot:not(.off)")


def _counts(handheld: Handheld, place: str, code: str, other: str) -> None:
    """Two scans, seven typed in their place, the battery dies; another kind, then the end, twice."""
    handheld.keys("O-BTN.COUNT")
    handheld.page.wait_for_selector("header.top[data-screen=count-bin]")
    for text in (place, code, code):
        handheld.scan(text)
    handheld.press("7")
    handheld.press("Enter")
    before = handheld.seen()
    assert before[2] == "7000"
    handheld.kill()
    handheld.open()
    handheld.is_at(before)
    handheld.scan(other)
    handheld.press("Backspace")
    handheld.is_at(before)
    handheld.quiet()
    handheld.page.keyboard.press("Enter")
    handheld.page.wait_for_selector("header.top[data-screen=count-bin] ~ main:not(.ask-quantity)")
    handheld.wait_until_uploaded()


def _moves(handheld: Handheld, place: str, code: str, to: str) -> None:
    """Without the network: kept, and sent when it is back."""
    handheld.keys("OBTMOVE")
    handheld.page.wait_for_selector("header.top[data-screen=move]")
    handheld.page.context.set_offline(True)
    handheld.page.wait_for_selector(".dot.off")
    handheld.scan(place)
    handheld.scan(code)
    handheld.press("3")
    handheld.press("Enter")
    handheld.keys(to)
    handheld.page.wait_for_selector(".waiting:not(.held)")
    handheld.page.context.set_offline(False)
    handheld.wait_until_uploaded()


def _applies(board: Page, walk: Walk) -> None:
    """The supervisor says why and presses the key, while other alerts come: before she presses, and before the answer.

    So far off the book two have to agree. What she has in her hands stays what it is.
    """
    board.wait_for_selector("text=Count differs")
    key, why = board.locator("[id^=a-][id$=-apply]").first, board.locator("[id^=w-][id$=-apply-]").first
    sent: list[Route] = []
    board.route("**/answer", lambda route: sent.append(route))  # held up
    why.select_option("OC-FOUND")
    before = key.element_handle()
    _another_alert(board, walk, 1)
    assert why.input_value() == "OC-FOUND"
    assert before.evaluate("node => node.isConnected"), "a key between press and release is the same key"
    key.click()
    key.click()
    board.wait_for_selector("[data-sending]")
    _another_alert(board, walk, 2)
    assert len(sent) == 1
    sent[0].continue_()
    board.wait_for_selector("text=A second person has to agree.")
    assert before.evaluate("node => node === document.activeElement"), "the keyboard goes on where it was"


def _another_alert(board: Page, walk: Walk, line: int) -> None:
    known = board.locator(".alert").count()
    walk.short(walk.sheet["lines"][line])
    board.wait_for_function("known => document.querySelectorAll('.alert').length > known", arg=known)


def test_a_code_that_is_not_of_the_wave_is_named_and_counts_nothing(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    walk.reach(walk.sheet["lines"][0])
    own = ", ".join(str(line["product"]) for line in walk.sheet["lines"])
    sku = rows(server, f"SELECT sku FROM product WHERE id NOT IN ({own}) ORDER BY id DESC LIMIT 1")[0][0]
    name = rows(server, "SELECT name FROM product WHERE sku = ?", sku)[0][0]
    said = handheld.refused(sku)
    handheld.page.get_by_text(f"This is {name}").wait_for()
    assert handheld.page.inner_text(".band .word") == said.split("\n")[0]
    assert rows(server, "SELECT COUNT(*) FROM event") == [(0,)]
    handheld.refused("ZZ-NOT-KNOWN")
    handheld.page.wait_for_timeout(500)
    assert "This is" not in handheld.page.inner_text(".band")
