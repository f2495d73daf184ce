"""From the Enter of a scan to the paint of its answer, on a wave of any size, with the server gone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page, Route

from tests.browser.big_wave import grown
from tests.browser.handheld import Scanner
from tests.browser.walk import PICKER, enrol
from tests.running import Server

FRAME_S = 1 / 60
# A mark at each stage: the key itself, the first line of script that hears it, the disk's answer, the first node that
# changes, and the task after the frame in which that was painted.
_CLOCK = """() => {
  window.answers = [];
  let key = null;
  const made = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...asked) {
    const tx = made.apply(this, asked);
    const mine = key;
    if (mine && asked[1] === 'readwrite') {
      mine.asked ??= performance.now();
      tx.addEventListener('complete', () => { mine.kept = performance.now(); });
    }
    return tx;
  };
  window.seen = (records = []) => {
    if (!key) return;
    const mine = key;
    key = null;
    const changed = performance.now();
    const disk = mine.kept ? mine.kept - mine.asked : 0;
    const handler = mine.kept ? mine.asked - mine.heard + changed - mine.kept : changed - mine.heard;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        const [painted, heard] = [performance.now(), mine.heard].map((at) => at - mine.at);
        window.answers.push({ painted, heard, disk, handler, changed: changed - mine.at, nodes: records.length });
        window.answered?.();
      };
      after.port2.postMessage(0);
    });
  };
  const hear = (event) => { if (event.key === 'Enter') key = { at: event.timeStamp, heard: performance.now() }; };
  window.addEventListener('keydown', hear, { capture: true });
  const whole = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(window.seen).observe(document.getElementById('app'), whole);
}"""
_ANSWERED = "known => window.answers.length > known || new Promise((done) => { window.answered = done; })"
# An empty page of the same origin: the Enter changes a word, at once or when one small record is on the disk.
_EMPTY = """async (isKept) => {
  document.body.innerHTML = '<main id="app"><p>0</p></main><input>';
  const input = document.querySelector('input');
  const word = document.querySelector('p');
  const opened = indexedDB.open('empty');
  opened.onupgradeneeded = () => opened.result.createObjectStore('one');
  await new Promise((done) => { opened.onsuccess = done; });
  let count = 0;
  const change = () => { count += 1; word.textContent = String(count); };
  input.addEventListener('keydown', ({ key }) => {
    if (key !== 'Enter') return;
    if (!isKept) { change(); return; }
    const tx = opened.result.transaction(['one'], 'readwrite', { durability: 'strict' });
    tx.objectStore('one').put({ count }, 'count');
    tx.commit();
    tx.oncomplete = change;
  });
  input.focus();
}"""


@dataclass(frozen=True)
class Answer:
    """How long one Enter took, in ms since the key.

    `handler` is what the page itself does until the answer stands: from the first line of script that hears the key to
    the first node that changes, less the wait for the disk. `script` and `layout` are CPU time of the page's own
    thread, with all that follows the answer.
    """

    painted: float
    heard: float
    disk: float
    handler: float
    changed: float
    nodes: int
    script: float
    layout: float


class Timed:
    """A page with a clock on it. Between two scans it is left alone for `idle_s`, and for any part of a frame."""

    def __init__(self, page: Page, seed: int = 1, idle_s: float = 0.0) -> None:
        self.page, self._idle_s = page, idle_s
        self._chance = random.Random(seed)
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        self._cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.evaluate(_CLOCK)

    def slow_down(self, times: float) -> None:
        """A processor so many times slower."""
        self._cdp.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def answer(self, code: str = "") -> Answer:
        """One scan, its Enter a key at any moment of a frame; waits for the paint."""
        time.sleep(self._idle_s)
        if code:
            self.page.keyboard.insert_text(code)
        time.sleep(self._chance.random() * FRAME_S)
        known, before = self.page.evaluate("window.answers.length"), self._spent()
        self.page.keyboard.press("Enter")
        self.page.evaluate(_ANSWERED, known)  # asked once: each look would be script of the page's own
        after = self._spent()
        seen = self.page.evaluate("window.answers.at(-1)")
        script, layout = (1000 * (after[name] - before[name]) for name in ("ScriptDuration", "LayoutDuration"))
        return Answer(**seen, script=script, layout=layout)

    def answers(self, codes: Iterable[str]) -> list[Answer]:
        """One after the other."""
        return [self.answer(code) for code in codes]

    def _spent(self) -> dict[str, float]:
        return {row["name"]: row["value"] for row in self._cdp.send("Performance.getMetrics")["metrics"]}


def empty(page: Page, server: Server, *, kept: bool, idle_s: float = 0.0) -> Timed:
    """An empty page that answers Enter, with or without the disk."""
    page.goto(f"{server.base}/livez")
    page.evaluate(_EMPTY, kept)
    return Timed(page, idle_s=idle_s)


def begin_big(scanner: Scanner, server: Server, lines: int, who: tuple[str, str] = PICKER) -> dict[str, Any]:
    """Enrols, signs in and takes a wave of so many lines; its sheet. The demo's own scanner is left out."""
    big: dict[str, Any] = {}

    def claim(route: Route) -> None:
        answer = route.fetch()
        big.update(grown(answer.json(), lines))
        route.fulfill(response=answer, json=big)

    scanner.page.context.route("**/js/demo/**", lambda route: route.abort())
    scanner.page.context.route("**/claim", claim)
    scanner.arrive(server.base)
    enrol(scanner, server)
    scanner.sign_in(*who)
    scanner.get_work()
    return big
