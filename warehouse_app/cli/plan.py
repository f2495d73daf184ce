"""`plan`: orders from a file onto carts, without Odoo and without a store."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import IO

import click

from warehouse_app import fast
from warehouse_app.domain.planning import plan as planned
from warehouse_app.domain.planning.engine import PLAIN
from warehouse_app.fast.beside import beside
from warehouse_app.service.plan_file import WrongPlan, answer_of, task_of

WRONG_FILE = 2
_OUT_S = 0.06  # for writing the answer and leaving
_ALONE_S = 0.3  # with less than this a second core is not worth its start


@click.command()
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--warm", is_flag=True, help="Compile the faster search of the extra [fast] once, and keep it.")
def plan(file: IO[bytes] | None, warm: bool) -> None:
    """Put the orders of FILE (JSON, - for standard input) on carts and print their walks as JSON. docs/planning.md."""
    begun = time.monotonic() - _age_s()
    if warm:
        click.echo("compiled" if fast.warm() else "nothing to compile: the extra [fast] is not installed", err=True)
    if file is None:
        if warm:
            return
        raise click.UsageError("Missing argument 'FILE'.")
    try:
        _answer(file, begun)
    except WrongPlan as wrong:
        click.echo(f"{wrong}. Nothing was planned.", err=True)
        sys.exit(WRONG_FILE)


def _answer(file: IO[bytes], begun: float) -> None:
    task = task_of(_read(file))
    left = _left(task.seconds, begun)
    engine = replace(fast.engine(left) or PLAIN, beside=beside(time.monotonic() + left) if left > _ALONE_S else None)
    done = planned(task.within(_left(task.seconds, begun)), time.monotonic, engine)
    if done.cut_short:
        click.echo("the time was over before the search was: another run may answer otherwise", err=True)
    click.echo(json.dumps(answer_of(done, time.monotonic() - begun)))


def _left(seconds: float, begun: float) -> float:
    return max(0.0, seconds - (time.monotonic() - begun) - _OUT_S)


def _read(file: IO[bytes]) -> object:
    try:
        return json.loads(file.read())
    except (ValueError, RecursionError) as error:
        raise WrongPlan(f"the file: is not JSON ({error})") from None


def _age_s() -> float:
    """How long this process has lived: loading the app counts too. 0 where the system does not tell."""
    try:
        ticks = int(Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19])
        up = float(Path("/proc/uptime").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0.0
    return max(0.0, up - ticks / os.sysconf("SC_CLK_TCK"))
