"""Every screen of the bench, filled, one after the other; some wave must have been picked before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from playwright.sync_api import Route

from tests.browser.bench import PACKER, Packing, is_label, open_order
from tests.browser.handheld import Scanner
from tests.browser.walk import enrol, rows
from tests.running import Server

# What a bench asks about an order before its goods.
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("carrier", {"carrier_ask": {"proposed": "Post", "rule": "WAY-1", "choices": ["Post", "DHL", "DPD Predict"]}}),
    (
        "address",
        {
            "address_ask": [
                {"name": name, "missing": name == "street", "most": 120}
                for name in ("street", "street2", "zip", "city", "country")
            ]
        },
    ),
)
# The tote of the order with most to pack.
TOTE = r"""() => [...document.querySelectorAll('[data-key^=order-]')]
  .map((row) => ({ n: /(\d+) (?:pieces?|Stück)/.exec(row.textContent)[1], words: row.querySelector('span + span') }))
  .sort((one, other) => other.n - one.n)[0].words.firstChild.textContent.split(',')[0]"""


def bench(scanner: Scanner, server: Server) -> Iterator[str]:
    """From the first start to the truck; the name of each screen when it is there."""
    page = scanner.page
    scanner.arrive(server.base)
    yield "enrol"
    enrol(scanner, server)
    scanner.sign_in(*PACKER)
    page.wait_for_selector("[data-key^=order-]")
    yield "idle"
    scanner.refused("ZZ-NOT-KNOWN")
    yield "unknown"
    tote = page.evaluate(TOTE)
    yield from _asked(scanner, tote)
    packing = open_order(scanner, tote)
    scanner.asks()
    yield "pack"
    yield from _goods(scanner, packing)
    yield from _menus(scanner)
    yield from _held(scanner, tote)
    yield from _box(scanner, packing)
    yield from _truck(scanner)
    yield from _paper(scanner, server)


def _asked(scanner: Scanner, tote: str) -> Iterator[str]:
    """What is asked before anything is packed; no order of the demo lacks it, so the server's answer is changed."""
    page = scanner.page
    for name, more in ASKED:
        page.route("**/api/v1/pack/open", partial(_answers, more), times=1)
        scanner.keys(tote)
        page.wait_for_selector(f"header.top[data-screen={name}]")
        scanner.asks()
        yield name
        scanner.press("Escape")
    scanner.press("F1")
    scanner.press(scanner.number_of("leave"))
    page.wait_for_selector("header.top[data-screen=idle]")


def _answers(more: dict[str, Any], route: Route) -> None:
    answer = route.fetch()
    sheet = answer.json()["sheet"]
    route.fulfill(response=answer, json={"sheet": sheet | more})


def _goods(scanner: Scanner, packing: Packing) -> Iterator[str]:
    """Wrong ones, then all the right ones but the last."""
    if packing.sheet["known"]:
        scanner.refused(next(iter(packing.sheet["known"])))
        yield "wrong"
    *codes, _last = packing.scans()
    for code in codes:
        scanner.scan(code)
    if codes:
        yield "right"


def _menus(scanner: Scanner) -> Iterator[str]:
    for key, name in (("F1", "problem"), ("F2", "more")):
        scanner.press(key)
        yield name
        scanner.press("Escape")
    scanner.press("F2")
    scanner.page.click("[data-key=tasks]")
    scanner.page.wait_for_selector("header.top[data-screen=tasks]")
    yield "bench-tasks"
    scanner.press("Escape")
    yield from helped(scanner)
    if scanner.page.locator(".ln.done").count():
        scanner.press("F1")
        scanner.press("1")
        scanner.asks()
        yield "missing"
        scanner.press("Escape")
        scanner.press("F1")
        scanner.press("2")
        yield "undo"
        scanner.press("Escape")


def helped(scanner: Scanner) -> Iterator[str]:
    """The card calls a supervisor to this bench or desk, until help is there."""
    scanner.keys("OBTHELP")
    for standing in ("none", "C-"):  # it calls, and then help is there
        scanner.page.wait_for_selector(f"[data-help^={standing}]")
        scanner.page.wait_for_selector("[data-key=call], [data-key=over]")
        scanner.quiet()
        scanner.page.keyboard.press("Enter")
        if standing == "none":
            scanner.page.wait_for_selector("[data-help^=C-]")
            yield "help called"
    scanner.page.wait_for_selector("[data-help=none]")
    scanner.page.keyboard.press("Escape")
    scanner.page.wait_for_selector("header.top:not([data-screen=help])")


def _held(scanner: Scanner, tote: str) -> Iterator[str]:
    """Why it cannot be scanned; then something is damaged, and the order waits until it is opened again."""
    scanner.press("F1")
    scanner.page.click("[data-key=unscanned]")
    scanner.page.wait_for_selector("header.top[data-screen=why]")
    yield "why"
    scanner.press("Escape")
    scanner.press("F1")
    scanner.page.click("[data-key=rc-p-damaged]")
    scanner.page.wait_for_selector("header.top[data-screen=photo]")
    yield "show-it"
    scanner.press("Escape")
    scanner.page.wait_for_selector("header.top[data-screen=idle]")
    yield "idle-held"
    open_order(scanner, tote)
    scanner.asks()


def _box(scanner: Scanner, packing: Packing) -> Iterator[str]:
    page, carton = scanner.page, packing.carton()
    scanner.scan(packing.scans()[-1])
    scanner.asks()
    yield "check"
    scanner.press("Enter")
    scanner.asks()
    yield "box"
    scanner.scan(carton["code"])
    scanner.asks()
    yield "weight"
    scanner.refused("999 kg")
    yield "too-heavy"
    with page.expect_response(is_label):
        scanner.scan(f"{(carton['weight_g'] or 0) + 500} g")
    page.wait_for_selector("[data-label=ready]")
    yield "label"


def _truck(scanner: Scanner) -> Iterator[str]:
    number = scanner.page.get_attribute("[data-number]", "data-number")
    assert number
    scanner.press("Escape")
    scanner.page.wait_for_selector("header.top[data-screen=idle]")
    yield "done"
    scanner.page.keyboard.press("F3")
    scanner.page.wait_for_selector("[data-made]")
    yield "truck"
    scanner.refused("P-99999-X")
    yield "not-on-the-list"
    scanner.keys(number)
    scanner.page.wait_for_selector(".band.ok")
    yield "on-the-truck"
    scanner.press("F4")
    scanner.page.wait_for_selector("header.top[data-screen=depart]")
    yield "depart"
    scanner.press("Escape")
    scanner.page.wait_for_selector("header.top[data-screen=truck]")


def _paper(scanner: Scanner, server: Server) -> Iterator[str]:
    """A wave that nobody has taken, as if it had been walked on paper."""
    ((number,),) = rows(server, "SELECT number FROM wave WHERE state = 'released' ORDER BY id DESC LIMIT 1")
    scanner.press("Escape")
    scanner.page.wait_for_selector("header.top[data-screen=idle]")
    scanner.scan(f"P{number}")
    scanner.asks()
    yield "paper"
    scanner.press("F3")
    scanner.asks()
    yield "paper-less"
    scanner.page.click("[data-key^=line-]")
    scanner.page.wait_for_selector("header.top[data-screen=found]")
    yield "paper-found"
    scanner.page.click("[data-key=digit-0]")
    scanner.page.click("[data-key=enter]")
    scanner.page.wait_for_selector("header.top[data-screen=reason]")
    yield "paper-reason"
