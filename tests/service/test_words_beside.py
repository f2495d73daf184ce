"""Words in an uploaded event are kept, but not in the sealed journal: they can go without breaking it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from tests.service.world import World
from tests.store.shop import under
from tests.store.test_chain import seal
from warehouse_app.domain.retention import DAY_MS, Keep
from warehouse_app.service.audit import verify
from warehouse_app.service.holding import take
from warehouse_app.service.seal import seal_next
from warehouse_app.store import tables as t


def rows(world: World, table: Any) -> list[Any]:
    return world.store.read(lambda views: [*under(views).execute(select(table))])


def test_the_journal_has_ids_and_codes_and_the_words_lie_beside_with_its_id(world: World) -> None:
    sheet = world.claim()
    plain = world.pick(sheet["lines"][0], 1000)
    noted = world.pick(sheet["lines"][0], 1000)
    noted["body"] |= {"codes": ["4006381333931", "for Anna Meyer"], "note": "rings twice"}
    counted: dict[str, Any] = {"location": None, "place": "Annas Regal", "rows": [], "empty": True, "counted_at": 1}
    count = world.event("count", counted, wave=None)
    assert world.verdicts(plain, noted, count, "Anna Meyer") == ["accepted", "accepted", "conflict", "invalid"]
    journal = {row.id: row.raw for row in rows(world, t.event)}
    assert journal[plain["id"]] == plain
    assert journal[noted["id"]]["body"]["codes"] == ["4006381333931", "~"]
    assert not [word for word in ("Anna", "rings") if word in json.dumps(list(journal.values()))]
    beside = {row.event: row.words for row in rows(world, t.event_words)}
    assert beside.pop(noted["id"]) == {"body.codes.1": "for Anna Meyer", "body.note": "rings twice"}
    assert beside.pop(count["id"]) == {"body.place": "Annas Regal"}
    assert list(beside.values()) == [{"unreadable": "Anna Meyer"}]


def test_what_was_said_is_still_compared_word_by_word(world: World) -> None:
    sheet = world.claim()
    noted = world.pick(sheet["lines"][0], 1000)
    noted["body"]["note"] = "rings twice"
    other = {**noted, "body": {**noted["body"], "note": "never rings"}}
    assert world.verdicts(noted) == ["accepted"]
    assert world.verdicts(noted, other) == ["duplicate", "invalid"]


def test_the_chain_does_not_hang_on_the_words(world: World) -> None:
    sheet = world.claim()
    noted = world.pick(sheet["lines"][0], 1000)
    noted["body"]["note"] = "rings twice"
    world.verdicts(noted)
    held = take(world.store, "seal", "me")
    assert held is not None
    assert seal_next(held, seal) == 1
    cuts = Keep().cuts(noted["at"] + 91 * DAY_MS)
    assert world.store.write(lambda uow: uow.retention.drop("event words", [noted["id"]], cuts)) == 1
    assert rows(world, t.event_words) == []
    assert verify(world.store.read, seal).bad is None
    assert world.verdicts(noted) == ["duplicate"]


def test_a_batch_of_which_one_fails_keeps_the_words_of_the_others_only(world: World) -> None:
    first, second = (world.event("unheard of", {"note": note}) for note in ("one", "two"))
    assert world.verdicts(first, second, first) == ["invalid", "invalid", "duplicate"]
    assert sorted(row.words["body.note"] for row in rows(world, t.event_words)) == ["one", "two"]
    assert {row.kind for row in rows(world, t.event)} == {None}
