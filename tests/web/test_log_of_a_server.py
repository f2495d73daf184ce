"""Everything a real server writes at debug, as JSON, searched: ids are in it, secrets are not."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.bench.floor import build
from tests.commands import run
from tests.running import Server

BADGE, PIN, TOKEN = "B-4711", "94175063", "a-token-for-watching-it"
KEY = "an-api-key-of-odoo-0815"


def test_the_log_of_a_server_names_ids_and_no_secret(tmp_path: Path) -> None:
    settings = {
        "WAREHOUSE_DATA_DIR": str(tmp_path / "data"), "WAREHOUSE_LOG_LEVEL": "debug", "WAREHOUSE_LOG_FORMAT": "json",
        "WAREHOUSE_METRICS_TOKEN": TOKEN, "WAREHOUSE_DEMO_FLOOR": "false",
        "WAREHOUSE_ODOO_URL": "http://127.0.0.1:9", "WAREHOUSE_ODOO_DB": "none", "WAREHOUSE_ODOO_USER": "picker",
        "WAREHOUSE_ODOO_KEY": KEY,
    }  # fmt: skip
    _warehouse(tmp_path / "data")
    with Server(tmp_path, "serve", **settings) as server:
        said = run(tmp_path, settings, "user", "add", "Ina", "--role", "picker", "--badge", BADGE, "--pin", PIN)
        assert said.returncode == 0, said.stderr
        code = run(tmp_path, settings, "device", "enrol", "One").stdout.splitlines()[-1].split()[0]
        token = server.post("/api/v1/devices", {"code": code})[1]["token"]
        server.get(f"/enrol?code={code}")
        assert server.post("/api/v1/session", {"badge": BADGE, "pin": PIN}, token)[0] in (200, 201)
        server.post("/api/v1/session", {"badge": BADGE, "pin": "13579246"}, token)
        body = {"transfer": 4711, "line": 12, "codes": ["a-scanned-thing"]}
        event = {"id": "e" * 32, "v": 1, "kind": "walked", "seq": 1, "wave": 7, "body": body}
        server.post("/api/v1/events", {"events": [event]}, token)
        assert server.get("/metrics", TOKEN)[0] == 200
    log = server.log.read_text(encoding="utf-8")
    secret = (tmp_path / "data" / "secret.key").read_text(encoding="utf-8").strip()
    secrets = [PIN, "13579246", TOKEN, KEY, token, code, secret, "a-scanned-thing", "floor_session"]
    assert [one for one in secrets if one in log] == []
    rows = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    (told,) = [row for row in rows if row.get("event") == "e" * 32]
    assert (told["wave"], told["transfer"], told["line"]) == (7, 4711, 12)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", row["at"]) for row in rows)


def _warehouse(data: Path) -> None:
    """People and devices belong to a warehouse, which Odoo would bring."""
    data.mkdir()
    build(f"sqlite:///{data / 'floor.sqlite3'}", 1)
