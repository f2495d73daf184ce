"""`leave` on a real Odoo: nothing of the app stays there but what was done, and its store is over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run
from tests.installing import named, office
from tests.odoo_server import RealOdoo

pytestmark = pytest.mark.xdist_group("real-odoo")


def test_leaving_lets_go_of_batches_and_then_of_names(odoo: Callable[..., RealOdoo], tmp_path: Path) -> None:
    real = odoo("floor_1step")
    admin, settings = real.client(), named(real, tmp_path) | office(real)
    transfers = admin.find("stock.picking", [("state", "=", "assigned")])[:2]
    kind = admin.call("stock.picking", "read", transfers[:1], ["picking_type_id"])[0]["picking_type_id"][0]
    row = ["__floor__.wave_1", str(kind)]
    (batch,) = admin.call("stock.picking.batch", "load", ["id", "picking_type_id/.id"], [row])["ids"]
    admin.call("stock.picking", "write", transfers, {"batch_id": batch})

    assert "second credential" in run(tmp_path, named(real, tmp_path), "leave", "--let-go").stderr
    looked = run(tmp_path, settings, "leave")
    assert [line.split() for line in looked.stdout.splitlines()[1:5]] == [
        [what, "0"] for what in ("waves", "waiting", "persons", "scans")
    ]
    early = run(tmp_path, settings, "leave", "--forget-names")
    assert early.returncode != 0
    assert "Nothing was changed" in early.stderr
    gone = run(tmp_path, settings, "leave", "--let-go")
    assert "2 open transfers left our batches" in gone.stdout, gone.stderr
    assert admin.find("stock.picking", [("batch_id", "=", batch)]) == []
    assert "external ids were removed" in run(tmp_path, settings, "leave", "--forget-names").stdout
    assert admin.find("ir.model.data", [("module", "=", "__floor__")]) == []
    assert "has left Odoo" in run(tmp_path, settings, "pull").stderr
