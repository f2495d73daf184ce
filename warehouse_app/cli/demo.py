"""`demo`: a warehouse to try, without Odoo and without settings; or on a real Odoo made for trying."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import click

from warehouse_app import config
from warehouse_app.bootstrap import CannotStart, Services, check_free, demo_code
from warehouse_app.config import Settings
from warehouse_app.wsgi import serve as run_server

FOLDER = Path(".demo")
MARK = FOLDER / "this-is-a-demo"
CART = {"cart_totes": 8, "cart_lines": 40}  # a wave that somebody who tries it finishes


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8070, show_default=True, help="0: any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones on your network in.")
@click.option("--keep", is_flag=True, help="Go on with the last demo instead of a new morning.")
@click.option("--seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="Which shop.")
@click.option("--odoo", is_flag=True, help="On the Odoo of WAREHOUSE_ODOO_URL. What is picked is booked there.")
def demo(port: int, host: str, keep: bool, seed: int, odoo: bool) -> None:
    """Try the floor: a small shop in ./.demo, with people, stock and orders."""
    given = CART | {"last_digits": True} | ({"demo_floor": True} if odoo else {"odoo_url": "demo"})
    settings = config.read(data_dir=FOLDER, port=port, host=host, demo_seed=seed, log_level="warning", **given)
    if odoo and not settings.odoo:
        raise CannotStart("--odoo needs an Odoo: set WAREHOUSE_ODOO_URL and what goes with it. Nothing was started.")
    check_free(settings)
    _fresh(keep)
    run_server(settings, lambda services, bound: click.echo(_welcome(services, settings, bound)))


def _fresh(keep: bool) -> None:
    """A new morning: only a folder that a demo made is removed."""
    if MARK.exists() and not keep:
        shutil.rmtree(FOLDER)
    FOLDER.mkdir(exist_ok=True)
    MARK.touch()


def _welcome(services: Services, settings: Settings, port: int) -> str:
    badges = "\n".join(
        f"  {one.badge:<8} PIN {one.pin}  {one.name:<8} {', '.join(one.roles)}"
        + (f"   (office login {one.login}, password {one.password})" if one.login else "")
        for one in (services.shop.people if services.shop else ())
    )
    addresses = "\n".join(f"  http://{host}:{port}/" for host in _hosts(settings.host))
    behind = f"Behind it is the Odoo at {settings.odoo}, database {settings.odoo_db}.\n\n" if settings.odoo else ""
    code = demo_code(services, services.words.say("en", "demo.device"))
    return (
        f"\nA small shop, to try. Open:\n{addresses}\n\n"
        f"{behind}Badges:\n{badges}\n\n"
        f"Try: Handheld > enrol with {code}, sign in as Ana, get work and pick it with the scanner on the screen.\n"
        f"     Release a wave to Ana (Release, as Sam) and scan its number where her handheld asks what next.\n"
        f"     Report the seven pieces at the third location short: on the Board (as Sam) a person has to decide.\n"
        f"     Switch the network off in the middle of a wave and go on picking.\n"
        f"Ctrl-C stops it. Tomorrow is a new morning; --keep goes on with this one.\n"
    )


def _hosts(host: str) -> list[str]:
    if host not in ("0.0.0.0", "::"):
        return [host]
    return ["localhost", *_own_addresses()]


def _own_addresses() -> list[str]:
    """The address of this machine on its network; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]
