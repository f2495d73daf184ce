"""`labels`: what designs there are, and labels in bulk into a file or to a printer."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from warehouse_app import config
from warehouse_app.bootstrap import rules_of, words
from warehouse_app.cli.ask import rows_of
from warehouse_app.printing.designs import LabelProblem, design, names
from warehouse_app.printing.paper import SLIP, paper_pdf
from warehouse_app.printing.runs import can_be_zpl, run_file
from warehouse_app.service.labels import KINDS, fields_of
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.packing_slip import slip_paper
from warehouse_app.service.ports.labels import Slip

SLIPS = "slip"
RAW_PORT = 9100
PATIENCE_S = 10
_FILE = click.Path(dir_okay=False, path_type=Path)
_what = click.argument("what", type=click.Choice((*KINDS, SLIPS)))
_label = click.argument("what", type=click.Choice(KINDS))
_which = click.argument("which", nargs=-1)
_from = click.option("--from", "listed", type=click.File(encoding="utf-8"), help="A file of names, a line each.")
_all = click.option("--all", "every", is_flag=True, help="All there are.")
_copies = click.option("--copies", type=click.IntRange(1, 100), default=1, help="So many of each.")
_lang = click.option("--lang", default=FALLBACK, help="The language of their words.")


@click.group()
def labels() -> None:
    """Labels: list, show, save, print. Designs: docs/labels.md."""


@labels.command("list")
def list_() -> None:
    """Every design: its paper, and the fields it is filled with."""
    for name in names():
        paper = _known(name)
        click.echo(f"{name:<16}{paper.width:g} x {paper.height:g} mm  {', '.join(sorted(paper.fields))}")


@labels.command()
@click.argument("name")
@click.option("--out", type=_FILE, help="A file for it; .zpl gives ZPL, else it is a PDF. Else what it is made of.")
def show(name: str, out: Path | None) -> None:
    """Say what a design is made of, or draw it with each field's own name in it."""
    paper = _known(name)
    if out is None:
        click.echo(f"{name}: {paper.width:g} x {paper.height:g} mm")
        for element in paper.elements:
            place = f"{element.x:g}, {element.y:g}  {element.width:g} x {getattr(element, 'height', 0):g}"
            click.echo(f"  {type(element).__name__.lower():<8}{place:<24}{getattr(element, 'content', '')}".rstrip())
        return
    fields = {field: field.upper().replace("_", "-") for field in paper.fields}
    if "sscc" in fields:
        fields["sscc"] = "0" * 18
    _write(out, _drawn(run_file, name, [fields], name, _form(name, out)))


@labels.command()
@_what
@_which
@_from
@_all
@_copies
@_lang
@click.option("--out", type=_FILE, required=True, help="The file: .zpl gives ZPL, else it is a PDF.")
def save(what: str, which: tuple[str, ...], listed: Any, every: bool, copies: int, lang: str, out: Path) -> None:
    """Put labels into a file: of WHICH, with * for any signs (A-12-*), of --from a list, or --all.

    A packing slip is named by its order.
    """
    wanted = _wanted(which, listed, every and what != SLIPS)
    if what == SLIPS:
        _write(out, _slips(wanted, lang))
        return
    fields = _labels(what, wanted, lang, copies)
    _write(out, _drawn(run_file, what, fields, what, _form(what, out)))
    click.echo(f"labels: {len(fields)}")


@labels.command("print")
@_label
@_which
@_from
@_all
@_copies
@_lang
@click.option("--to", required=True, help=f"The printer, HOST or HOST:PORT (port {RAW_PORT}), 203 dpi, ZPL.")
def print_(what: str, which: tuple[str, ...], listed: Any, every: bool, copies: int, lang: str, to: str) -> None:
    """Send labels to a label printer on the network, in their order."""
    wanted = _wanted(which, listed, every)
    address = _address(to)
    fields = _labels(what, wanted, lang, copies)
    body = _drawn(run_file, what, fields, what, "zpl")
    try:
        with socket.create_connection(address, PATIENCE_S) as line:
            line.sendall(body)
            line.shutdown(socket.SHUT_WR)
    except OSError as problem:
        raise click.ClickException(
            f"{to} did not take them: {problem}. Some may have come out: look there before printing again. Check the"
            " address, and that the printer is on and has paper."
        ) from problem
    click.echo(f"labels sent to {to}: {len(fields)}. Look whether all of them came out.")


def _wanted(which: tuple[str, ...], listed: Any, every: bool) -> list[str]:
    wanted = [*which, *(line.strip() for line in listed or () if line.strip())]
    if bool(wanted) == every:
        raise click.UsageError("Say which: names, --from a file, or --all.")
    return wanted


def _labels(what: str, wanted: Sequence[str], lang: str, copies: int) -> list[dict[str, str]]:
    settings = config.read()
    rows = rows_of(settings, "labels-of", {"kind": what, "wanted": wanted})
    fields = fields_of(what, rows, rules_of(settings), _say(lang))
    return [one for one in fields for _ in range(copies)]


def _slips(wanted: Sequence[str], lang: str) -> bytes:
    say = _say(lang)
    rows = rows_of(config.read(), "labels-of", {"kind": SLIPS, "wanted": wanted})
    papers = [slip_paper(_slip(row), say) for row in rows]
    drawn: bytes = _drawn(paper_pdf, papers, say("paper.page", n="{n}", of="{of}"), say("labels.slip"), SLIP)
    return drawn


def _slip(row: dict[str, Any]) -> Slip:
    return Slip(**row | {"parcels": tuple(row["parcels"]), "rows": tuple(map(tuple, row["rows"]))})


def _say(lang: str) -> Callable[..., str]:
    spoken = words()
    if (known := spoken.known(lang)) is None:
        raise click.UsageError(f"There is no language {lang!r}.")
    return partial(spoken.say, known)


def _known(name: str) -> Any:
    return _drawn(design, name)


def _form(name: str, out: Path) -> str:
    form = "zpl" if out.suffix.lower() == ".zpl" else "pdf"
    if form == "zpl" and not can_be_zpl(name):
        raise click.UsageError(f"{name} is wider than the paper of a label printer; save it as a PDF.")
    return form


def _drawn(work: Callable[..., Any], *args: Any) -> Any:
    try:
        return work(*args)
    except LabelProblem as problem:
        raise click.ClickException(f"{problem}. Nothing was printed.") from problem


def _write(out: Path, body: bytes) -> None:
    if str(out) == "-":
        sys.stdout.buffer.write(body)
        return
    try:
        out.write_bytes(body)
    except OSError as problem:
        raise click.ClickException(f"{out} cannot be written ({problem.strerror}). Nothing was printed.") from problem
    click.echo(f"{out}: {len(body)} bytes")


def _address(to: str) -> tuple[str, int]:
    host, colon, port = to.rpartition(":")
    if not colon:
        return to, RAW_PORT
    if not (host and port.isdigit() and 0 < int(port) < 65536):
        raise click.UsageError(f"{to!r} is no address of a printer: give HOST or HOST:PORT.")
    return host.strip("[]"), int(port)
