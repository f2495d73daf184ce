"""The guard before every route: does it come from our own pages, and is there a way in for this caller?"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import Flask, g, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.first_admin import has_admin
from warehouse_app.service.sign_in import keep_awake
from warehouse_app.web.identity import PICTURES, SETUP_COOKIE, Caller
from warehouse_app.web.limits import Pace
from warehouse_app.web.local_key import vouched
from warehouse_app.web.permissions import DEMO, TABLE
from warehouse_app.web.ways import Way, Ways

READING = frozenset({"GET", "HEAD", "OPTIONS"})
TOUCH_MS = 5 * 60_000  # a session is not written down again within this time


def install(app: Flask, services: Services) -> None:
    """Puts the guard before every route of this app."""
    table = TABLE | (DEMO if services.settings.demo else {})
    pace = Pace(services.clock)

    @app.before_request
    def guard() -> None:
        g.caller = Caller(services, request)
        if request.endpoint is None:  # no such page; nothing to guard
            return
        ways = table.get(request.endpoint)
        if ways is None:
            raise Refused("page.closed", 403)
        if request.method not in READING:
            _check_origin(services, ways)
        _check_way(services, ways)
        _keep_pace(pace, ways)


def _check_way(services: Services, ways: Ways) -> None:
    """Lets in who fits one of the ways, and tells the others what the last of them lacks."""
    refused: Refused | None = None
    for way in ways:
        try:
            _walk(services, way)
            return
        except Refused as lacking:
            # Somebody who showed a token gets to hear what is wrong with it, not that nobody is signed in.
            refused = refused if refused and refused.key == "device.revoked" else lacking
    raise refused or Refused("page.closed", 403)


def _walk(services: Services, way: Way) -> None:
    if way.local and not vouched(services.secret, services.clock, request):
        raise Refused("page.closed", 403)
    if way.watch and not _watches(services):
        raise Refused("page.closed", 403)
    if way.first and not _sets_up(services):
        raise Refused("session.needed", 401)
    if way.device:
        g.caller.enrolled()
    if way.roles:
        if not way.roles & g.caller.somebody(way.device).roles:
            raise Refused("role.missing", 403)
        _stay_awake(services)


def _watches(services: Services) -> bool:
    token = services.settings.metrics_token
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return token is not None and hmac.compare_digest(shown.encode(), token.encode())


def _sets_up(services: Services) -> bool:
    """Whether nobody is admin yet, and this browser has shown the code that the server printed."""
    shown = request.cookies.get(SETUP_COOKIE, "")
    return services.first_key.lets_in(shown, services.clock()) and not services.store.read(has_admin)


def _stay_awake(services: Services) -> None:
    session = g.caller.signed_in[0]
    if services.clock() - session.seen_at > TOUCH_MS:
        services.store.write(lambda uow: keep_awake(session.id, uow))


def _check_origin(services: Services, ways: Ways) -> None:
    """Whatever writes must come from our own pages: another site can make a browser send, but not this."""
    if any(way.local for way in ways):
        return
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    strange = (origin is not None and not _ours(origin, services)) or site not in (None, "same-origin", "none")
    if strange or not (_by_script() or _by_form(origin, site)):
        raise Refused("request.foreign", 403)


def _by_script() -> bool:
    return request.headers.get("X-Floor") == "1"  # no other site may add a header without asking us first


def _by_form(origin: str | None, site: str | None) -> bool:
    return request.form.get("x_floor") == "1" and (origin is not None or site is not None)


def _ours(origin: str, services: Services) -> bool:
    if origin == services.settings.base_url:
        return True
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc == request.host


def _keep_pace(pace: Pace, ways: Ways) -> None:
    if request.endpoint == PICTURES:  # a sheet brings hundreds at once, and each is fetched once
        return
    if any(way.device for way in ways) and g.caller.device is not None and not pace.allows(g.caller.device.id):
        raise Refused("device.too_fast", 429)
