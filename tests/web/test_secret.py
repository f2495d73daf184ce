"""The secret of an installation: made once, for its owner only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from warehouse_app.bootstrap import CannotStart, secret_of
from warehouse_app.config import Settings
from warehouse_app.hashing import read_secret


def test_the_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret.key"
    made = read_secret(path)
    assert len(made) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_secret(path) == made
    assert [file.name for file in path.parent.iterdir()] == ["secret.key"]


def test_those_that_start_together_have_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as crowd:
        secrets = set(crowd.map(lambda n: read_secret(tmp_path / f"{n // 8}.key"), range(8)))
    assert len(secrets) == 1


@pytest.mark.parametrize("text", ["", "short text", "00" * 16, "zz" * 32])
def test_a_file_that_holds_no_secret_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "secret.key").write_text(text)
    with pytest.raises(CannotStart, match="Nothing was started") as refused:
        secret_of(Settings(data_dir=tmp_path))
    assert not text or text not in str(refused.value)
