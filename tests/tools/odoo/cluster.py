"""The PostgreSQL cluster of the real Odoo: own folder, own port, trusting everybody on this machine.

It forgets what was written last when the machine dies: it is for tests. PostgreSQL refuses to run as root, so for root
it runs as `postgres`.
"""

import os
import pwd
import shutil
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from tests.tools.needs import postgresql
from tests.tools.odoo.places import Places, digest
from tests.tools.odoo.shell import Failed, run, say
from tests.tools.servers import free_port

USER = "odoo"
_SETTINGS = (
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",  # a socket's path must be short, and a home folder's need not be
    "max_connections = 300",
    "shared_buffers = 256MB",
    "jit = off",
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "wal_level = minimal",
    "max_wal_senders = 0",
    "max_wal_size = 2GB",
    "checkpoint_timeout = 30min",
    "lc_messages = 'C'",
    "timezone = 'UTC'",
)
_RECIPE = digest(2, _SETTINGS)


def recipe() -> str:
    """Another one when the settings changed, or when the machine's PostgreSQL can no longer read the old files."""
    folder = postgresql()
    return f"{_RECIPE}-{_version(Path(folder))}" if folder else ""


def is_ready(places: Places) -> bool:
    """Whether the cluster is there as this recipe wants it."""
    return places.stamp().get("cluster", {}).get("recipe") == recipe() and _data(places).exists()


def programs() -> Path:
    """The folder of PostgreSQL's programs; root on Debian gets them installed where they are missing."""
    found = postgresql()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing PostgreSQL (apt-get)")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "-q", "update"], env=quiet)
        run(["apt-get", "-q", "-y", "install", "--no-install-recommends", "postgresql"], env=quiet)
        found = postgresql()
    if found is None:
        raise Failed("PostgreSQL is missing: install your system's package `postgresql`")
    return Path(found)


def make(places: Places) -> None:
    """Makes an empty cluster; one that was there is stopped and removed with all its databases."""
    say("making the PostgreSQL cluster")
    stop(places)
    for step in ("cluster", "databases"):
        places.note(step, None)
    shutil.rmtree(places.cluster, ignore_errors=True)
    data, user = _data(places), _user()
    data.mkdir(mode=0o700, parents=True)
    if user:
        shutil.chown(data, user)
    encoding = ["-E", "UTF8", "--locale=C", "--no-sync"]
    run([programs() / "initdb", "-D", data, "-U", USER, "-A", "trust", *encoding], user=user)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\n".join(_SETTINGS) + "\n")
    places.note("cluster", {"recipe": recipe(), "port": free_port()})


def start(places: Places) -> int:
    """The port of the running cluster. Started when it was not; on another port where the old one is taken."""
    facts: dict[str, Any] = places.stamp()["cluster"]
    port = int(facts["port"])
    if _is_ours(places, port):
        return port
    port = free_port() if _answers(port) else port
    options = ["-l", str(_data(places) / "server.log"), "-w", "-t", "60", "-o", f"-c port={port}"]
    run([programs() / "pg_ctl", "-D", _data(places), *options, "start"], user=_user())
    places.note("cluster", facts | {"port": port})
    return port


def stop(places: Places) -> None:
    """Stops the cluster where it runs, and waits until it has."""
    port = places.stamp().get("cluster", {}).get("port")
    if port is not None and _is_ours(places, port):
        run([programs() / "pg_ctl", "-D", _data(places), "-m", "fast", "-w", "stop"], user=_user())


def execute(port: int, statement: LiteralString, *names: str, database: str = "postgres") -> list[tuple[Any, ...]]:
    """Runs one statement outside a transaction, `{}` standing for the names of databases; answers with its rows."""
    with _connect(port, database) as server:
        cursor = server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
        return cursor.fetchall() if cursor.description else []


def script(port: int, database: str, statements: str) -> None:
    """Runs statements without answers in one transaction."""
    with _connect(port, database) as server, server.transaction():
        server.execute(statements.encode())


def databases(port: int) -> set[str]:
    """The names of all databases but PostgreSQL's own."""
    rows = execute(port, "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'")
    return {str(row[0]) for row in rows}


def copy(port: int, source: str, name: str) -> None:
    """A new database like `source`, which nobody may be connected to. Files are copied, not rows written anew."""
    able = execute(port, "SELECT current_setting('server_version_num')::int >= 150000")[0][0]
    execute(port, "CREATE DATABASE {} TEMPLATE {}" + (" STRATEGY file_copy" if able else ""), name, source)


def drop(port: int, name: str) -> None:
    """Removes a database, throwing out who is still connected."""
    execute(port, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _connect(port: int, database: str) -> psycopg.Connection[tuple[Any, ...]]:
    address = f"host=127.0.0.1 port={port} user={USER} dbname={database} connect_timeout=10"
    return psycopg.connect(address, autocommit=True)


def _is_ours(places: Places, port: int) -> bool:
    """Whether our own cluster answers on this port, and not a server of somebody else's."""
    try:
        return Path(execute(port, "SHOW data_directory")[0][0]) == _data(places)
    except psycopg.Error:
        return False


def _answers(port: int) -> bool:
    try:
        _connect(port, "postgres").close()
    except psycopg.OperationalError as problem:
        return "refused" not in str(problem)
    return True


def _data(places: Places) -> Path:
    return places.cluster / "data"


def _version(folder: Path) -> str:
    return run([folder / "postgres", "--version"]).split()[2].partition(".")[0]


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
