"""The queue in a real browser: written through before anybody sees green, and whole after the battery died."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.handheld import Handheld
from tests.browser.walk import begin, rows
from tests.running import Server

FACTS = 500
# Listens to what the browser does with transactions that write; the queue itself is the app's own.
_WATCH = """() => {
  const made = IDBDatabase.prototype.transaction;
  window.story = [];
  IDBDatabase.prototype.transaction = function (...asked) {
    const tx = made.apply(this, asked);
    if (asked[1] !== 'readwrite' || ![asked[0]].flat().includes('facts')) return tx;
    window.story.push(`begun ${tx.durability}`);
    tx.addEventListener('complete', () => window.story.push('kept'));
    return tx;
  };
}"""
_WATCH_GREEN = """() => new MutationObserver(() => {
  if (document.querySelector('.band.ok')) window.story.push('green');
}).observe(document.querySelector('.band'), { attributes: true })"""
_QUEUE = "const { open } = await import(`/s/${document.documentElement.dataset.build}/js/device/queue.js`);"
_RECORD_ONE = f"""async (what) => {{
  {_QUEUE}
  const queue = await open();
  await queue.record(what);
  window.story.push('answered');
}}"""
_RECORD = f"""async (facts) => {{
  {_QUEUE}
  const queue = await open();
  const {{ state }} = await queue.job(facts[0].envelope.wave);
  for (const what of facts) await queue.record({{ ...what, state }});
  return (await queue.waiting()).map((row) => row.id);
}}"""
_SPOIL = f"""async (wave) => {{
  {_QUEUE}
  await (await open()).set(`state:${{wave}}`, {{ book: 'of another build' }});
}}"""
_RECORD_IN_TURN = f"""async (facts) => {{
  {_QUEUE}
  const tabs = [await open(), await open()];
  for (const [place, what] of facts.entries()) await tabs[place % 2].record({{ ...what, state: null }});
  const late = facts.slice(0, 2).map((what, place) => ({{ ...what, fact: {{ ...what.fact, id: `late-${{place}}` }} }}));
  await Promise.all(late.map((what, place) => tabs[place].record({{ ...what, state: null }})));
}}"""
_WAITING = f"""async () => {{
  {_QUEUE}
  return (await (await open()).waiting()).map((row) => [row.seq, row.id]);
}}"""

pytestmark = pytest.mark.xdist_group("queue")


def facts(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    """A line taken and taken back, over and over: in any other order the server could not accept them all."""
    line = sheet["lines"][0]
    whose = {"person": None, "session": None, "wave": sheet["wave"], "epoch": sheet["epoch"], "sheet": sheet["sheet"]}
    taken = {
        **{"line": line["id"], "qty_m": line["demand_m"], "product": line["product"], "lot": line["lot"], "codes": []},
        **{"location": sheet["stops"][line["stop"]]["location"], "tote": line["tote"]},
    }
    ids = [f"{number:032x}" for number in range(1, FACTS + 1)]
    made = [
        {"id": one, "kind": "undo", "body": {"line": line["id"], "event": before}}
        if place % 2
        else {"id": one, "kind": "pick", "body": taken}
        for place, (one, before) in enumerate(zip(ids, ["", *ids], strict=False))
    ]
    return [{"fact": fact, "envelope": {"at": 1, **whose}, "state": None} for fact in made]


def test_five_hundred_scans_outlive_the_battery_and_come_in_once_and_in_order(
    handheld: Handheld, server: Server
) -> None:
    made = facts(begin(handheld, server).sheet)
    ids = [one["fact"]["id"] for one in made]
    server.kill()
    assert handheld.page.evaluate(_RECORD, made) == ids
    handheld.kill()
    handheld.open()
    assert handheld.page.evaluate(_WAITING) == [[place, one] for place, one in enumerate(ids, start=1)]
    handheld.wait_until_waiting(FACTS)
    server.start("--keep")
    handheld.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    handheld.wait_until_uploaded()
    came = rows(server, "SELECT device_seq, id, verdict FROM event ORDER BY seq")
    assert came == [(place, one, "accepted") for place, one in enumerate(ids, start=1)]


def test_a_scan_is_kept_for_good_before_it_is_answered_and_before_green_is_seen(
    handheld: Handheld, server: Server
) -> None:
    walk = begin(handheld, server)
    first, second = walk.sheet["lines"][:2]
    walk.count(first)
    handheld.asks()
    handheld.context.set_offline(True)
    handheld.page.evaluate(_WATCH)
    handheld.page.evaluate(_WATCH_GREEN)
    walk.put(first)
    handheld.page.wait_for_function("window.story.includes('green')")  # green itself may be gone by the time we look
    assert handheld.page.evaluate("window.story")[:3] == ["begun strict", "kept", "green"]
    handheld.page.evaluate("window.story.length = 0")
    handheld.page.evaluate(_RECORD_ONE, facts({**walk.sheet, "lines": [second]})[0])
    assert handheld.page.evaluate("window.story")[:3] == ["begun strict", "kept", "answered"]


def test_two_tabs_never_give_two_facts_one_number(handheld: Handheld, server: Server) -> None:
    made = facts(begin(handheld, server).sheet)[:6]
    handheld.context.set_offline(True)
    handheld.page.evaluate(_RECORD_IN_TURN, made)
    kept = handheld.page.evaluate(_WAITING)
    assert [seq for seq, _ in kept] == list(range(1, 9))
    assert [one for _, one in kept[:6]] == [one["fact"]["id"] for one in made]
    assert {one for _, one in kept[6:]} == {"late-0", "late-1"}


def test_a_state_that_another_build_wrote_is_told_anew_from_the_facts(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    first, second = walk.sheet["lines"][:2]
    walk.pick(first)
    handheld.wait_until_uploaded()
    handheld.context.set_offline(True)
    walk.short(second)
    before = handheld.seen()
    handheld.page.evaluate(_SPOIL, walk.sheet["wave"])
    handheld.kill()
    server.kill()
    handheld.open()
    handheld.is_at(["location", *before[2:6]], 1)
