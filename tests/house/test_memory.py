"""A test run keeps its files in memory only where there is room for them."""

from pathlib import Path

import pytest

from tests.tools import memory


@pytest.fixture(autouse=True)
def _nobody_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)


def test_without_a_folder_in_memory_it_is_the_machines_own(tmp_path: Path) -> None:
    assert memory.quick_place(tmp_path / "is not there") == Path("/tmp")


def test_a_folder_that_has_no_room_is_left_alone(tmp_path: Path) -> None:
    assert memory.quick_place(tmp_path, room=1 << 62) == Path("/tmp")


def test_a_folder_with_room_is_taken(tmp_path: Path) -> None:
    assert memory.quick_place(tmp_path, room=0) == tmp_path


def test_who_set_tmpdir_has_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert memory.quick_place() == tmp_path
