"""Three hundred scans while server and Odoo are killed and every line is bad: nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.run import storm
from tests.odoo_server import RealOdoo

pytestmark = [pytest.mark.xdist_group("storm"), pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.parametrize("steps", [1, 3])
def test_nothing_scanned_is_lost_and_nothing_counts_twice(
    odoo: Callable[..., RealOdoo], tmp_path: Path, steps: int
) -> None:
    verdict, line = storm(tmp_path, odoo(f"floor_{steps}step"), scans=150, seed=steps)
    assert (verdict.lost, verdict.doubled, verdict.unknown) == ([], [], []), line
    assert int(line.split()[3]) >= 3, "the server was not killed often enough to prove anything"
    assert " counts 0 " not in line, "no count was applied"
