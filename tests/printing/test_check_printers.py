"""`warehouse-app check` asks the printers."""

from __future__ import annotations

import pytest

from tests.printing.zebra import Zebra
from warehouse_app.cli.check_printers import printers


def test_each_printer_says_how_it_is_and_one_that_does_not_print_is_to_be_mended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    zebra = Zebra()
    there = [("Zebra 1", zebra.address, "zpl")]
    try:
        assert printers(there) is False
        assert printers([*there, ("Zebra 2", "zpl://127.0.0.1:1", "zpl")]) is True
    finally:
        zebra.off()
    assert capsys.readouterr().out.splitlines()[1:] == [
        "printer Zebra 1: ready",
        "printer Zebra 2: Printer cannot be reached (zpl://127.0.0.1:1). Nothing is lost: labels wait.",
    ]
