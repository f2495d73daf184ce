"""`warehouse-app setup`: the same steps in the terminal, with a server or without one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands import run
from tests.web.conftest import PIN, Floor
from warehouse_app.domain.starting import STEPS
from warehouse_app.service import commands
from warehouse_app.service.behind import Behind
from warehouse_app.service.starting import Linked


def told(floor: Floor, command: str, /, **args: Any) -> list[dict[str, Any]]:
    behind = Behind(linked=Linked(odoo=True, ruled=False))
    return commands.run(command, args, floor.services.store, floor.services.hasher, behind)


def test_an_empty_folder_is_shown_step_by_step_and_the_code_is_the_servers(tmp_path: Path) -> None:
    ran = run(tmp_path, {}, "setup", "--show")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("Without it:") == len(STEPS)
    assert "TO DO    Connect your Odoo" in ran.stdout
    code = run(tmp_path, {}, "setup", "--code").stdout.strip()
    assert code.startswith("GO-")
    assert run(tmp_path, {}, "setup", "--code").stdout.strip() == code
    assert (tmp_path / "data" / "setup.code").read_text().strip() == code


def test_what_has_no_question_names_its_page_and_nothing_is_asked_where_all_waits(floor: Floor) -> None:
    rows = {row["step"]: row for row in told(floor, "setup-show")}
    assert [*rows] == [step.name for step in STEPS]
    assert rows["wave"]["state"] in ("waits", "done")
    assert rows["reasons"]["page"] == "/reasons"


def test_the_first_admin_and_a_truck_come_by_the_command_line_too(floor: Floor) -> None:
    (made,) = told(floor, "setup-admin", name="Sam", pin=PIN)
    assert made["badge"].startswith("B")
    assert told(floor, "setup-trucks", carrier="DHL", times={"0": "14:30", "4": "12:00"}) == [
        {"carrier": "DHL", "days": 2}
    ]
    week = floor.services.store.read(lambda views: views.timetable(floor.world.w)).trucks["DHL"]
    assert week == {0: 14 * 60 + 30, 4: 12 * 60}
    rows = {row["step"]: row["state"] for row in told(floor, "setup-show")}
    assert rows["connect"] in ("done", "todo")


@pytest.mark.filterwarnings("ignore::getpass.GetPassWarning")  # nobody sits at a terminal here
def test_an_odoo_that_is_not_there_is_said_and_the_steps_go_on(tmp_path: Path) -> None:
    says = "y\nhttp://127.0.0.1:1\nprod\nfloor\nhunter2\nown\n"
    ran = run(tmp_path, {}, "setup", says=says)
    assert ran.returncode == 0, ran.stderr
    assert "Odoo is not reached there" in ran.stdout
    assert "hunter2" not in ran.stdout
    assert "The first wave" in ran.stdout, "it does not end there"
    assert not (tmp_path / "data" / "odoo.key").exists()
