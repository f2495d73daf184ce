"""An exception in Odoo: one to-do, one note, one photo, however often it is told; and what people did with it there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.contract.conftest import CASES, rig_of
from tests.contract.rig import Rig, again, opened, stocked, token
from warehouse_app.service.ports.odoo import Document, OdooRefused, Photo, ToDo

HOSTILE = (
    "<script>alert(1)</script> <b>fat</b> &lt; ^XZ^XA \u202eright to left\u202c 🦺 'quoted' \"twice\" {{ 7 * 7 }} %s"
)
LONG = "0123456789" * 1000
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@pytest.fixture(params=[case for case in CASES if case.id in ("double-1-step", "real-1-step")])
def rig(request: pytest.FixtureRequest) -> Rig:
    """One step is enough: it is all the same to a to-do."""
    return rig_of(request)


def transfer(rig: Rig) -> Document:
    mug, _ = stocked(rig)
    return Document("transfer", opened(rig, rig.order({mug: 1})).odoo_id)


def todo(on: Document, **more: object) -> ToDo:
    return replace(ToDo(token("case"), on, "Put back", "2 mugs", "2031-05-06"), **more)  # type: ignore[arg-type]


def test_a_to_do_exists_once_and_takes_its_newest_words_day_and_owner(rig: Rig) -> None:
    on, odoo = transfer(rig), rig.losing()
    owner = rig.user(f"owner-{token('u')[-12:]}", "owner-secret")
    first = todo(on)
    made = again(lambda: odoo.keep_todo(first))
    assert rig.odoo.keep_todo(replace(first, summary="Put back at once", day="2031-05-07", owner=owner)) == made
    (seen,) = rig.there.todos(on)
    assert (seen.summary, seen.note, seen.day, seen.owner, seen.active) == (
        "Put back at once", "2 mugs", "2031-05-07", owner, True,
    )  # fmt: skip


def test_a_to_do_is_done_once_and_says_with_what_words(rig: Rig) -> None:
    on, odoo = transfer(rig), rig.losing()
    made = rig.odoo.keep_todo(todo(on))
    again(lambda: odoo.finish_todo(made, "Counted wrong\nSam"))
    assert not rig.odoo.finish_todo(made, "Counted wrong\nSam")
    (seen,) = rig.there.todos(on)
    assert (seen.active, seen.feedback) == (False, "Counted wrong\nSam")
    assert sum("Counted wrong" in text for text in rig.there.notes(on)) == 1


def test_a_to_do_whose_making_was_forgotten_is_found_by_its_token_done_or_not(rig: Rig) -> None:
    on, other = transfer(rig), transfer(rig)
    asked = todo(on)
    assert rig.odoo.find_todo(on, asked.token) is None
    made = rig.odoo.keep_todo(asked)
    rig.odoo.keep_todo(todo(on))
    assert rig.odoo.find_todo(on, asked.token) == made
    assert rig.odoo.find_todo(other, asked.token) is None
    rig.there.someone_does(made, "")
    assert rig.odoo.find_todo(on, asked.token) == made


def test_what_people_did_with_to_dos_is_read_in_one_go(rig: Rig) -> None:
    on = transfer(rig)
    waits, done, removed = (rig.odoo.keep_todo(todo(on)) for _ in range(3))
    rig.there.someone_does(done, "Sorted out on the telephone")
    rig.there.someone_removes(removed)
    now = {one.odoo_id: one for one in rig.odoo.todos([waits, done, removed])}
    assert set(now) == {waits, done}
    assert (now[waits].is_done, now[done].is_done) == (False, True)
    assert (now[done].feedback, bool(now[done].by)) == ("Sorted out on the telephone", True)
    assert not rig.odoo.finish_todo(removed, "too late")
    assert rig.odoo.todos([]) == []


def test_a_to_do_that_was_removed_is_made_anew_when_it_is_told_again(rig: Rig) -> None:
    on = transfer(rig)
    asked = todo(on)
    rig.there.someone_removes(rig.odoo.keep_todo(asked))
    made = rig.odoo.keep_todo(asked)
    assert [one.odoo_id for one in rig.odoo.todos([made])] == [made]
    assert len(rig.there.todos(on)) == 1


def test_an_order_may_have_a_to_do_and_a_note_too(rig: Rig) -> None:
    on = rig.there.order_of(transfer(rig).odoo_id)
    made = rig.odoo.keep_todo(todo(on))
    rig.odoo.post_note(on, token("note"), "Held: address")
    assert rig.odoo.finish_todo(made, "Mended")
    assert [seen.active for seen in rig.there.todos(on)] == [False]
    assert "Held: address" in rig.there.notes(on)


def test_a_to_do_for_somebody_who_is_not_there_or_on_no_document_is_refused(rig: Rig) -> None:
    on = transfer(rig)
    with pytest.raises(OdooRefused):
        rig.odoo.keep_todo(todo(on, owner=2**30))
    with pytest.raises(OdooRefused):
        rig.odoo.keep_todo(todo(Document("transfer", 2**30)))
    assert rig.there.todos(on) == []


def test_one_note_and_one_photo_hang_at_the_transfer_though_answers_are_lost(rig: Rig) -> None:
    on, odoo = transfer(rig), rig.losing()
    note, photo = token("note"), Photo(token("photo"), on, "C-00012-7 <1>.jpg", "image/jpeg", JPEG)
    again(lambda: odoo.post_note(on, note, "Short: 2 missing"))
    rig.odoo.post_note(on, note, "Short: 2 missing")
    made = again(lambda: odoo.attach(photo))
    assert rig.odoo.attach(photo) == made
    assert rig.there.notes(on).count("Short: 2 missing") == 1
    assert rig.there.photos(on) == [("C-00012-7 <1>.jpg", "image/jpeg", JPEG)]


@pytest.mark.parametrize("words", [HOSTILE, LONG], ids=["markup", "10 kB"])
def test_whatever_was_written_is_shown_as_it_was_written(rig: Rig, words: str) -> None:
    on = transfer(rig)
    made = rig.odoo.keep_todo(todo(on, summary=words, note=f"{words}\nsecond line"))
    rig.odoo.post_note(on, token("note"), words)
    assert rig.odoo.finish_todo(made, f"done: {words}")
    (seen,) = rig.there.todos(on)
    assert (seen.summary, seen.note) == (words, f"{words}\nsecond line")
    assert seen.feedback == f"done: {words}"
    texts = rig.there.notes(on)
    assert words in texts
    assert any(f"done: {words}" in text for text in texts)


def test_signs_that_no_database_takes_are_left_out(rig: Rig) -> None:
    on = transfer(rig)
    rig.odoo.keep_todo(todo(on, summary="a\x00b\x07", note="c\ud800d"))
    assert [(seen.summary, seen.note) for seen in rig.there.todos(on)] == [("ab", "cd")]
