"""`audit`: is the journal what it was when it was sealed; closed months as files."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click

from warehouse_app import config
from warehouse_app.bootstrap.audit import journal_of, seal_of
from warehouse_app.cli.ask import rows_of
from warehouse_app.config import Settings
from warehouse_app.service import export as journal_file
from warehouse_app.service.audit import Broken, Report, verify
from warehouse_app.service.ports.chain import Head

BROKEN = 1
OLD_TAIL_MS = 60_000


@click.group()
def audit() -> None:
    """The sealed journal of events."""


@audit.command("verify")
@click.option("--head", metavar="NUMBER:SEAL", help="A head that was noted before, such as from the log.")
@click.option("--file", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An export.")
@click.option("--alone", is_flag=True, help="Check the file without the store.")
def verify_(head: str | None, file: Path | None, alone: bool) -> None:
    """Look for changed, removed, swapped or inserted events. Exit code 1 where there is one, with its number."""
    settings = config.read()
    sys.exit(_of_file(settings, file, alone) if file is not None else _of_store(settings, _head(head)))


@audit.command("export")
@click.option("--month", required=True, metavar="YYYY-MM", help="A month that is over (UTC).")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write; it must not exist.")
@click.option("--cut", is_flag=True, help="Afterwards leave only stubs of these events in the store.")
def export(month: str, out: Path, cut: bool) -> None:
    """Write a closed month to a file that proves itself; look at it again; then, if asked, cut it."""
    settings = config.read()
    seal, now = seal_of(settings), time.time_ns() // 1_000_000
    try:
        with journal_of(settings) as read:
            _write(out, journal_file.lines(read, month, now, seal))
        with out.open(encoding="ascii") as written:
            end = journal_file.check(written, seal)
    except Broken as broken:
        click.echo(f"event {broken.seq}: {broken.why}. Nothing was exported or cut.", err=True)
        sys.exit(BROKEN)
    click.echo(f"{out}: events {end['first']} to {end['last']}")
    if cut:
        ends = {name: end[name] for name in ("first", "last", "before", "head")}
        click.echo(f"cut: {rows_of(settings, 'audit-cut', ends)[0]['cut']} events. Keep the file: it is all there is.")


def _of_store(settings: Settings, anchor: Head | None) -> int:
    seal = seal_of(settings)
    with journal_of(settings) as read:
        report = verify(read, seal, anchor)
    click.echo(f"checked: {report.checked} events")
    click.echo(f"head: {report.head.seq}:{report.head.mac}")
    click.echo(_tail(report))
    if report.bad is None:
        click.echo("every one is as it was sealed")
        return 0
    hint = " If that is the first, see that secret.key is this store's own." if report.bad == 1 else ""
    click.echo(f"event {report.bad}: {report.why}.{hint}", err=True)
    return BROKEN


def _of_file(settings: Settings, file: Path, alone: bool) -> int:
    try:
        with file.open(encoding="ascii", errors="replace") as lines:
            end = journal_file.check(lines, seal_of(settings))
    except Broken as broken:
        click.echo(f"{file}, event {broken.seq}: {broken.why}.", err=True)
        return BROKEN
    click.echo(f"{file}: events {end['first']} to {end['last']}, every one is as it was sealed")
    if alone:
        return 0
    with journal_of(settings) as read:
        joined = read(lambda views: journal_file.joins(views, end))
    click.echo(
        "it joins the store's chain at both ends" if joined else "it is not of this store's chain", err=not joined
    )
    return 0 if joined else BROKEN


def _tail(report: Report) -> str:
    tail = report.tail
    if tail.oldest_at is None:
        return "not sealed yet: none"
    age_ms = max(time.time_ns() // 1_000_000 - tail.oldest_at, 0)
    old = " The server seals within a second while it runs: see its log." if age_ms > OLD_TAIL_MS else ""
    return f"not sealed yet: {tail.count}, the oldest for {age_ms // 1000} s.{old}"


def _write(out: Path, lines: Iterable[str]) -> None:
    """To the disk before anything is cut; a file that could not be finished does not stay."""
    with out.open("x", encoding="ascii") as file:
        try:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            out.unlink()
            raise


def _head(given: str | None) -> Head | None:
    if given is None:
        return None
    if not re.fullmatch(r"\d+:[0-9a-f]{64}", given):
        raise click.BadParameter("a number, a colon and 64 hex digits", param_hint="--head")
    seq, _, mac = given.partition(":")
    return Head(int(seq), mac)
