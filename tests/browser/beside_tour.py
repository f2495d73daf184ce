"""The screens beside the walk: look up, count, move. Nothing is finished, so nobody hears of it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.handheld import Scanner


def beside(scanner: Scanner, place: str, code: str, tote: str) -> Iterator[str]:
    """Each of the three from its card, filled; back in the walk at the end."""
    scanner.press("F2")
    scanner.press(scanner.number_of("tools"))
    yield "tools"
    scanner.press(scanner.number_of("look"))
    yield "look"
    for what, text in (("location", place), ("product", code), ("tote", tote)):
        scanner.keys(text)
        scanner.page.wait_for_selector(f"[data-look={what}]")
        yield f"look-{what}"
    yield from _refused(scanner, "look")
    scanner.press("Escape")
    yield from _count(scanner, place, code)
    yield from _move(scanner, place, code)
    _open(scanner, "O-BTN.TASKS", "tasks")
    yield "tasks"
    scanner.page.wait_for_selector("[data-key=ask]")  # its words come with the list
    scanner.page.keyboard.press("F2")
    scanner.page.wait_for_selector("[data-task=ask]")
    yield "tasks-ask"
    scanner.page.keyboard.press("Escape")
    scanner.page.wait_for_selector("[data-task=list]")
    scanner.keys(tote)
    scanner.page.wait_for_selector("[data-task=slot]")
    yield "tasks-tote"
    scanner.page.keyboard.press("Escape")
    scanner.page.wait_for_selector("[data-task=list]")
    scanner.press("Escape")


def _count(scanner: Scanner, place: str, code: str) -> Iterator[str]:
    _open(scanner, "O-BTN.COUNT", "count-bin")
    yield "count-bin"
    scanner.scan(place)
    yield "count-there"
    scanner.scan(code)
    yield "count-goods"
    yield from _refused(scanner, "count")
    scanner.press("7")
    yield "count-number"
    for key in ("Escape", "Backspace", "Backspace", "Escape"):
        scanner.press(key)


def _move(scanner: Scanner, place: str, code: str) -> Iterator[str]:
    _open(scanner, "O-BTN.MOVE", "move")
    yield "move"
    scanner.scan(place)
    yield "move-goods"
    scanner.scan(code)
    yield "move-to"
    for key in ("Escape", "Escape", "Escape"):
        scanner.press(key)


def _open(scanner: Scanner, card: str, screen: str) -> None:
    scanner.keys(card)
    scanner.page.wait_for_selector(f"header.top[data-screen={screen}]")


def _refused(scanner: Scanner, name: str) -> Iterator[str]:
    scanner.refused("ZZ-NOT-KNOWN")
    yield f"{name}-unknown"
