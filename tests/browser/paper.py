"""Paper at a bench: what a scanner reads off the printed sheet, and entering it by trusted key events."""

from __future__ import annotations

from typing import Any

import pypdfium2
import zxingcpp

from tests.browser.handheld import Scanner

DPI = 300


def read_off(pdf: bytes) -> list[str]:
    """Every barcode on it, page by page, from above."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        codes = zxingcpp.read_barcodes(page.render(scale=DPI / 72).to_pil())
        found += [code.text for code in sorted(codes, key=lambda code: code.position.top_left.y)]
    return found


def open_paper(bench: Scanner, code: str) -> dict[str, Any]:
    """Scans the head of the sheet or a line; the wave's sheet."""
    bench.page.wait_for_selector("header.top[data-screen=idle]")
    with bench.page.expect_response(lambda answer: answer.url.endswith("/pack/open")) as opened:
        bench.keys(code)
    bench.page.wait_for_selector("header.top[data-screen=paper]")
    sheet: dict[str, Any] = opened.value.json()["paper"]
    return sheet


def enter_short(bench: Scanner, code: str, found: int) -> None:
    """Less was found of this line: how many, and the first reason."""
    bench.press("F3")
    bench.scan(code)
    for digit in str(found):
        bench.press(digit)
    bench.press("Enter")
    bench.press("1")
    bench.page.wait_for_selector("header.top[data-screen=paper]")


def warned(bench: Scanner, code: str) -> None:
    """Scans what is entered already: amber, and all else as it was."""
    before = bench.seen()
    bench.keys(code)
    bench.page.wait_for_selector(".band.warn")
    assert bench.seen() == before
