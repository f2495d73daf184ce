"""What needs more rights than the app's own user has: employees, and settings that hurt the floor."""

from __future__ import annotations

import inspect

import pytest

from tests.contract.rig import Rig, token
from warehouse_app.service.ports.odoo import ADMIN_USES, OdooOffice, OdooRefused


def test_employees_come_with_badge_pin_job_and_user(rig: Rig) -> None:
    badge = token("badge")[-12:].upper()
    user = rig.user(f"ida-{badge}", "ida-secret")
    rig.employee(f"Ida {badge}", badge, "2580", "Picker, early", user)
    rig.employee(f"ana {badge}", None, None, "", None)
    known = {one.name: one for one in rig.office.employees()}
    ida, ana = known[f"Ida {badge}"], known[f"ana {badge}"]
    assert (ida.badge, ida.pin, ida.job, ida.user) == (badge, "2580", "Picker, early", user)
    assert (ana.badge, ana.pin, ana.job, ana.user) == (None, None, "", None)
    assert list(known) == sorted(known, key=str.casefold)
    assert "2580" not in repr(ida)


def test_settings_that_hurt_are_seen_and_mended(rig: Rig) -> None:
    out = rig.set_out(auto_batch=True, backorder="never")
    hurt = next(row for row in rig.odoo.survey().op_types if row.odoo_id == out)
    assert (hurt.auto_batch, hurt.backorder, hurt.code) == (True, "never", "outgoing")
    for _ in range(2):
        rig.office.stop_auto_batch([out])
        rig.office.ask_for_backorders([out])
        mended = next(row for row in rig.odoo.survey().op_types if row.odoo_id == out)
        assert (mended.auto_batch, mended.backorder) == (False, "ask")


def test_what_is_not_there_is_refused(rig: Rig) -> None:
    with pytest.raises(OdooRefused):
        rig.office.stop_auto_batch([999_999])


def test_every_use_of_the_second_credential_is_listed() -> None:
    calls = {name for name, _ in inspect.getmembers(OdooOffice, inspect.isfunction) if not name.startswith("_")}
    assert set(ADMIN_USES) == calls
