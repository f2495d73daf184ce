"""Settings: each wrong one is named with what was given, what is expected and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warehouse_app.config import Settings, WrongSetting, names, read

DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"

WRONG = {
    "WAREHOUSE_PORT": ["abc", "-1", "65536", "80.5"],
    "WAREHOUSE_BASE_URL": ["floor.example.com", "https://floor.example.com/app", "ftp://x"],
    "WAREHOUSE_ODOO_URL": ["odoo.example.com", "Demo", "https://odoo.example.com/web", "jsonrpc://x"],
    "WAREHOUSE_ODOO_CALLS_PER_S": ["0", "fast"],
    "WAREHOUSE_ODOO_AT_ONCE": ["0", "5"],
    "WAREHOUSE_ODOO_QUIET": ["22-23", "22:00-24:00", "night"],
    "WAREHOUSE_DEMO_FLOOR": ["perhaps"],
    "WAREHOUSE_STORE_URL": ["mysql://root:hunter2@localhost/floor", "floor.db"],
    "WAREHOUSE_SOCKETS_MAX": ["0", "many"],
    "WAREHOUSE_THREADS": ["200", "x"],
    "WAREHOUSE_LOG_LEVEL": ["loud"],
    "WAREHOUSE_LOG_FORMAT": ["xml"],
    "WAREHOUSE_KEEP_CUSTOMER_DAYS": ["0", "for ever"],
    "WAREHOUSE_KEEP_PHOTO_DAYS": ["0"],
    "WAREHOUSE_KEEP_PERSON_DAYS": ["1"],
    "WAREHOUSE_KEEP_JOURNAL_YEARS": ["0"],
    "WAREHOUSE_MEASURE_PEOPLE": ["some"],
    "WAREHOUSE_METRICS_TOKEN": ["short", "with a blank in it"],
    "WAREHOUSE_WEBHOOK_URL": ["ftp://shop.example.com", "https://sam:hunter2@shop.example.com", "https://"],
    "WAREHOUSE_WEBHOOK_SECRET": ["short"],
    "WAREHOUSE_DEMO_SEED": ["-1"],
    "WAREHOUSE_DEMO_SHIFT_MINUTES": ["noon"],
}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in names():
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as refused:
        read()
    (line,) = refused.value.lines
    assert line.startswith(f"{name}: given ")
    assert f"expected {names()[name]}" in line
    assert line.endswith("Correct it or remove it, then start again.")
    is_secret = name in ("WAREHOUSE_STORE_URL", "WAREHOUSE_METRICS_TOKEN") or "WEBHOOK" in name
    assert (f"given (not shown), expected {names()[name]}" in line) if is_secret else (repr(value) in line)


@pytest.mark.parametrize(("name", "value", "lacks"), [
    ("WAREHOUSE_WEBHOOK_URL", "https://shop.example.com/floor", "WAREHOUSE_WEBHOOK_SECRET"),
    ("WAREHOUSE_WEBHOOK_SECRET", "a secret of sixteen", "WAREHOUSE_WEBHOOK_URL"),
])  # fmt: skip
def test_a_web_hook_is_signed_or_there_is_none(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, lacks: str
) -> None:
    monkeypatch.setenv(name, value.replace(" ", "-"))
    with pytest.raises(WrongSetting) as refused:
        read()
    (line,) = refused.value.lines
    assert lacks in line


WHOLE = {"ODOO_URL": "https://odoo.example.com/", "ODOO_DB": "prod", "ODOO_USER": "floor", "ODOO_KEY": "hunter2"}


def odoo_set(monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    for name, value in (WHOLE | changes).items():
        monkeypatch.setenv(f"WAREHOUSE_{name}", value)


def test_an_odoo_needs_its_database_a_user_and_one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    odoo_set(monkeypatch)
    settings = read()
    assert (settings.odoo, settings.double, settings.demo) == ("https://odoo.example.com", False, False)


@pytest.mark.parametrize("name", ["ODOO_DB", "ODOO_USER", "ODOO_KEY"])
def test_what_an_odoo_lacks_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    odoo_set(monkeypatch, **{name: ""})
    with pytest.raises(WrongSetting) as refused:
        read()
    assert refused.value.lines == [
        f"WAREHOUSE_{name}: not set, expected {names()[f'WAREHOUSE_{name}']}. Set it, then start again."
    ]


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"ODOO_KEY_FILE": "key.txt"}, "ODOO_KEY_FILE"),
        ({"ODOO_ADMIN_USER": "admin"}, "ODOO_ADMIN_KEY"),
        ({"ODOO_ADMIN_KEY_FILE": "key.txt"}, "ODOO_ADMIN_USER"),
        ({"ODOO_ADMIN_USER": "a", "ODOO_ADMIN_KEY": "hunter2", "ODOO_ADMIN_KEY_FILE": "k"}, "ODOO_ADMIN_KEY_FILE"),
    ],
)
def test_a_user_has_one_key_and_a_key_one_user(
    monkeypatch: pytest.MonkeyPatch, more: dict[str, str], named: str
) -> None:
    odoo_set(monkeypatch, **more)
    with pytest.raises(WrongSetting) as refused:
        read()
    assert str(refused.value).startswith(f"WAREHOUSE_{named}: ")
    assert "hunter2" not in str(refused.value)


def test_a_file_in_place_of_a_key_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    odoo_set(monkeypatch, ODOO_KEY="", ODOO_KEY_FILE="key.txt")
    assert read().odoo_key_file == Path("key.txt")


def test_all_wrong_ones_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAREHOUSE_PORT", "WAREHOUSE_LOG_LEVEL", "WAREHOUSE_PROT"):
        monkeypatch.setenv(name, "x")
    with pytest.raises(WrongSetting) as refused:
        read()
    assert [line.partition(":")[0] for line in refused.value.lines] == [
        "WAREHOUSE_PROT",
        "WAREHOUSE_PORT",
        "WAREHOUSE_LOG_LEVEL",
    ]


def test_an_unknown_name_is_answered_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE_PROT", "8070")
    with pytest.raises(
        WrongSetting, match=r"^WAREHOUSE_PROT: there is no such setting\. Did you mean WAREHOUSE_PORT\?"
    ):
        read()


def test_what_the_tests_read_is_none_of_its_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE_TEST_PG", "x")
    assert read().port == 8070


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE_PORT", "")
    assert read().port == 8070


def test_what_the_command_line_says_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE_PORT", "1")
    assert read(port=2).port == 2


def test_the_store_and_the_secret_lie_in_the_data_folder(tmp_path: Path) -> None:
    settings = read(data_dir=tmp_path)
    assert settings.store == f"sqlite:///{tmp_path / 'floor.sqlite3'}"
    assert settings.key_file == tmp_path / "secret.key"
    assert not settings.demo
    assert not settings.tls


def test_there_are_more_threads_than_sockets() -> None:
    assert Settings(sockets_max=50).pool == 82
    assert Settings(sockets_max=50, threads=51).pool == 51


def test_every_setting_is_documented_and_every_documented_one_is_there() -> None:
    rows = re.findall(r"^\| `(WAREHOUSE_\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(names())
    assert len(rows) == len(set(rows))
