"""A picker who walks a sheet as it is written, and what the server's store then says of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Response

from tests.browser.handheld import Scanner
from tests.running import Server

STORES = {"demo": Path(".demo"), "serve": Path("data")}
PICKER = ("B-1001", "1001")


class Walk:
    """Walks a sheet line by line and remembers what went into which tote."""

    def __init__(self, handheld: Scanner, sheet: dict[str, Any]) -> None:
        self.handheld, self.sheet = handheld, sheet
        self.picked_m: Counter[int] = Counter()
        self.missing_m: Counter[int] = Counter()

    def pick(self, line: dict[str, Any]) -> None:
        """All of a line, into its tote."""
        self.count(line)
        self.put(line)

    def count(self, line: dict[str, Any]) -> None:
        """All pieces of a line scanned, none in a tote yet."""
        self.reach(line)
        for _ in range(line["demand_m"] // 1000):
            if self.handheld.scan(self.code(line))[1] == "lot":
                self.handheld.scan(self.lot(line))

    def reach(self, line: dict[str, Any]) -> None:
        """The location, when it is asked."""
        if self.handheld.seen()[1] == "location":
            self.handheld.scan(self.place(line))

    def place(self, line: dict[str, Any]) -> str:
        """What stands on the shelf of a line."""
        code: str = self.sheet["stops"][line["stop"]]["code"]
        return code

    def code(self, line: dict[str, Any]) -> str:
        """What stands on the goods of a line."""
        code: str = self.sheet["products"][str(line["product"])]["code"]
        return code

    def lot(self, line: dict[str, Any]) -> str:
        """What stands on the goods where several lots of them lie."""
        name: str = self.sheet["lots"][str(line["lot"])]["name"]
        return name

    def put(self, line: dict[str, Any]) -> None:
        """What is counted, into the tote."""
        self.handheld.scan(line["tote"])
        self.picked_m[line["id"]] += line["demand_m"]

    def finish(self, *, more: bool = True) -> None:
        """Hands the wave over when all of it is walked, and the server has heard so; `more`: another is to be had."""
        page = self.handheld.page
        self.handheld.quiet()
        with page.expect_response(_tells_walked):  # the bar may not have counted the last fact yet
            page.keyboard.press("Enter")
        if more:
            page.wait_for_selector("[data-key=get-work]")
        self.handheld.wait_until_uploaded()

    def short(self, line: dict[str, Any]) -> None:
        """Nothing there: the command card, then the reason's card."""
        self.reach(line)
        self.handheld.scan("O-BTN.short")
        self.handheld.scan("RC-ELSE")  # a reason that decides nothing by itself
        self.missing_m[line["id"]] += line["demand_m"]


def _tells_walked(answer: Response) -> bool:
    return answer.url.endswith("/api/v1/events") and answer.ok and '"walked"' in (answer.request.post_data or "")


def begin(handheld: Scanner, server: Server) -> Walk:
    """Enrols, signs in and takes a wave."""
    enrol(handheld, server)
    handheld.sign_in(*PICKER)
    return Walk(handheld, handheld.get_work())


def enrol(handheld: Scanner, server: Server) -> None:
    """Scans a fresh enrolment code."""
    handheld.scan(server.enrolment())


def rows(server: Server, question: str, *values: object) -> list[Any]:
    """Asks the server's store, read-only, whether the server runs or not."""
    with closing(
        sqlite3.connect(f"file:{server.folder / STORES[server.command]}/floor.sqlite3?mode=ro", uri=True)
    ) as store:
        return store.execute(question, values).fetchall()


def agree(server: Server, walk: Walk) -> None:
    """The store's raw rows say what was scanned: once each, nothing else."""
    assert dict(_sums(server, walk, "pick", "qty_m")) == walk.picked_m
    assert dict(_sums(server, walk, "short", "missing_m")) == walk.missing_m
    assert {verdict for (verdict,) in rows(server, "SELECT DISTINCT verdict FROM event")} == {"accepted"}


def _sums(server: Server, walk: Walk, table: str, column: str) -> Iterator[tuple[int, int]]:
    lines = ", ".join(str(line["id"]) for line in walk.sheet["lines"])
    yield from rows(
        server,
        f"SELECT line, SUM({column}) FROM {table} WHERE reversed_by IS NULL AND line IN ({lines}) GROUP BY line",
    )
