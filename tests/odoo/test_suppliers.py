"""Suppliers are read for the measures of returns; a user who may not see them pulls all the same."""

from __future__ import annotations

from typing import Any, cast

from warehouse_app.odoo.master import suppliers
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import OdooRefused


class Closed:
    """An Odoo whose user has no right to read them."""

    def call(self, model: str, method: str, *_: Any, **__: Any) -> Any:
        raise OdooRefused(f"You are not allowed to access {model} ({method})")


def test_a_user_who_may_not_see_suppliers_reads_goods_without_them() -> None:
    assert suppliers(cast(Session, Closed())) == {}
