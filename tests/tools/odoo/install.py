"""Puts the real Odoo in place, step by step; what is ready is left alone, so the second time takes a moment."""

import os
import time
from collections.abc import Callable

from tests.tools.odoo import cluster, lease, package, python, templates
from tests.tools.odoo.places import Places, places
from tests.tools.odoo.shell import Failed, say


def installed() -> str | None:
    """The folder of the real Odoo where it is ready for tests, else None (for tests/tools/needs.py).

    Its databases are not asked about: they are made without a network, by whoever needs them first.
    """
    where = places()
    try:
        ready = package.is_ready(where) and python.is_ready(where) and cluster.is_ready(where)
    except Failed:
        return None
    return str(where.root) if ready else None


def install(where: Places, *, again: bool = False) -> None:
    """Everything up to the templates with the shop; the bare ones are made when asked for. Raises Failed.

    `again` asks the mirror for the newest Odoo. A network that is gone is no failure where an older package or
    virtualenv is there: it is kept, and that is said.
    """
    begun = time.monotonic()
    where.root.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        where.root.chmod(0o755)  # PostgreSQL runs as another user
    with where.lock():
        ready = not again and package.is_ready(where)
        _step("package", ready, lambda: package.fetch(where), where.program.exists())
        _step("virtualenv", python.is_ready(where), lambda: python.make(where), where.python.exists())
        if not cluster.is_ready(where):
            cluster.make(where)
        templates.make(where, *templates.SHOPS)
        lease.clear(where)
    say(f"ready: Odoo {package.build(where)} in {where.root} ({time.monotonic() - begun:.0f} s)")


def _step(what: str, ready: bool, make: Callable[[], None], usable: bool) -> None:
    if ready:
        return
    try:
        make()
    except Failed as problem:
        if not usable:
            raise
        say(f"kept the {what} that was there, because: {problem}")
