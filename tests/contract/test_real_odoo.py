"""What only a real Odoo can show: units, the number of calls, raw refusals, restarts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.contract.conftest import REAL
from tests.contract.keys import make_key
from tests.contract.real import RealRig
from tests.contract.rig import DAY, close, opened, picked, stocked, token, wanted
from tests.faultproxy import Call, FaultProxy, well
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.service.ports.odoo import (
    OdooDenied,
    OdooMoveLine,
    OdooUnknown,
    OdooUnreachable,
    WantedLine,
    WantedTransfer,
)

pytestmark = REAL


def counted(real: RealRig, proxy: FaultProxy) -> Gateway:
    """The same Odoo through a proxy that writes the calls down."""
    gateway = real.connect(proxy.url)
    assert gateway.session.uid
    proxy.calls.clear()
    return gateway


def all_of(line: OdooMoveLine) -> WantedLine:
    return WantedLine(line.move, line.product, line.location, line.lot, line.quantity_m)


def test_fifty_lines_of_ten_transfers_are_told_in_three_calls_and_read_in_one(real: RealRig) -> None:
    bowls = [stocked(real, 20, f"Bowl {number}") for number in range(5)]
    transfers = [opened(real, real.order({bowl: 1 for bowl, _ in bowls})) for _ in range(10)]
    wishes = [WantedTransfer(row.odoo_id, tuple(all_of(line) for line in row.lines)) for row in transfers]
    with FaultProxy(real.url) as proxy:
        gateway = counted(real, proxy)
        assert Counter(answer.status for answer in gateway.reconcile(wishes)) == {"written": 10}
        assert [call.method for call, _ in proxy.calls] == ["web_search_read", "web_save_multi", "web_search_read"]
        gateway.read_transfers([row.odoo_id for row in transfers])
        assert len(proxy.calls) == 4
    assert sum(real.raw_reserved(bowl, shelf) for bowl, shelf in bowls) == 50


def test_a_line_in_dozens_takes_what_fits_in_dozens_and_turns_to_pieces_for_what_does_not(real: RealRig) -> None:
    egg, shelf = stocked(real, 60, "Egg")
    transfer = opened(real, real.order({egg: 24}))
    real.someone_counts_in_dozens(transfer.odoo_id, 2)
    assert transfer.lines[0].quantity_m == 24_000
    real.odoo.reconcile([wanted(transfer, (shelf, 18))])
    assert real.raw_quantities(transfer.odoo_id) == [(1.5, "Dozens")]
    (answer,) = real.odoo.reconcile([wanted(transfer, (shelf, 17), written=(picked(transfer, (shelf, 18)),))])
    assert (answer.status, real.raw_quantities(transfer.odoo_id)) == ("written", [(17.0, "Units")])
    (done,) = real.odoo.validate([close(transfer, 24, 17)])
    assert (done.status, real.raw_on_hand(egg, shelf)) == ("done", 43)


def test_a_quantity_finer_than_odoo_keeps_is_refused_and_not_told_again_for_ever(real: RealRig) -> None:
    mug, _ = stocked(real)
    transfer = opened(real, real.order({mug: 3}))
    fine = WantedTransfer(transfer.odoo_id, (replace(all_of(transfer.lines[0]), quantity_m=1234),))
    (answer,) = real.odoo.reconcile([fine])
    assert (answer.status, answer.words) == ("refused", "Odoo keeps other quantities than it was told")


def test_a_half_told_wish_is_unknown_and_an_unanswered_look_is_unreachable(real: RealRig) -> None:
    mug, shelf = stocked(real)
    other = real.bin("B-02-2")
    transfer = opened(real, real.order({mug: 5}))
    wish = wanted(transfer, (shelf, 1), (other, 2))
    with FaultProxy(real.url) as proxy:
        gateway = counted(real, proxy)
        proxy.plan = lambda call: "lost" if call.method == "web_search_read" else "well"
        with pytest.raises(OdooUnreachable):
            gateway.reconcile([wish])
        proxy.plan = lambda call: "redirect" if call.method == "web_save_multi" else "well"
        with pytest.raises(OdooUnknown):
            gateway.reconcile([wish])
        proxy.plan = well
        assert [answer.status for answer in gateway.reconcile([wish])] == ["written"]
    assert sorted(real.raw_lines(transfer.odoo_id)) == sorted([(shelf, 1, True, None), (other, 2, True, None)])


def test_a_transfer_cancelled_between_reading_and_joining_keeps_no_other_out_of_its_wave(real: RealRig) -> None:
    mug, _ = stocked(real)
    one, gone = opened(real, real.order({mug: 1})), opened(real, real.order({mug: 1}))

    def cancel(call: Call) -> str:
        if call.method == "load":
            real.someone_cancels(gone.odoo_id)
        return "well"

    with FaultProxy(real.url) as proxy:
        gateway = counted(real, proxy)
        proxy.plan = cancel
        claim = gateway.claim_wave(token("wave"), "W-9", one.op_type, [one.odoo_id, gone.odoo_id], "")
    assert (claim.joined, claim.left_out) == ((one.odoo_id,), (gone.odoo_id,))
    assert real.raw_transfer(one.odoo_id) == ("assigned", claim.batch)


def test_a_wrong_key_is_denied(real: RealRig) -> None:
    with pytest.raises(OdooDenied):
        real.connect(real.url, "wrong").read_transfers([1])


def test_the_survey_tells_what_would_hurt(real: RealRig) -> None:
    survey = real.odoo.survey()
    assert all(survey.rights.values())
    assert survey.missing_modules == ()
    assert survey.decimals == 2
    ours = [row for row in survey.op_types if row.warehouse == real.warehouse and row.code == "outgoing"]
    assert [row.auto_batch for row in ours] == [False]
    assert real.odoo.features().edition == "community"


def test_a_shelf_below_a_view_is_found_by_its_cut_off_path(real: RealRig) -> None:
    aisle = real.view("Aisle 9")
    real.below("Shelf 9", aisle)
    assert any("Shelf 9" in name for name in real.odoo.survey().view_bins)


def test_an_api_key_opens_and_tells_when_it_expires(real: RealRig) -> None:
    key = make_key(real.server, "picker", 30)
    features = real.connect(real.url, key).features()
    assert features.key_expires_at is not None
    assert 29 * DAY < features.key_expires_at - real.now < 31 * DAY


def test_a_restart_of_odoo_is_unreachable_for_a_while_and_then_all_goes_on(real: RealRig) -> None:
    mug, shelf = stocked(real)
    transfer = opened(real, real.order({mug: 2}))
    wish = wanted(transfer, (shelf, 2))
    real.server.farm.halt()
    with pytest.raises(OdooUnreachable):
        real.odoo.reconcile([wish])
    real.server.farm.restart()
    (answer,) = real.odoo.reconcile([wish])
    assert answer.status == "written"
    assert real.raw_lines(transfer.odoo_id) == [(shelf, 2, True, None)]
