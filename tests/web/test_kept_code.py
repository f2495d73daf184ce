"""Machine code of the search: what is kept comes back whole, what others could have written is not loaded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from warehouse_app.domain.planning import annealing, pool
from warehouse_app.domain.planning.engine import Found
from warehouse_app.fast import EXPORTED, MODULES, keeping
from warehouse_app.fast.beside import begun
from warehouse_app.fast.shapes import fields_of, taken


def test_what_is_kept_comes_back_and_replaces_what_was_kept_before(tmp_path: Path) -> None:
    where = keeping.folder(make=True, home=tmp_path)
    keeping.keep(where, "fill-1.o", b"old")
    keeping.keep(where, "fill-2.o", b"new")
    keeping.keep(where, "anneal-2.o", b"other")
    assert keeping.kept(where, "fill-2.o") == b"new"
    assert sorted(one.name for one in where.iterdir()) == ["anneal-2.o", "fill-2.o"]


@pytest.mark.parametrize("wrong", ["damaged", "writable", "linked", "missing"])
def test_code_that_is_not_as_it_was_kept_is_refused(tmp_path: Path, wrong: str) -> None:
    where = keeping.folder(make=True, home=tmp_path)
    keeping.keep(where, "fill-1.o", b"code")
    file = where / "fill-1.o"
    if wrong == "damaged":
        file.write_bytes(file.read_bytes()[:-1])
    elif wrong == "writable":
        file.chmod(0o666)
    elif wrong == "linked":
        file.rename(where / "elsewhere")
        file.symlink_to(where / "elsewhere")
    else:
        file.unlink()
    with pytest.raises(OSError, match=r"damaged|alone|symbolic|No such file"):
        keeping.kept(where, "fill-1.o")


def test_a_folder_where_others_may_write_is_refused(tmp_path: Path) -> None:
    keeping.folder(make=True, home=tmp_path).chmod(0o777)
    with pytest.raises(OSError, match="not this user's alone"):
        keeping.folder(home=tmp_path)


def test_only_this_user_may_look_into_the_folder(tmp_path: Path) -> None:
    assert keeping.folder(make=True, home=tmp_path).stat().st_mode & 0o777 == 0o700


def test_a_second_core_tells_what_it_found_and_one_that_fails_tells_nothing() -> None:
    soon = time.monotonic() + 60
    found, failed = begun(lambda: Found([[1, 2], [0]], 9.5, 7.25, False), soon), begun(lambda: Found(*"wrong"), soon)
    assert found() == Found([[1, 2], [0]], 9.5, 7.25, False)
    assert failed() is None


def test_a_second_core_that_does_not_come_back_in_time_is_ended() -> None:
    def endless() -> Found:
        time.sleep(60)
        return Found([], 0, 0, False)

    assert begun(endless, time.monotonic() + 0.05)() is None


def test_every_exported_function_takes_numbers_and_tables_only() -> None:
    assert {kind for one in EXPORTED for kind in fields_of(one)} == {"int", "float", "list[int]", "list[float]"}
    assert [table for table, _ in taken(pool.stir)] == ["Hall", "Parts", "Carts", "Pool", "Shelf", "", "", "", ""]


def test_no_function_of_the_search_hides_another_of_the_same_name() -> None:
    own = [
        name for one in MODULES for name, what in vars(one).items() if getattr(what, "__module__", "") == one.__name__
    ]
    assert len(own) == len(set(own))
    assert annealing.anneal in EXPORTED
