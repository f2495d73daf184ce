"""A count that differs, on the board: one key applies it, for a supervisor and nobody else."""

from __future__ import annotations

import pytest

from tests.service.world import NOW
from tests.web.conftest import FORM, OWN, Floor
from warehouse_app.service import odoo_cases
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def case(floor: Floor) -> int:
    """60 were counted where the book has 70."""

    def differ(uow: UnitOfWork) -> int:
        count = uow.counts.add(floor.world.w, 1, 1, None, 60_000, NOW, "0" * 32)
        told = uow.counts.get(count)
        odoo_cases.counted(uow, told, 70_000, 100)
        found = uow.cases.find(odoo_cases.differs_key(told))
        assert found is not None
        return found.id

    return floor.services.store.write(differ)


def jobs(floor: Floor) -> list[str]:
    due = floor.services.store.write(lambda uow: uow.outbox.due(floor.world.w, 50, 50))
    return [job.subject for job in due if job.body.get("what") == "count"]


def test_the_page_says_what_was_counted_and_has_one_key(floor: Floor, case: int) -> None:
    sam = floor.office("supervisor")
    page = sam.get(f"/cases/{case}").text
    assert "60 counted, 70 by the book" in page
    assert f'id="a-{case}-apply"' in page
    assert f'id="a-{case}-apply"' in sam.get("/board/live").text
    assert sam.post(f"/cases/{case}/answer", data=FORM | {"answer": "apply"}, headers=OWN).status_code == 303
    assert len(jobs(floor)) == 1
    assert "Count applied" in sam.get("/board/live").text
    sam.post(f"/cases/{case}/answer", data=FORM | {"answer": "apply"}, headers=OWN)
    assert len(jobs(floor)) == 1


@pytest.mark.parametrize("role", ["stock", "service", "admin", "picker"])
def test_nobody_else_applies_it(floor: Floor, case: int, role: str) -> None:
    somebody = floor.office(role)
    assert somebody.post(f"/cases/{case}/answer", data=FORM | {"answer": "apply"}, headers=OWN).status_code == 403
    assert "apply" not in somebody.get(f"/cases/{case}").text
    assert jobs(floor) == []


def test_it_may_be_closed_with_a_note_instead(floor: Floor, case: int) -> None:
    floor.services.store.write(ship_rules)
    sam = floor.office("supervisor")
    done = sam.post(
        f"/cases/{case}/done", data=FORM | {"note": "ten lay behind the post", "cause": "counted"}, headers=OWN
    )
    assert done.status_code == 303
    assert jobs(floor) == []
    assert sam.post(f"/cases/{case}/answer", data=FORM | {"answer": "apply"}, headers=OWN).status_code == 409
