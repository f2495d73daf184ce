"""A bench as a packer has it: a page in Chromium with a scanner, and what the server's store then says of the order."""

from __future__ import annotations

from collections import Counter
from typing import Any

from playwright.sync_api import Response

from tests.browser.conftest import DESK
from tests.browser.handheld import Handheld, Scanner
from tests.browser.walk import Walk, begin, enrol, rows
from tests.running import Server

PACKER = ("B-1004", "1004")
PULLS_S = 40  # Odoo is followed every ten seconds
# Chromium keeps the body of a PDF from those who watch the network: the page asks for it once more.
READ_AGAIN = """async (url) => {
  const opened = indexedDB.open('floor');
  const db = await new Promise((done) => { opened.onsuccess = () => done(opened.result); });
  const asked = db.transaction('meta').objectStore('meta').get('device');
  const { token } = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  db.close();
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}`, 'X-Floor': '1' } });
  return answer.text();
}"""


class Station(Scanner):
    """The bench's page in any browser."""

    path = "/pack/"


class Bench(Station, Handheld):
    """One bench with a memory of its own."""

    size = DESK


class Packing:
    """Packs a sheet as it is written and remembers what went into boxes."""

    def __init__(self, bench: Scanner, sheet: dict[str, Any]) -> None:
        self.bench, self.sheet = bench, sheet
        self.packed_m: Counter[int] = Counter()

    def scans(self) -> list[str]:
        """Every scan that the goods of the order need, line by line."""
        return [code for line in self.sheet["lines"] for code in [self.code(line)] * self._times(line)]

    def _times(self, line: dict[str, Any]) -> int:
        whole = self.sheet["products"][str(line["product"])]["whole"]
        return int(line["demand_m"]) // 1000 if whole else 1

    def code(self, line: dict[str, Any]) -> str:
        """What stands on the goods of a line."""
        code: str = self.sheet["products"][str(line["product"])]["code"]
        return code

    def carton(self) -> dict[str, Any]:
        """The largest box that has a code."""
        coded = [box for box in self.sheet["boxes"] if box["code"]]
        largest: dict[str, Any] = max(coded, key=lambda box: box["max_g"] or 0)
        return largest

    def foreign(self) -> str:
        """Goods of another order of the same wave."""
        return next(str(code) for code, one in self.sheet["known"].items() if one["why"] == "wave")


def picked_wave(handheld: Scanner, server: Server) -> Walk:
    """Enrols, signs in, picks a whole wave and hands it over."""
    walk = begin(handheld, server)
    for line in walk.sheet["lines"]:
        walk.pick(line)
    walk.finish()
    return walk


def at_work(bench: Scanner, server: Server) -> None:
    """Enrols and signs in; the bench shows what there is to pack."""
    begins(bench, server)
    bench.page.wait_for_selector("[data-key^=order-]")


def begins(bench: Scanner, server: Server) -> None:
    """Enrols and signs in, whether there is something to pack or not."""
    enrol(bench, server)
    bench.sign_in(*PACKER)
    bench.page.wait_for_selector("header.top[data-screen=idle]")


def open_order(bench: Scanner, code: str) -> Packing:
    """Scans a tote or whatever else opens an order; again where Odoo has not made its packing document yet."""
    for _ in range(PULLS_S):
        with bench.page.expect_response(lambda answer: answer.url.endswith("/pack/open")) as opened:
            bench.keys(code)
        if opened.value.ok:
            bench.page.wait_for_selector("header.top[data-screen=pack]")
            return Packing(bench, opened.value.json()["sheet"])
        error = opened.value.json()["error"]
        assert error["key"] == "pack.behind", error
        bench.page.wait_for_selector(".band.no")
        bench.page.wait_for_timeout(1000)
    raise AssertionError(f"{code} is not there for the bench")


def close_box(packing: Packing, weight_g: int) -> None:
    """The carton, then the scale: goods of this weight in it."""
    bench, carton = packing.bench, packing.carton()
    bench.page.wait_for_selector("header.top[data-screen=box]")
    bench.scan(carton["code"])
    bench.page.wait_for_selector("header.top[data-screen=weight]")
    bench.refused("0 g")
    bench.hushed()
    bench.scan(f"{(gross_g(packing, weight_g)) / 1000:.3f} kg")
    bench.page.wait_for_selector("header.top[data-screen=label]")


def gross_g(packing: Packing, weight_g: int) -> int:
    """Goods of this weight, with their carton."""
    return int(packing.carton()["weight_g"] or 0) + weight_g


def load(bench: Scanner, number: str) -> None:
    """The parcel, onto the truck."""
    bench.page.wait_for_selector("header.top[data-screen=idle]")
    bench.page.keyboard.press("F3")
    bench.page.wait_for_selector("header.top[data-screen=truck]")
    bench.keys(number)
    bench.page.wait_for_selector(".band.ok")
    bench.wait_until_uploaded()


def is_label(answer: Response) -> bool:
    """Whether this is the label of a parcel."""
    return answer.url.endswith("/label") and answer.status == 200


def agree(server: Server, packing: Packing) -> None:
    """The store's raw rows say that all of the order lies in closed boxes, once."""
    lines = {line["id"]: line["demand_m"] for line in packing.sheet["lines"]}
    found = rows(
        server,
        "SELECT i.line, SUM(i.qty_m) FROM parcel_item i JOIN parcel p ON p.id = i.parcel"
        " WHERE p.transfer = ? AND p.state = 'closed' AND i.reversed_by IS NULL GROUP BY i.line",
        packing.sheet["transfer"],
    )
    assert dict(found) == lines
    assert {verdict for (verdict,) in rows(server, "SELECT DISTINCT verdict FROM event")} == {"accepted"}
