"""The databases everybody copies from: the modules installed once, then one per kind of warehouse, bare or filled.

Their names end in a digest of what they were made from, so that checkouts of different ages do not overwrite each
other's; those that nobody used for long are dropped.
"""

import base64
import hashlib
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from tests.tools.odoo import cluster, package, seed, server, settings
from tests.tools.odoo.places import Places, digest
from tests.tools.odoo.rpc import Client
from tests.tools.odoo.shell import Failed, say

T = TypeVar("T")

SHOPS = {"floor_1step": 1, "floor_3step": 3}  # delivery steps; the demo shop is in them
BARE = {"bare_1step": 1, "bare_2step": 2, "bare_3step": 3}  # nothing in them yet
SELDOM = {"floor_2step": 2}  # a shop that no test needs; made when it is first asked for
TEMPLATES = SHOPS | BARE | SELDOM
_KEPT = 15  # databases, of which a checkout needs seven at most; about 70 MB each
_OURS = ("floor_", "bare_")
_MADE_BY = "settings rpc"  # our modules that shape the base, and those that shape the shop
_FILLED_BY = "seed catalogue goods orders"
_NAME = re.compile(r"(?!floor_|bare_)[a-z][a-z0-9_]{0,40}")
# A copy's trucks leave as soon after now as they did when the template was made; and it is an Odoo of its own.
_FRESHEN = """
UPDATE sale_order SET commitment_date = commitment_date + {shift};
UPDATE stock_picking SET scheduled_date = scheduled_date + {shift}, date_deadline = date_deadline + {shift}
 WHERE state NOT IN ('done', 'cancel');
UPDATE stock_move SET date = date + {shift}, date_deadline = date_deadline + {shift}
 WHERE state NOT IN ('done', 'cancel');
UPDATE stock_lot SET expiration_date = expiration_date + {days}, removal_date = removal_date + {days},
 use_date = use_date + {days}, alert_date = alert_date + {days};
UPDATE stock_quant SET expiration_date = expiration_date + {days}, removal_date = removal_date + {days};
UPDATE stock_move_line SET expiration_date = expiration_date + {days}, removal_date = removal_date + {days};
UPDATE ir_config_parameter SET value = gen_random_uuid()::text WHERE key = 'database.uuid'
"""


def make(places: Places, *wanted: str) -> None:
    """Makes the wanted templates where they are missing, side by side. Call it under the lock."""
    port = cluster.start(places)
    base = _base(places)
    names = {name: _full_name(places, name) for name in wanted}
    missing = [name for name, full in names.items() if full not in _noted(places)]
    if missing and base not in _noted(places):
        _make_base(places, port, base)
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda name: _make_one(places, port, base, names[name], name), missing))
    for full, at in made:
        _note(places, full, {"made": at, "used": at})
    if missing:
        _prune(places, port, {base, *names.values()})


def is_one(name: str) -> bool:
    """Whether a database of this name is a template of somebody's."""
    return name.startswith(_OURS)


def fresh(places: Places, template: str, name: str) -> None:
    """A new database like the template, in place of one of that name. Call it under the lock."""
    if template not in TEMPLATES or not _NAME.fullmatch(name):
        raise Failed(
            f"templates are {', '.join(TEMPLATES)}; a name is small letters, digits and _, and not a template's"
        )
    make(places, template)
    port, full, now = cluster.start(places), _full_name(places, template), _now()
    facts = _noted(places)[full]
    cluster.drop(port, name)
    cluster.copy(port, full, name)
    age = now - facts["made"]
    shifts = {"shift": f"interval '{age // 300_000 * 5} minutes'", "days": f"interval '{age // 86_400_000} days'"}
    cluster.script(port, name, _FRESHEN.format(**shifts) + "".join(map(_cheaply, settings.LOGINS)))
    _note(places, full, facts | {"used": now})


def _cheaply(login: str) -> str:
    """Puts a hash of one round (see cheap.py) in the place of one that takes Odoo a third of a second to check."""
    salt = b"floor for tests"
    made = hashlib.pbkdf2_hmac("sha512", settings.LOGINS[login].encode(), salt, 1)
    words = (base64.b64encode(part, b"./").decode().rstrip("=") for part in (salt, made))
    return f"; UPDATE res_users SET password = '$pbkdf2-sha512$1${'$'.join(words)}' WHERE login = '{login}'"


def _make_base(places: Places, port: int, name: str) -> None:
    say("installing the modules into an empty database (a minute or two)")
    cluster.drop(port, name)
    server.install(places, name, settings.MODULES)
    _with_server(places, name, settings.prepare)
    _note(places, name, {"made": _now(), "used": _now(), "build": package.build(places)})


def _make_one(places: Places, port: int, base: str, name: str, template: str) -> tuple[str, int]:
    say(f"making the template {template}")
    now, steps = _now(), TEMPLATES[template]
    cluster.drop(port, name)
    cluster.copy(port, base, name)
    if template in SHOPS | SELDOM:
        told = _with_server(places, name, lambda odoo: seed.sow(odoo, steps, now))
        say(f"{template} has {told}")
    else:
        _with_server(places, name, lambda odoo: settings.set_steps(odoo, steps))
    return name, now


def _with_server(places: Places, database: str, work: Callable[[Client], T]) -> T:
    """The answer of `work`, given an administrator's client of a server that is gone afterwards."""
    places.run.mkdir(exist_ok=True)
    log = places.run / f"{database}.log"
    running = server.start(places, database, log)
    try:
        return work(Client(running.port, database, "admin", settings.LOGINS["admin"]))
    finally:
        server.stop(running.pid)
        log.unlink(missing_ok=True)


def _prune(places: Places, port: int, needed: set[str]) -> None:
    """Drops what was used longest ago, and what a killed run left half made."""
    noted = _noted(places)
    by_use = sorted(noted, key=lambda name: (name in needed, noted[name]["used"]), reverse=True)
    for name in cluster.databases(port) - set(by_use[:_KEPT]):
        if name.startswith(_OURS):
            cluster.drop(port, name)
            _note(places, name, None)


def _base(places: Places) -> str:
    return f"floor_base_{digest(package.build(places), settings.MODULES, *_sources(_MADE_BY))}"


def _full_name(places: Places, template: str) -> str:
    if template in BARE:
        return f"{template}_{digest(_base(places))}"
    return f"{template}_{digest(_base(places), seed.recipe(), *_sources(_FILLED_BY))}"


def _sources(modules: str) -> list[bytes]:
    return [Path(__file__).with_name(f"{module}.py").read_bytes() for module in modules.split()]


def _noted(places: Places) -> dict[str, Any]:
    found: dict[str, Any] = places.stamp().get("databases", {})
    return found


def _note(places: Places, name: str, facts: dict[str, Any] | None) -> None:
    known = {key: value for key, value in _noted(places).items() if key != name}
    places.note("databases", known | ({name: facts} if facts is not None else {}))


def _now() -> int:
    return int(time.time() * 1000)
