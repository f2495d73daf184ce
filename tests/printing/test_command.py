"""`warehouse-app labels`: designs, and labels in bulk into a file or to a printer on the network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Queue

import pypdfium2
import pytest

from tests.commands import run
from tests.running import Server
from warehouse_app.printing.designs import names

pytestmark = pytest.mark.xdist_group("labels of a demo")  # they share a server


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A demo that runs, and how a shell beside it is set."""
    with Server(tmp_path_factory.mktemp("labels")) as server:
        yield server.folder, {"WAREHOUSE_DATA_DIR": ".demo"}


class Printer:
    """Takes what is sent on a raw socket, one job after the other."""

    def __init__(self) -> None:
        self.jobs: Queue[bytes] = Queue()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as job:
                self.jobs.put(job.read())

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)


@pytest.fixture
def printer() -> Iterator[Printer]:
    made = Printer()
    yield made
    made.close()


def test_every_design_is_listed_and_can_be_drawn(shop: tuple[Path, dict[str, str]]) -> None:
    folder, settings = shop
    listed = run(folder, settings, "labels", "list").stdout
    assert [line.split()[0] for line in listed.splitlines()] == names()
    assert "parcel: 101.6 x 152.4 mm" in run(folder, settings, "labels", "show", "parcel").stdout
    drawn = run(folder, settings, "labels", "show", "parcel_sscc", "--out", "one.pdf")
    assert drawn.returncode == 0, drawn.stderr
    assert (folder / "one.pdf").read_bytes().startswith(b"%PDF")


def test_all_totes_and_some_totes_are_saved(shop: tuple[Path, dict[str, str]]) -> None:
    folder, settings = shop
    run(folder, settings, "tote", "add", "K-0001", "K-0120")
    run(folder, settings, "labels", "save", "tote", "K-00*", "--out", "some.zpl")
    assert (folder / "some.zpl").read_bytes().count(b"^XA") == 99
    (folder / "list.txt").write_text("K-0001\n\nK-0007\n")
    run(folder, settings, "labels", "save", "tote", "--from", "list.txt", "--copies", "2", "--out", "two.pdf")
    assert len(pypdfium2.PdfDocument((folder / "two.pdf").read_bytes())) == 4


def test_all_badges_and_all_locations_are_saved(shop: tuple[Path, dict[str, str]]) -> None:
    folder, settings = shop
    for kind in ("badge", "location", "product", "card"):
        saved = run(folder, settings, "labels", "save", kind, "--all", "--out", f"{kind}.pdf")
        assert saved.returncode == 0, saved.stderr
        assert (folder / f"{kind}.pdf").read_bytes().startswith(b"%PDF")


def test_labels_go_to_a_printer_in_their_order_and_once(shop: tuple[Path, dict[str, str]], printer: Printer) -> None:
    folder, settings = shop
    run(folder, settings, "tote", "add", "L-0001", "L-0003")
    sent = run(folder, settings, "labels", "print", "tote", "L-*", "--to", printer.address)
    assert "labels sent" in sent.stdout, sent.stderr
    job = printer.jobs.get(timeout=30)
    assert job.count(b"^XA") == job.count(b"^XZ") == 3


def test_what_cannot_be_printed_is_said(shop: tuple[Path, dict[str, str]], printer: Printer) -> None:
    folder, settings = shop
    for arguments, why in (
        (("save", "tote", "NONE-1", "--out", "x.pdf"), "NONE-1 is not known"),
        (("save", "tote", "--out", "x.pdf"), "Say which"),
        (("save", "tote", "--all", "--out", "no/such/x.pdf"), "cannot be written"),
        (("save", "slip", "S-NONE", "--out", "x.pdf"), "S-NONE is not known"),
        (("show", "nosuch"), "there is no label design 'nosuch'"),
        (("show", "return_a4", "--out", "x.zpl"), "wider than the paper"),
        (("print", "tote", "--all", "--to", "127.0.0.1:x"), "no address of a printer"),
        (("save", "tote", "--all", "--lang", "xx", "--out", "x.pdf"), "no language"),
    ):
        ran = run(folder, settings, "labels", *arguments)
        assert ran.returncode != 0
        assert why in ran.stderr
    assert not (folder / "x.pdf").exists()
    printer.close()
    gone = run(folder, settings, "labels", "print", "tote", "--all", "--to", printer.address)
    assert "did not take them" in gone.stderr
    assert "before printing again" in gone.stderr


def test_hostile_names_of_people_are_only_names(shop: tuple[Path, dict[str, str]]) -> None:
    folder, settings = shop
    for n, name in enumerate(("^XZ^XA^FDowned^FS^XZ", "~JR~HS")):
        added = run(folder, settings, "user", "add", name, "--badge", f"EVIL-{n}", "--pin", "2580", "--role", "picker")
        assert added.returncode == 0, added.stderr
    saved = run(folder, settings, "labels", "save", "badge", "EVIL*", "--out", "evil.zpl")
    assert saved.returncode == 0, saved.stderr
    told = (folder / "evil.zpl").read_bytes()
    assert told.count(b"^XA") == told.count(b"^XZ") == 2
    assert b"owned" not in told
