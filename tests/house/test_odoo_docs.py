"""What docs/connecting-odoo.md says of the app's doings in Odoo is what the code does."""

from __future__ import annotations

import ast
import re

from tests.tools.report import ROOT
from warehouse_app.odoo.survey import RIGHTS
from warehouse_app.service.ports.odoo import ADMIN_USES

PAGE = (ROOT / "docs" / "connecting-odoo.md").read_text(encoding="utf-8")
MODEL = re.compile(r"(?:stock|res|mail|product|uom|sale|hr|ir|delivery|account)(?:\.[a-z_]+)+")


def section(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def named_in_code() -> set[str]:
    """Every model the gateway names; external ids such as `mail.mail_activity_data_todo` are none."""
    texts = {
        node.value
        for path in (ROOT / "warehouse_app" / "odoo").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if MODEL.fullmatch(text) and "_" not in text}


def test_every_model_the_app_touches_is_in_the_table() -> None:
    told = set(re.findall(rf"`({MODEL.pattern})`", section("What we read and write")))
    assert "stock.quant" in named_in_code()
    assert named_in_code() == told


def test_the_rights_that_check_asks_for_are_those_of_the_page() -> None:
    rights = section("What we read and write").partition("the user may")[2]
    rows = re.findall(r"^\| (`.*`) \| ([a-z, ]+) \|$", rights, re.MULTILINE)
    told = {model: tuple(may.split(", ")) for models, may in rows for model in re.findall(r"`([a-z.]+)`", models)}
    assert told == RIGHTS


def test_every_use_of_the_second_credential_is_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", section("The second credential"), re.MULTILINE)
    assert dict(rows) == dict(ADMIN_USES)
