"""`check`: settings, secret, store, and what in Odoo would hurt the floor; `--fix` mends what it may."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Iterable
from functools import partial

import click

from warehouse_app import config
from warehouse_app.bootstrap import expiry, gateway, mirrored, office, printers_of, schema_of, secret_of, words
from warehouse_app.cli.ask import ask
from warehouse_app.cli.check_printers import printers
from warehouse_app.config import Settings
from warehouse_app.printing.designs import LabelProblem, design, names
from warehouse_app.service.check import Access, Look, Told, mend, told, trouble
from warehouse_app.service.check_rules import findings, wrong_version
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.ports.odoo import (
    Features,
    Odoo,
    OdooOffice,
    OdooRefused,
    OdooUnknown,
    OdooUnreachable,
)

WIDTH = 79
_HOSTS = {"own": "your own server", "sh": "Odoo.sh", "online": "Odoo Online", "unknown": "a server of its own name"}
_TROUBLE = (OdooRefused, OdooUnknown, OdooUnreachable)


@click.group(invoke_without_command=True)
@click.option("--fix", is_flag=True, help="Mend in Odoo what may be mended from here; asks before each change.")
@click.pass_context
def check(ctx: click.Context, fix: bool) -> None:
    """Say what is wrong with settings, store and Odoo. Exit code 1 where something has to be mended."""
    if ctx.invoked_subcommand is None:
        _check(fix)


@check.command("data")
def data() -> None:
    """Read whether Odoo's data is fit to run, and say what is wrong and who mends it. docs/readiness.md."""
    ask("data")


def _check(fix: bool) -> None:
    settings = config.read()
    secret_of(settings)
    click.echo("settings: in order")
    click.echo(f"secret: {settings.key_file}")
    has, needs = schema_of(settings)
    click.echo(f"store: schema {has}, needed {needs}")
    for line in expiry(settings):
        click.echo(f"TLS: {line}")
    broken = _designs()
    broken = printers(printers_of(settings)) or broken
    if not settings.odoo:
        click.echo("Odoo: the demo's own" if settings.double else "Odoo: none is set (WAREHOUSE_ODOO_URL)")
        sys.exit(int(broken))
    found = _look_at(settings)
    if fix and _fix(found, office(settings)):
        found = _look_at(settings)
    sys.exit(max(_sum_up(found, fix), int(broken)))


def _designs() -> bool:
    """Whether a label design cannot be read; each is told with its file and line."""
    broken = 0
    for name in names():
        try:
            design(name)
        except LabelProblem as problem:
            click.echo(f"labels: {problem}")
            broken += 1
    click.echo(f"labels: {len(names()) - broken} designs in order")
    return broken > 0


def _look_at(settings: Settings) -> list[Told]:
    url, database, login = settings.odoo or "", settings.odoo_db or "", settings.odoo_user or ""
    click.echo(f"Odoo: {url}, database {database}, as {login}")
    access = Access(url, database, login, time.time_ns() // 1_000_000, mirrored(settings), settings.label_carriers)
    found = look(gateway(settings.model_copy(update={"odoo_quiet": None})), access)
    for finding in found:
        click.echo(say(finding))
    return found


def look(odoo: Odoo, access: Access) -> list[Told]:
    """Everything that is to be said of this Odoo; which one it is, is printed at once."""
    try:
        features = odoo.features()
        click.echo(_is(features))
        wrong, say_it = wrong_version(features), partial(words().say, FALLBACK)
        if wrong:
            return [told(wrong, say_it)]
        seen = Look(access, features, odoo.survey(), odoo.warehouses(), odoo.identity())
        return [told(one, say_it) for one in findings(seen)]
    except _TROUBLE as problem:
        return [trouble(problem, access)]


def say(finding: Told) -> str:
    """A finding in lines of a terminal's width."""
    head = "MEND" if finding.level == "mend" else "KNOW"
    parts = (head, finding.what), ("why", finding.why), ("do", finding.do), ("where", finding.where)
    return "\n" + "\n".join(_wrapped(name, text) for name, text in parts if text)


def _wrapped(name: str, text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=f"{name:<7}", subsequent_indent=" " * 7, break_long_words=False)


def _is(features: Features) -> str:
    return f"Odoo: {features.version} {features.edition.title()}, on {_HOSTS[features.hosting]}"


def _fix(found: Iterable[Told], to: OdooOffice | None) -> bool:
    """Asks about each finding that can be mended from here; True when something was changed."""
    fixes = [finding.fix for finding in found if finding.fix]
    if not fixes:
        click.echo("\nNothing here can be mended from outside Odoo.")
        return False
    if to is None:
        click.echo("\n" + textwrap.fill(
            "To mend it from here the app needs a second user with Inventory / Administrator: WAREHOUSE_ODOO_ADMIN_USER"
            " and WAREHOUSE_ODOO_ADMIN_KEY_FILE. Without one, follow the paths above.", WIDTH,
        ))  # fmt: skip
        return False
    agreed = [fix for fix in fixes if click.confirm(f"\n{fix.question}", default=False)]
    for fix in agreed:
        try:
            mend(fix, to)
        except _TROUBLE as problem:
            click.echo(textwrap.fill(f"Odoo did not: {problem}", WIDTH))
    if agreed:
        click.echo("\nOnce more:")
    return bool(agreed)


def _sum_up(found: list[Told], fix: bool) -> int:
    to_mend = sum(finding.level == "mend" for finding in found)
    click.echo(f"\n{to_mend} to mend, {len(found) - to_mend} to know")
    if not fix and any(finding.fix for finding in found):
        click.echo("`warehouse-app check --fix` can mend some of it, after asking.")
    return 1 if to_mend else 0
