"""The ownership table, row by row."""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.ownership import (
    Decisions,
    Foreign,
    OurLine,
    Ours,
    PutBack,
    TheirPlace,
    Theirs,
    settle,
)

BIN, OTHER_BIN, OTHER_LOT = "7/21/-/-", "7/22/-/-", "7/21/5/-"
LINE = OurLine(1, BIN, 7, demand_m=3000)
TOUCHED = replace(LINE, picked_m=2000, touched=True)
OURS = Ours(on_floor=True, lines=(LINE,), planned={7: 3000}, header=("DHL", 0, 50))
THEIRS = Theirs("open", (TheirPlace(BIN, 7, 3000),), {7: 3000}, ("DHL", 0, 50))
WALKED = replace(OURS, lines=(TOUCHED,), picked={BIN: 2000}, written=({}, {BIN: 2000}))
PICKED = replace(THEIRS, places=(TheirPlace(BIN, 7, 3000, 2000),))


def test_where_both_agree_nothing_follows() -> None:
    assert settle(OURS, THEIRS) == Decisions()
    assert settle(WALKED, PICKED) == Decisions()


def test_carrier_priority_and_deadline_are_odoos() -> None:
    for header in (("UPS", 0, 50), ("DHL", 1, 50), ("DHL", 0, 60)):
        assert settle(OURS, replace(THEIRS, header=header)) == Decisions(header=True)


def test_demand_is_odoos_and_is_planned_for() -> None:
    more = replace(THEIRS, places=(TheirPlace(BIN, 7, 5000),), demand={7: 5000})
    assert settle(OURS, more) == Decisions(planned={7: 5000}, demand={1: 5000})


def test_less_demand_shortens_what_is_still_open() -> None:
    less = replace(PICKED, demand={7: 2000})
    assert settle(WALKED, less) == Decisions(planned={7: 2000}, demand={1: 2000})


def test_goods_in_the_tote_that_nobody_wants_any_more_are_put_back() -> None:
    less = replace(PICKED, demand={7: 500})
    decided = settle(WALKED, less)
    assert decided.put_back == (PutBack(1, 1500),)
    assert decided.demand == {1: 2000}


def test_a_cancelled_move_gives_all_of_its_goods_back() -> None:
    gone = replace(PICKED, demand={}, places=())
    walked = replace(WALKED, written=({}, {BIN: 2000}))
    assert settle(walked, gone).put_back == (PutBack(1, 2000),)


def test_a_cancelled_transfer_ends_and_its_goods_go_back() -> None:
    untouched = replace(LINE, id=2, key=OTHER_BIN)
    decided = settle(replace(WALKED, lines=(TOUCHED, untouched)), Theirs("cancelled"))
    assert decided == Decisions(ended="cancelled", gone=(2,), put_back=(PutBack(1, 2000),))


def test_an_untouched_line_follows_the_reservation_to_another_bin() -> None:
    moved = replace(THEIRS, places=(TheirPlace(OTHER_BIN, 7, 3000),))
    decided = settle(OURS, moved)
    assert decided == Decisions(gone=(1,), added=(TheirPlace(OTHER_BIN, 7, 3000),))
    assert decided.walk_changed


def test_an_untouched_line_follows_the_reservation_to_another_lot() -> None:
    moved = replace(THEIRS, places=(TheirPlace(OTHER_LOT, 7, 3000),))
    assert settle(OURS, moved).added == (TheirPlace(OTHER_LOT, 7, 3000),)


def test_a_reservation_that_was_split_is_walked_in_both_places() -> None:
    split = replace(THEIRS, places=(TheirPlace(BIN, 7, 1000), TheirPlace(OTHER_BIN, 7, 2000)))
    assert settle(OURS, split) == Decisions(demand={1: 1000}, added=(TheirPlace(OTHER_BIN, 7, 2000),))


def test_an_untouched_line_that_is_unreserved_is_walked_no_more() -> None:
    assert settle(OURS, replace(THEIRS, places=())) == Decisions(gone=(1,))


def test_a_touched_line_stays_where_it_was_picked() -> None:
    moved = replace(THEIRS, places=(TheirPlace(BIN, 7, 2000, 2000), TheirPlace(OTHER_BIN, 7, 1000)))
    assert settle(WALKED, moved) == Decisions(added=(TheirPlace(OTHER_BIN, 7, 1000),))


def test_nobody_is_sent_for_goods_that_were_picked_where_odoo_reserves_them_no_more() -> None:
    whole = replace(WALKED, lines=(replace(TOUCHED, picked_m=3000),), picked={BIN: 3000}, written=(), delivered=False)
    assert settle(whole, replace(THEIRS, places=(TheirPlace(OTHER_BIN, 7, 3000),))) == Decisions()


def test_a_touched_line_that_odoo_does_not_show_yet_is_ours() -> None:
    assert settle(replace(WALKED, written=(), delivered=False), THEIRS) == Decisions()


def test_what_odoo_shows_of_an_earlier_state_of_ours_is_written_again() -> None:
    picked_more = replace(WALKED, lines=(replace(TOUCHED, picked_m=3000),), picked={BIN: 3000})
    earlier = replace(picked_more, written=({BIN: 2000}, {BIN: 3000}))
    assert settle(earlier, PICKED) == Decisions(overwrite=True)


def test_while_a_delivery_is_still_to_come_nothing_is_written_a_second_time() -> None:
    picked_more = replace(WALKED, picked={BIN: 3000}, written=({BIN: 2000},), delivered=False)
    assert settle(picked_more, PICKED) == Decisions()


def test_a_picked_quantity_that_is_not_ours_was_written_by_somebody_else() -> None:
    decided = settle(replace(WALKED, written=({BIN: 2000},)), replace(THEIRS, places=(TheirPlace(BIN, 7, 3000, 1000),)))
    assert decided == Decisions(foreign=(Foreign(BIN, 2000, 1000),))


def test_somebody_who_takes_our_tick_away_wrote_there() -> None:
    assert settle(replace(WALKED, written=({BIN: 2000},)), THEIRS).foreign == (Foreign(BIN, 2000, 0),)


def test_somebody_who_picks_in_odoo_what_our_picker_is_on_the_way_to_wrote_there() -> None:
    ticked = replace(THEIRS, places=(TheirPlace(BIN, 7, 3000, 3000),))
    assert settle(OURS, ticked).foreign == (Foreign(BIN, 0, 3000),)


def test_a_transfer_on_no_wave_may_be_worked_in_odoo() -> None:
    ticked = replace(THEIRS, places=(TheirPlace(BIN, 7, 3000, 3000),))
    assert settle(replace(OURS, on_floor=False), ticked).foreign == ()


def test_what_was_validated_is_recorded() -> None:
    done = Theirs("done", (TheirPlace(BIN, 7, 2000, 2000),))
    assert settle(WALKED, done) == Decisions(ended="done", done={1: 2000})


def test_what_was_validated_otherwise_than_picked_was_somebody_elses_doing() -> None:
    done = Theirs("done", (TheirPlace(BIN, 7, 3000, 3000),))
    decided = settle(WALKED, done)
    assert decided.ended == "done"
    assert decided.done == {1: 3000}
    assert decided.foreign == (Foreign(BIN, 2000, 3000),)


def test_what_was_validated_before_all_of_it_was_told_leaves_goods_in_the_tote() -> None:
    written = replace(WALKED, written=({BIN: 1000},))
    decided = settle(written, Theirs("done", (TheirPlace(BIN, 7, 1000, 1000),)))
    assert decided.late
    assert not decided.foreign


def test_lines_of_a_validated_transfer_that_nobody_went_to_are_walked_no_more() -> None:
    decided = settle(OURS, Theirs("done", (TheirPlace(BIN, 7, 3000, 3000),)))
    assert decided.gone == (1,)
    assert decided.foreign == (Foreign(BIN, 0, 3000),)


SHORT = replace(LINE, demand_m=1000, picked_m=1000, touched=True)
SENT = OurLine(2, OTHER_BIN, 7, demand_m=2000, sent=True)
FETCHING = replace(OURS, lines=(SHORT, SENT), picked={BIN: 1000}, written=({}, {BIN: 1000}))
FETCHED_FROM = replace(THEIRS, places=(TheirPlace(BIN, 7, 1000, 1000),))


def test_a_line_somebody_was_sent_to_stays_though_odoo_reserves_nothing_there() -> None:
    assert settle(FETCHING, FETCHED_FROM) == Decisions()


def test_what_odoo_reserves_where_somebody_is_sent_does_not_move_the_line() -> None:
    there = replace(FETCHED_FROM, places=(*FETCHED_FROM.places, TheirPlace(OTHER_BIN, 7, 500)))
    assert settle(FETCHING, there) == Decisions()


def test_goods_that_are_being_fetched_are_not_fetched_from_a_third_place_too() -> None:
    third = TheirPlace("7/23/-/-", 7, 2000)
    assert settle(FETCHING, replace(FETCHED_FROM, places=(*FETCHED_FROM.places, third))) == Decisions()
    missing = replace(FETCHING, lines=(replace(SHORT, demand_m=3000, short_m=2000),))
    assert settle(missing, replace(FETCHED_FROM, places=(*FETCHED_FROM.places, third))).added == (third,)


def test_less_demand_shortens_what_somebody_was_sent_for() -> None:
    assert settle(FETCHING, replace(FETCHED_FROM, demand={7: 2000})).demand == {2: 1000}


def test_a_transfer_that_ends_takes_the_unfetched_line_with_it() -> None:
    assert settle(FETCHING, replace(FETCHED_FROM, state="cancelled")).gone == (2,)
    done = replace(FETCHED_FROM, state="done", places=(TheirPlace(BIN, 7, 1000, 1000),))
    assert settle(FETCHING, done).gone == (2,)


def test_goods_of_another_lot_that_leave_are_recorded_for_the_line_they_were_picked_for() -> None:
    swapped = replace(TOUCHED, picked_m=3000, picks=((OTHER_LOT, 3000),))
    ours = replace(OURS, lines=(swapped,), picked={OTHER_LOT: 3000}, written=({}, {OTHER_LOT: 3000}))
    shipped = Theirs("done", (TheirPlace(OTHER_LOT, 7, 3000, 3000),), {7: 3000}, ("DHL", 0, 50))
    decided = settle(ours, shipped)
    assert (decided.done, decided.foreign, decided.late) == ({1: 3000}, (), False)


def test_two_lines_that_swapped_their_lots_each_have_what_was_picked_for_them() -> None:
    one = replace(TOUCHED, picked_m=3000, picks=((OTHER_LOT, 3000),))
    two = OurLine(2, OTHER_LOT, 7, demand_m=2000, picked_m=2000, touched=True, picks=((BIN, 2000),))
    picked = {OTHER_LOT: 3000, BIN: 2000}
    ours = replace(OURS, lines=(one, two), picked=picked, written=({}, picked), planned={7: 5000})
    places = tuple(TheirPlace(key, 7, qty_m, qty_m) for key, qty_m in picked.items())
    assert settle(ours, Theirs("done", places, {7: 5000}, ("DHL", 0, 50))).done == {1: 3000, 2: 2000}
