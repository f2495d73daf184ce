"""Every screen of the app, filled, one after the other: for the tests of how they look, and for their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page

from tests.browser import authorise_tour, mending_tour, practice
from tests.browser.beside_tour import beside
from tests.browser.conftest import enter
from tests.browser.handheld import Scanner
from tests.browser.walk import PICKER, Walk, enrol, rows
from tests.running import Server
from warehouse_app.demo.photo import photo

KEYPAD_FROM_M = 4000


def handheld(scanner: Scanner, server: Server) -> Iterator[str]:
    """From the first start to the end of a wave and a revoked handheld; the name of each screen when it is there."""
    scanner.arrive(server.base)
    yield "enrol"
    enrol(scanner, server)
    yield "badge"
    scanner.scan(PICKER[0])
    scanner.press("1")
    yield "pin"
    scanner.press("Escape")
    scanner.knows_how_to_greet()
    scanner.scan(PICKER[0])
    for digit in PICKER[1]:
        scanner.press(digit)
    scanner.press("Enter")
    scanner.page.wait_for_selector("header.top[data-screen=shift]")
    yield "shift"
    scanner.start_shift()
    scanner.page.wait_for_selector("[data-key=get-work]")
    yield "home"
    scanner.refused("T-0400")
    yield "home-refused"
    yield from practice.tour(scanner)
    walk = Walk(scanner, scanner.get_work())
    yield from _line(scanner, walk, walk.sheet["lines"][0])
    yield from _behind_more(scanner)
    now = walk.sheet["lines"][0]
    yield from beside(scanner, walk.place(now), walk.code(now), now["tote"])
    yield from _short(scanner, walk, walk.sheet["lines"][1])
    yield from _answers(scanner, server)
    yield from _many(scanner, walk)
    yield from _last(scanner, walk)
    yield from _offline(scanner, server)


def _line(scanner: Scanner, walk: Walk, line: dict[str, Any]) -> Iterator[str]:
    """A line as it should go, and what is said when it does not."""
    scanner.page.wait_for_selector(".ask-location")
    yield "ask-location"
    scanner.refused(walk.code(line))
    yield "location-first"
    walk.reach(line)
    scanner.asks()
    yield "ask-product"
    scanner.refused("ZZ-NOT-KNOWN")
    yield "unknown"
    other = next(one for one in walk.sheet["lines"] if one["product"] != line["product"])
    scanner.refused(walk.code(other))
    yield "wrong"
    yield from _no_code(scanner)
    scanner.scan(walk.code(line))
    yield "right"
    for _ in range(line["demand_m"] // 1000 - 1):
        scanner.scan(walk.code(line))
    scanner.asks()
    yield "ask-tote"
    scanner.refused(next(tote["code"] for tote in walk.sheet["totes"] if tote["code"] != line["tote"]))
    yield "wrong-tote"
    walk.put(line)


def _no_code(scanner: Scanner) -> Iterator[str]:
    """The figures under the bars are asked; the first ones typed are wrong."""
    scanner.scan("OBTNOCO")
    scanner.press("0")
    yield "digits"
    for _ in range(3):
        scanner.press("0")
    scanner.page.click("[data-key=enter]")
    scanner.page.wait_for_selector(".band.no")
    yield "digits-wrong"
    scanner.press("Escape")


def _behind_more(scanner: Scanner) -> Iterator[str]:
    yield from _over(scanner, "F2", "more")
    for name in ("undo", "put-down", "queue", "device"):
        scanner.press("F2")
        yield from _over(scanner, scanner.number_of(name), name)
    scanner.press("F2")
    scanner.press(scanner.number_of("help"))
    scanner.page.wait_for_selector("[data-key=call]")
    yield "help"
    scanner.press("Escape")


def _over(scanner: Scanner, key: str, name: str) -> Iterator[str]:
    scanner.press(key)
    yield name
    scanner.press("Escape")


def _short(scanner: Scanner, walk: Walk, line: dict[str, Any]) -> Iterator[str]:
    """Something is there, but not enough."""
    walk.reach(line)
    scanner.press("F1")
    yield "reason"
    scanner.scan("RC-DAMAGED")
    scanner.page.keyboard.press("0")
    scanner.page.wait_for_selector("[data-key=enter]:enabled")
    yield "count"
    scanner.press("Enter")
    scanner.page.wait_for_selector("header.top[data-screen=photo]")
    scanner.asks()
    yield "photo"
    scanner.press("Escape")
    yield "short-told"


def _answers(scanner: Scanner, server: Server) -> Iterator[str]:
    """Each answer a supervisor may give to that short, but the bin: that one is sent to on the board's own tour."""
    browser = scanner.page.context.browser
    assert browser is not None
    with browser.new_context() as context:
        desk = context.new_page()
        enter(desk, server.base, "sam", "/cases/1")
        for answer in ("wait", "cancel", "ship_short"):
            desk.goto(f"{server.base}/cases/1")
            if (why := desk.locator(f"#w-1-{answer}-")).count():
                why.select_option(index=1)
            desk.click(f"#a-1-{answer}")
            scanner.page.wait_for_selector(f"[data-answer={answer}]")
            yield f"decided-{answer}"
            scanner.press("Enter")


def _many(scanner: Scanner, walk: Walk) -> Iterator[str]:
    """Lines up to the first that is long enough for the keypad; it is counted by hand."""
    lines = walk.sheet["lines"][2:]
    long = next((place for place, line in enumerate(lines) if line["demand_m"] >= KEYPAD_FROM_M), None)
    for line in lines[:long]:
        walk.short(line)
    if long is None:
        return
    walk.reach(lines[long])
    scanner.scan(walk.code(lines[long]))
    scanner.asks()
    yield "ask-more"
    scanner.press("F3")
    scanner.press("4")
    yield "quantity"
    scanner.press("Escape")
    walk.put(lines[long])
    for line in lines[long:]:
        if scanner.seen()[1] != "finish":
            walk.short(line)


def _last(scanner: Scanner, walk: Walk) -> Iterator[str]:
    scanner.asks()
    yield "finish"
    scanner.press("Enter")
    scanner.page.wait_for_selector("[data-key=get-work]")


def _offline(scanner: Scanner, server: Server) -> Iterator[str]:
    """What was told waits for an answer; a scan waits on the device, and before it is sent the device is revoked."""
    walk = Walk(scanner, scanner.get_work())
    walk.short(walk.sheet["lines"][0])
    scanner.wait_until_uploaded()
    scanner.page.context.set_offline(True)
    scanner.page.wait_for_selector(".dot.off")
    walk.short(walk.sheet["lines"][1])
    scanner.page.wait_for_selector(".waiting")
    scanner.asks()
    yield "offline"
    browser = scanner.page.context.browser
    assert browser is not None
    with browser.new_context() as context:
        desk = context.new_page()
        enter(desk, server.base, "ada", "/devices")
        revoke(desk)
    scanner.page.context.set_offline(False)
    scanner.page.wait_for_selector("header.top[data-screen=stopped]")
    yield "stopped"


def revoke(page: Page) -> None:
    """The only handheld there is, on the devices page of an admin."""
    for _ in range(2):
        page.click("form[data-revoke] button")
    page.wait_for_selector(".tag.bad")


def office(page: Page, server: Server) -> Iterator[str]:
    """What is seen at a desk; the board shows what the floor has done so far."""
    pages: list[tuple[str, Callable[[], object]]] = [
        ("start", lambda: page.goto(f"{server.base}/")),
        ("error", lambda: page.goto(f"{server.base}/no-such-page")),
        ("sign-in", lambda: page.goto(f"{server.base}/sign-in")),
        ("sign-in-refused", lambda: _wrong_login(page)),
        ("board", lambda: enter(page, server.base, "sam", "/board")),
        ("board-more", lambda: page.locator(".alert summary").first.click()),
        ("board-trouble", lambda: _wrong_bin(page)),
        ("wall", lambda: page.goto(f"{server.base}/board/wall")),
        ("day-start", lambda: page.goto(f"{server.base}/board/start")),
        ("case", lambda: page.goto(f"{server.base}/cases/1")),
        ("case-photo", lambda: _photo(page)),
        ("case-other", lambda: page.goto(f"{server.base}/cases/2")),
        ("cases", lambda: _cases(page, server)),
        ("cases-new", lambda: page.goto(f"{server.base}/cases/new")),
        ("order", lambda: _find(page, server)),
        ("approvals", lambda: page.goto(f"{server.base}/approvals?done=waits")),
        ("handover", lambda: _hand_over(page, server)),
        ("measures", lambda: page.goto(f"{server.base}/measures?by=product")),
        ("baseline", lambda: page.goto(f"{server.base}/baseline")),
        ("readiness", lambda: page.goto(f"{server.base}/readiness")),
        ("readiness-kind", lambda: page.goto(f"{server.base}/readiness/no_weight")),
        ("return-measures", lambda: page.goto(f"{server.base}/measures/returns")),
        ("refunds", lambda: page.goto(f"{server.base}/refunds?done=released")),
        ("undelivered", lambda: _undelivered(page, server)),
        ("undelivered-refused", lambda: _write_off(page)),
        ("in-odoo", lambda: page.goto(f"{server.base}/in-odoo")),
        ("tasks", lambda: page.goto(f"{server.base}/tasks")),
        ("shelves", lambda: page.goto(f"{server.base}/shelves")),
        ("release", lambda: enter(page, server.base, "sam", "/release")),
        ("release-done", lambda: _release(page)),
        ("release-refused", lambda: _hold(page, "S99999", ".say")),
        ("case-mend", lambda: mending_tour.mend(page, server)),
        ("case-mend-refused", lambda: mending_tour.no_country(page)),
        ("cutoffs", lambda: _no_truck_on(page, f"{server.base}/cutoffs")),
        ("layout", lambda: page.goto(f"{server.base}/layout")),
        ("layout-refused", lambda: _no_such_aisle(page)),
        ("trucks", lambda: page.goto(f"{server.base}/trucks")),
        ("templates", lambda: page.goto(f"{server.base}/templates")),
        ("templates-refused", lambda: _wrong_field(page)),
        ("labels", lambda: page.goto(f"{server.base}/labels")),
        ("reasons", lambda: page.goto(f"{server.base}/reasons")),
        ("reasons-rule", lambda: _slower(page, f"{server.base}/reasons/case_type/FUL-SHORT")),
        ("reasons-team", lambda: page.goto(f"{server.base}/reasons/team/stock")),
        ("reasons-refused", lambda: _refused_rule(page)),
        ("reasons-return", lambda: page.goto(f"{server.base}/reasons/return_rule/RR-02")),
        ("authorise", lambda: authorise_tour.found(page, server)),
        ("authorise-refused", lambda: authorise_tour.refused(page)),
        ("authorise-made", lambda: authorise_tour.made(page)),
        ("return-photos", lambda: authorise_tour.photos(page)),
        ("gate-rule", lambda: page.goto(f"{server.base}/reasons/gate/GT-ADDRESS")),
        ("facts", lambda: page.goto(f"{server.base}/facts")),
        ("set-up", lambda: page.goto(f"{server.base}/set-up")),
        ("devices", lambda: enter(page, server.base, "ada", "/devices")),
        ("devices-code", lambda: _new_code(page)),
        ("setup", lambda: page.goto(f"{server.base}/setup")),
        ("people", lambda: page.goto(f"{server.base}/people")),
        ("people-added", lambda: _hire(page)),
        ("people-me", lambda: page.goto(f"{server.base}/people/me")),
    ]
    for name, go in pages:
        go()
        page.wait_for_load_state()
        yield name


def _hire(page: Page) -> None:
    page.fill("#name", "Tim")
    page.click("main form.person > button")
    page.wait_for_selector(".say[role=status]")


def _cases(page: Page, server: Server) -> None:
    """The list, worked by keyboard: the first exception is chosen, its cause comes next."""
    page.goto(f"{server.base}/cases?whose=all")
    page.wait_for_load_state("networkidle")
    for key in "jxe":
        page.keyboard.press(key)
    page.wait_for_selector("[data-case] input:checked")
    page.wait_for_selector("#cause-many:focus")


def _wrong_login(page: Page) -> None:
    page.fill("input[name=login]", "sam")
    page.fill("input[name=password]", "no")
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("[role=alert]")


def _find(page: Page, server: Server) -> None:
    """The order of the first exception, by the field in the head of the page."""
    (order,) = rows(server, 'SELECT name FROM "order" WHERE id = 1')[0]
    page.fill("#seek", order)
    page.press("#seek", "Enter")
    page.wait_for_selector("[data-sentence]")


def _hand_over(page: Page, server: Server) -> None:
    """With one PIN wrong: the lists, the refusal and the form."""
    page.goto(f"{server.base}/handover")
    for who, badge in (("leaver", "B-SAM"), ("taker", "B-NOBODY")):
        page.fill(f"#{who}-badge", badge)
        page.fill(f"#{who}-pin", "9999")
    page.click("main form .strong")
    page.wait_for_selector(".say")


def _release(page: Page) -> None:
    """An order held, a wave released to somebody, and one nobody took about to be taken back."""
    _hold(page, page.inner_text(".names").split()[0], ".done")
    page.select_option(".truck li select >> nth=0", label="Cy")
    page.click(".truck li button >> nth=0")
    page.wait_for_selector(".tag")
    page.click("[data-section=untaken] summary >> nth=0")


def _hold(page: Page, order: str, then: str) -> None:
    page.fill("#hold-order", order)
    page.select_option("#hold-reason", "HD-ADDRESS")
    page.press("#hold-order", "Enter")
    page.wait_for_selector(then)


def _no_such_aisle(page: Page) -> None:
    page.fill("#up", "Q")
    page.click(".layout .keys .key >> nth=0")
    page.wait_for_selector(".say")


def _no_truck_on(page: Page, address: str) -> None:
    """One carrier is forgotten, and one day has no trucks."""
    page.goto(address)
    page.click("button[name=remove] >> nth=2")
    page.wait_for_selector(".say.plain")
    page.fill("#day", "2099-12-25")
    page.click("form:has(#day) button")
    page.wait_for_selector(".days")


def _undelivered(page: Page, server: Server) -> None:
    """Somebody moves more than Odoo knows of: it refuses, and the board leads to the page."""
    codes = server.get("/demo/codes")[1]
    device = server.post("/api/v1/devices", {"code": codes["enrolment"]["text"], "name": "Handheld 18"})[1]
    here = codes["beside"][0]
    there = next(one for one in codes["beside"] if one["at"] != here["at"])
    body = {
        **{"product": None, "code": here["code"], "lot": None, "lot_name": None, "qty_m": 10**9},
        **{"from": None, "from_code": here["at"], "to": None, "to_code": there["at"]},
    }
    whose = {"person": 1, "session": None, "wave": None, "epoch": 0, "sheet": None}
    event = {"id": "d" * 32, "v": 1, "kind": "move", "seq": 1, "at": 0, "body": body, **whose}
    answer = server.post("/api/v1/events", {"waiting": 0, "events": [event]}, device["token"])[1]
    assert [one["verdict"] for one in answer["answers"]] == ["accepted"], answer
    page.goto(f"{server.base}/board")
    page.click(".state a[href='/undelivered']")
    page.wait_for_selector(".entries")


def _write_off(page: Page) -> None:
    """Another reason, and no word of what it is."""
    page.click(".entries summary >> nth=0")
    page.select_option(".entries details select >> nth=0", "WO-OTHER")
    page.press(".entries details input[name=note] >> nth=0", "Enter")
    page.wait_for_selector(".say")


def _wrong_bin(page: Page) -> None:
    page.locator(".alert [name=place]").first.fill("ZZ-99-9")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-trouble]:not([hidden])")


def _photo(page: Page) -> None:
    """Added at the desk, and opened."""
    page.set_input_files("#photo", {"name": "a.png", "mimeType": "image/png", "buffer": photo(160)})
    page.click("[data-photo] button")
    page.click(".photo summary")
    page.wait_for_selector(".photo[open]")


def _wrong_field(page: Page) -> None:
    """A text that names what cannot be known."""
    page.fill("#text", "{customer}")
    page.click(".letter button")
    page.wait_for_selector(".say")


def _new_code(page: Page) -> None:
    page.fill("input[name=name]", "Handheld 17")
    page.press("input[name=name]", "Enter")
    page.wait_for_selector("[data-enrolment]")


def _slower(page: Page, address: str) -> None:
    """What would follow if a short had longer."""
    page.goto(address)
    page.fill("#answer", "F20")
    page.click("button[name=look]")
    page.wait_for_selector("#preview-title")


def _refused_rule(page: Page) -> None:
    page.click("button[name=save]")
    page.wait_for_selector(".say")
