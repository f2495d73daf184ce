"""The seal around the unit tests holds."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest


def test_a_unit_test_cannot_open_a_connection() -> None:
    with socket.socket() as probe, pytest.raises(PermissionError, match="does no I/O"):
        probe.connect(("127.0.0.1", 9))


def test_a_unit_test_cannot_start_a_program() -> None:
    with pytest.raises(PermissionError, match="does no I/O"):
        subprocess.run([sys.executable, "--version"], check=False)


def test_a_unit_test_cannot_write_a_file() -> None:
    with pytest.raises(PermissionError, match="does no I/O"):
        Path("floor.txt").write_text("", encoding="utf-8")


def test_a_unit_test_may_read_its_vectors() -> None:
    assert Path(__file__).read_text(encoding="utf-8")
