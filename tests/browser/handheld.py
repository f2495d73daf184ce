"""A handheld as a picker holds it: a page in Chromium, and a scanner that presses real keys."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, TimeoutError
from playwright.sync_api import Error as BrowserGone

from tests.services import CHROMIUM_ARGS

SIZE = {"width": 360, "height": 640}
PATIENCE = 20_000  # ms: a loaded machine is slow, not wrong
_QUIET = 600  # ms: an Enter sooner than this after a scan belongs to the scan
_TOGETHER = 3  # so many characters are a scan, not keys
_LEARNS = 3  # so many whole codes, and a page waits patiently between the keys of the next
_SEEN = """() => [
  document.querySelector('header.top')?.dataset.screen, document.querySelector('header.top')?.dataset.ask,
  document.querySelector('[data-counted]')?.dataset.counted,
  document.querySelector('[data-location]')?.dataset.location,
  document.querySelector('[data-tote]')?.dataset.tote, document.querySelector('.bar .quiet')?.textContent,
  document.querySelector('[data-typed]')?.textContent ?? document.querySelectorAll('.typed .set').length,
  document.querySelector('header.top')?.dataset.left,
]"""
_KEPT = """async (name) => {
  for (const box of await caches.keys()) {
    if ((await (await caches.open(box)).keys()).some(({ url }) => url.endsWith(name))) return true;
  }
  return false;
}"""
_UPLOADED = """async () => {
  const opened = indexedDB.open('floor');
  const db = await new Promise((done) => { opened.onsuccess = () => done(opened.result); });
  const asked = db.transaction('facts').objectStore('facts').index('state').count('waiting');
  const left = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  db.close();
  return left === 0;
}"""
# What greets a person at the start of a shift; without it in time a sign-in goes on to work.
_GREETER = """() => import(`/s/${document.documentElement.dataset.build}/js/shift/start.js`).then(() => {}, () => {})"""
_AT = f"""([wanted, first]) =>
  JSON.stringify(({_SEEN})().slice(first, first + wanted.length)) === JSON.stringify(wanted)"""
_CHANGED = f"before => JSON.stringify(({_SEEN})()) !== JSON.stringify(before)"


class Scanner:
    """What a person does with the handheld's page: scans, presses keys, looks."""

    page: Page
    path = "/pick/"
    by_key = False
    _codes = 0  # scanned since the page was opened
    _scanned_at = 0.0

    def __init__(self, page: Page | None = None) -> None:
        if page:
            self.page = page

    def arrive(self, base: str) -> None:
        """Opens its page and waits until it hears."""
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(f"{base}{self.path}")
        self.page.wait_for_selector("header.top[data-screen]:not([data-screen=starting])")
        self._codes = 0

    def keys(self, text: str) -> None:
        """A scan, with Enter behind it: whole, as from Android's input method, or from its fourth sign on key by key.

        Key by key is for the tests that are about it: a machine that runs others beside may let 400 ms pass between two
        keys, and the page then rightly takes them for two codes. A page just opened allows only 100, until it knows
        that this scanner ends its codes: those are scanned whole.
        """
        whole = _TOGETHER if self.by_key and self._codes >= _LEARNS else len(text)
        self._codes += 1
        self.page.keyboard.insert_text(text[:whole])
        self.page.keyboard.type(text[whole:])
        self.page.keyboard.press("Enter")
        self._scanned_at = time.monotonic()

    def scan(self, text: str) -> list[Any]:
        """Scans and waits until the screen asks for, shows or counts something else."""
        before = self.seen()
        self.keys(text)
        return self.changed_since(before)

    def press(self, key: str) -> list[Any]:
        """Presses a key of the device and waits until something else is on the screen."""
        if key == "Enter":
            self.quiet()
        before = self.seen()
        self.page.keyboard.press(key)
        return self.changed_since(before)

    def quiet(self) -> None:
        """Waits until an Enter no longer belongs to the last scan."""
        left_ms = _QUIET - 1000 * (time.monotonic() - self._scanned_at)
        if left_ms > 0:
            self.page.wait_for_timeout(left_ms)

    def asks(self) -> None:
        """Waits for the question; green that still stands before it is tapped away."""
        self.page.evaluate("document.querySelector('.band.ok')?.click()")
        self.page.wait_for_selector(".band.ask")

    def number_of(self, name: str) -> str:
        """The key that stands on an entry of the list that is open."""
        return self.page.locator(f"[data-key={name}] > span").first.inner_text()

    def changed_since(self, before: list[Any]) -> list[Any]:
        """Waits until the screen differs from what it was; what it is at now."""
        try:
            self.page.wait_for_function(_CHANGED, arg=before)
        except TimeoutError as late:
            raise AssertionError(f"still {before}; the page says {self.page.inner_text('body')!r}") from late
        return self.seen()

    def seen(self) -> list[Any]:
        """What the screen is at: [screen, ask, counted, location, tote, progress, typed, left]."""
        seen: list[Any] = self.page.evaluate(_SEEN)
        return seen

    def is_at(self, wanted: list[Any], first: int = 0) -> None:
        """Waits until `seen`, from its element `first` on, begins with what is wanted: a page opens step by step."""
        try:
            self.page.wait_for_function(_AT, arg=[wanted, first])
        except TimeoutError as late:
            raise AssertionError(f"wanted {wanted} from {first} on, it stands at {self.seen()}") from late

    def refused(self, text: str) -> str:
        """Scans what must not count: red, and all else as it was. What the band says."""
        before = self.hushed()
        self.keys(text)
        return self.is_refused(before)

    def hushed(self) -> list[Any]:
        """Wipes a refusal that still stands, so that the next one is seen to come; what the screen is at."""
        if self.page.locator(".band.no").count():
            self.page.click(".band.no")
            self.page.wait_for_selector(".band:not(.no)")
        return self.seen()

    def is_refused(self, before: list[Any]) -> str:
        """Waits for red and finds the screen where it was."""
        self.page.wait_for_selector(".band.no")
        assert self.seen() == before
        return self.page.inner_text(".band")

    def sign_in(self, badge: str, pin: str) -> None:
        """Badge, then the PIN as a person types it, digit by digit."""
        self.scan(badge)
        for digit in pin:
            self.press(digit)
        self.press("Enter")
        self.page.wait_for_selector("header.top:not([data-screen=pin])")
        if self.seen()[0] == "shift":
            self.start_shift()

    def knows_how_to_greet(self) -> None:
        """Waits for the part of the page that greets: people are not kept waiting for it, and on a busy machine it may
        come too late for a test that wants to be greeted.
        """
        self.page.evaluate(_GREETER)

    def start_shift(self) -> None:
        """Passes the first screen of a shift, by a scan: any code will do."""
        self.page.wait_for_selector("header.top[data-screen=shift]")
        self.scan("4006381333931")

    def get_work(self) -> dict[str, Any]:
        """Takes the wave that is offered; its sheet."""
        self.page.wait_for_selector("[data-key=get-work]")
        self.quiet()
        with self.page.expect_response(lambda answer: answer.url.endswith("/claim")) as claimed:
            self.page.keyboard.press("Enter")
        self.page.wait_for_selector("header.top[data-screen=walk]")
        sheet: dict[str, Any] = claimed.value.json()
        return sheet

    def wait_until(self, holds: str, arg: object = None) -> None:
        """Until an asynchronous question is answered with yes: `wait_for_function` takes its promise for the answer."""
        until = time.monotonic() + PATIENCE / 1000
        while not self.page.evaluate(holds, arg):
            assert time.monotonic() < until, holds
            self.page.wait_for_timeout(100)

    def wait_until_kept(self, name: str) -> None:
        """Until the page's worker keeps the file whose address ends so."""
        self.wait_until(_KEPT, name)

    def wait_until_waiting(self, scans: int) -> None:
        """Until the bar says that so many are still here."""
        self.page.wait_for_function(
            "n => document.querySelector('.waiting:not(.held)')?.textContent.slice(1) === n", arg=str(scans)
        )

    def wait_until_uploaded(self) -> None:
        """Until nothing waits on the device any more, and the bar, which follows the disk, says so."""
        self.wait_until(_UPLOADED)
        self.page.wait_for_function("() => !document.querySelector('.waiting:not(.held)')")


class Handheld(Scanner):
    """One device with a memory of its own. `kill()` ends it as an empty battery would; `open()` takes it up again."""

    size = SIZE

    def __init__(self, playwright: Playwright, program: str, profile: Path, base: str, *arguments: str) -> None:
        super().__init__()
        self._playwright, self._program, self._profile, self._base = playwright, program, profile, base
        self._arguments = [*CHROMIUM_ARGS.split(), *arguments]
        self.home: Path | None = None  # where the browser looks for authorities to trust
        self.context: BrowserContext

    def open(self) -> Handheld:
        """Starts the browser on its page."""
        self.context = self._playwright.chromium.launch_persistent_context(
            str(self._profile),
            executable_path=self._program,
            args=self._arguments,
            viewport=self.size,  # type: ignore[arg-type]
            env={**os.environ, "HOME": str(self.home)} if self.home else None,
        )
        self.page = self.context.pages[0]
        self.arrive(self._base)
        return self

    def kill(self) -> None:
        """SIGKILL for the browser and all its children."""
        for number in self._processes():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        with suppress(BrowserGone):
            self.context.close()
        # A killed browser leaves the lock of its profile behind, as after a crash.
        for lock in self._profile.glob("Singleton*"):
            lock.unlink()

    def _processes(self) -> list[int]:
        """The browser of this profile and its descendants, by id."""
        table = subprocess.run(["ps", "-axo", "pid=,ppid=,command="], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in table.splitlines()]
        ours = [int(row[0]) for row in rows if f"--user-data-dir={self._profile}" in row[-1]]
        for number in ours:
            ours += [int(row[0]) for row in rows if int(row[1]) == number and int(row[0]) not in ours]
        return ours
