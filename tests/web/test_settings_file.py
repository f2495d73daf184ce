"""The file that set-up keeps in the data folder: below the environment, and as strict."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse_app.config import FILE, WrongSetting, names, read


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in names():
        monkeypatch.delenv(name, raising=False)


def test_what_set_up_keeps_lies_below_the_environment(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# by the assistant\nWAREHOUSE_CART_TOTES=8\nWAREHOUSE_PORT=1\n\n")
    assert read({}, data_dir=tmp_path).cart_totes == 8
    assert read({}, data_dir=tmp_path, port=3).port == 3


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("WAREHOUSE_PORT=1\nWAREHOUSE_CART_LINES=9\n")
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("WAREHOUSE_PORT", "2")
    assert (read().port, read().cart_lines) == (2, 9)


def test_the_way_to_odoo_is_of_the_environment_or_of_the_file_and_never_of_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text("".join(f"WAREHOUSE_{name}=of the file\n" for name in ("ODOO_DB", "ODOO_KEY_FILE")))
    for name, value in {"URL": "https://odoo.example.com", "DB": "prod", "USER": "floor", "KEY": "k"}.items():
        monkeypatch.setenv(f"WAREHOUSE_ODOO_{name}", value)
    settings = read(data_dir=tmp_path)
    assert (settings.odoo_db, settings.odoo_key_file) == ("prod", None)


@pytest.mark.parametrize(("line", "said"), [("WAREHOUSE_PROT=1", "no such setting"), ("WAREHOUSE_PORT=x", "given 'x'")])
def test_a_wrong_line_of_the_file_is_named(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / FILE).write_text(line + "\n")
    with pytest.raises(WrongSetting, match=said) as refused:
        read({}, data_dir=tmp_path)
    assert str(tmp_path / FILE) in str(refused.value)
