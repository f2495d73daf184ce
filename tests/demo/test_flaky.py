"""A flaky Odoo fails the way real ones do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from tests.contract.double import NOW
from warehouse_app.demo import Flaky, open_odoo
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.service.ports.odoo import OdooLot, OdooRefused, OdooUnknown, OdooUnreachable


class Counting(Warehouse):
    """Counts how often the lots were really read."""

    executed = 0

    def lots(self) -> Sequence[OdooLot]:
        self.executed += 1
        return super().lots()


def counting() -> Counting:
    return Counting(open_odoo(1, NOW).books)


def outcomes(flaky: Flaky, calls: int = 200) -> Counter[str]:
    """What became of so many calls."""
    said: Counter[str] = Counter()
    for _ in range(calls):
        try:
            flaky.port.lots()
            said["well"] += 1
        except (OdooRefused, OdooUnreachable, OdooUnknown) as trouble:
            said[type(trouble).__name__] += 1
    return said


@pytest.mark.parametrize(("refused", "unreachable", "error"), [(1, 0, OdooRefused), (0, 1, OdooUnreachable)])
def test_a_call_that_is_refused_or_does_not_arrive_is_not_executed(
    refused: float, unreachable: float, error: type[Exception]
) -> None:
    odoo = counting()
    with pytest.raises(error):
        Flaky(odoo, 1, refused, unreachable, lost=0).port.lots()
    assert odoo.executed == 0


def test_of_calls_whose_answer_is_lost_some_were_executed_and_nobody_can_tell_which() -> None:
    odoo = counting()
    flaky = Flaky(odoo, 1, refused=0, unreachable=0, lost=1)
    assert outcomes(flaky) == {"OdooUnknown": 200}
    assert 60 < odoo.executed < 140
    assert Counter(what for _, what in flaky.troubles)["executed"] == odoo.executed


def test_the_same_seed_brings_the_same_troubles() -> None:
    first, second, third = (Flaky(counting(), seed) for seed in (3, 3, 4))
    for flaky in (first, second, third):
        assert len(outcomes(flaky)) == 4
    assert first.troubles == second.troubles != third.troubles


def test_methods_that_are_not_named_work_well_and_answers_come_through_unchanged() -> None:
    odoo = counting()
    flaky = Flaky(odoo, 1, refused=1, only=frozenset({"lots"}))
    assert flaky.port.open_transfers(1) == odoo.open_transfers(1)
    with pytest.raises(OdooRefused):
        flaky.port.lots()
    assert flaky.troubles == [("lots", "refused")]
