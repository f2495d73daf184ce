"""The address of an order, entered at a bench: what the sheet says of it, and who may."""

from __future__ import annotations

from tests.web.conftest import Floor
from tests.web.test_packing import bench, half_picked, totes


def test_a_packer_alone_is_not_asked_for_an_address_and_may_not_write_one(floor: Floor) -> None:
    tote = totes(half_picked(floor))[0]
    ben = bench(floor)
    assert ben.open(tote)[0] == 200
    assert ben.sheet["address_ask"] is None
    there = f"/api/v1/pack/transfers/{ben.sheet['transfer']}/address"
    refused = ben.handheld.post(there, {"street": "Am Kai 1"})
    assert (refused.status_code, refused.get_json()["error"]["key"]) == (403, "mend.not_yours")
    nonsense = ben.handheld.post(there, {"street": 5})
    assert (nonsense.status_code, nonsense.get_json()["error"]["key"]) == (400, "pack.unreadable")
    away = bench(floor, "Bea").handheld.post(there, {"street": "Am Kai 1"})
    assert away.get_json()["error"]["key"] == "pack.not_here"
    assert ben.get(f"transfers/{ben.sheet['transfer']}")["sheet"]["address_ask"] is None
