"""`python -m tests.tools.odoo COMMAND`: see docs/odoo-for-tests.md, or ask with --help."""

import argparse
import os
import shutil
import sys
from contextlib import suppress

from tests.tools.odoo import cluster, demo, lease, package, server, templates
from tests.tools.odoo.install import install, installed
from tests.tools.odoo.lease import Lease
from tests.tools.odoo.places import Places, digest, places
from tests.tools.odoo.settings import LOGINS
from tests.tools.odoo.shell import Failed, say
from tests.tools.report import ROOT

_OURS = f"demo_{digest(str(ROOT))[:6]}"  # the database of this checkout


def main(arguments: list[str] | None = None) -> int:
    """Does what the command line says; 1 when it could not be done."""
    options = _parser().parse_args(arguments)
    try:
        options.run(places(), options)
    except Failed as problem:
        say(str(problem))
        return 1
    return 0


def _install(where: Places, options: argparse.Namespace) -> None:
    install(where, again=options.again)


def _prepare(where: Places, options: argparse.Namespace) -> None:
    """For `make test`: puts everything in place where that is ours to do; a lack is no error here, it is said."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say("ready" if installed() else "not on this machine; `make odoo` would install it")
        return
    try:
        install(where)
    except Failed as problem:
        say(str(problem))


def _start(where: Places, options: argparse.Namespace) -> None:
    """Starts a server on a database, which is made from the template where it does not exist yet."""
    install(where)
    with where.lock():
        lease.clear(where)
        if not any(held["database"] == options.database for held in lease.alive(where)):
            _begin(where, options)
        held = next(held for held in lease.alive(where) if held["database"] == options.database)
        postgres = cluster.start(where)
    say(f"Odoo {package.build(where)} at http://127.0.0.1:{held['port']} database {options.database}, log {_log(held)}")
    say("sign in as " + " or ".join(f"{login} with the password {word}" for login, word in LOGINS.items()))
    say(f"its PostgreSQL: postgresql://{cluster.USER}@127.0.0.1:{postgres}/{options.database}")


def _begin(where: Places, options: argparse.Namespace) -> None:
    if options.database not in cluster.databases(cluster.start(where)):
        templates.fresh(where, options.template, options.database)
    held = Lease(where, f"server-{options.database}")
    try:
        running = server.start(where, options.database, held.log, port=options.port, hold=(held.file,))
        held.note(pid=running.pid, port=running.port, database=options.database)
    finally:
        held.end()


def _demo(where: Places, options: argparse.Namespace) -> None:
    """The app's demo on a copy of the shop, in a database of this checkout; its Odoo ends with it."""
    options.database = f"{_OURS}_{options.steps}step"
    options.port = demo.port(options.database)
    options.template, options.all = f"floor_{options.steps}step", False
    try:
        install(where)
    except Failed as problem:
        raise Failed(
            f"{problem}. On macOS use a Linux container; `make demo` without ODOO=real runs anywhere"
        ) from None
    if demo.begins_anew(options.app):
        _stop(where, options)
        _fresh(where, options)
    _start(where, options)
    with where.lock():
        port = next(held["port"] for held in lease.alive(where) if held["database"] == options.database)
    try:
        demo.run(f"http://127.0.0.1:{port}", options.database, options.app)
    finally:
        _stop(where, options)


def _stop(where: Places, options: argparse.Namespace) -> None:
    """Stops the server of a database, or every server; the databases stay."""
    with where.lock():
        for held in lease.alive(where):
            if held.get("pid") and (options.all or held["database"] == options.database):
                server.stop(held["pid"])
                say(f"stopped the server of {held['database'] or held['name']}")
        lease.clear(where)


def _where(where: Places, options: argparse.Namespace) -> None:
    """What is there and what runs."""
    stamp = where.stamp()
    say(f"folder {where.root}")
    for step in ("package", "python", "cluster"):
        facts = stamp.get(step, {})
        say(f"{step} " + (", ".join(f"{key} {value}" for key, value in facts.items()) or "missing"))
    for name in sorted(stamp.get("databases", {})):
        say(f"template {name}")
    with suppress(FileNotFoundError), where.lock():
        for held in lease.alive(where):
            port = held.get("port")
            say(f"alive {held['name']}" + (f" http://127.0.0.1:{port} {held['database']}".rstrip() if port else ""))


def _fresh(where: Places, options: argparse.Namespace) -> None:
    with where.lock():
        templates.fresh(where, options.template, options.database)
        port = cluster.start(where)
    say(f"{options.database} is a new copy of {options.template}: postgresql://{cluster.USER}@127.0.0.1:{port}/")


def _drop(where: Places, options: argparse.Namespace) -> None:
    if templates.is_one(options.database):
        raise Failed("templates are dropped by themselves")
    with where.lock():
        cluster.drop(cluster.start(where), options.database)
        lease.clear(where)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.odoo", description="A real Odoo 19 for tests.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    known = {
        "install": (_install, "put everything in place; what is ready is left alone"),
        "prepare": (_prepare, "the same as root with apt-get, else only say whether it is there; never fails"),
        "start": (_start, "start a server on a database of this checkout, made from a template at the first time"),
        "demo": (_demo, "try the app on a real Odoo; after -- what `warehouse-app demo` takes"),
        "stop": (_stop, "stop it; the database stays"),
        "where": (_where, "say what is there and what runs"),
        "fresh": (_fresh, "make a database like a template, in place of one of that name"),
        "drop": (_drop, "remove a database"),
    }
    of = {}
    for name, (run, text) in known.items():
        of[name] = commands.add_parser(name, help=text, description=text)
        of[name].set_defaults(run=run)
    kinds = sorted(templates.TEMPLATES)
    of["install"].add_argument("--again", action="store_true", help="ask the mirror for the newest Odoo 19")
    of["start"].add_argument("--template", choices=kinds, default="floor_1step")
    of["start"].add_argument("--port", type=int, default=0, help="any free one where it is not named")
    of["demo"].add_argument("--steps", type=int, choices=(1, 3), default=1, help="documents an order, 1 or 3")
    of["demo"].add_argument("app", nargs="*", help="for `warehouse-app demo`, after --")
    for name in ("start", "stop"):
        of[name].add_argument("--database", default=_OURS, help="this checkout's own where it is not named")
    of["stop"].add_argument("--all", action="store_true", help="every server of this machine's user")
    of["fresh"].add_argument("template", choices=kinds)
    for name in ("fresh", "drop"):
        of[name].add_argument("database")
    return parser


def _log(held: dict[str, object]) -> str:
    return str(places().run / f"{held['name']}.log")


if __name__ == "__main__":
    sys.exit(main())
