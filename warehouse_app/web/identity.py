"""Who asks: the device by its token, the person by a cookie. Read from the store when first needed.

A session opened on a device is worth nothing away from it: a stolen cookie needs the device's token too. An image on a
page brings no token; for pictures alone, which nobody can do anything with, the token may come in a cookie.
"""

from __future__ import annotations

from functools import cached_property
from typing import cast

from flask import Request, g

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.devices import token_hash
from warehouse_app.service.ports.people import Device, Person, Session

DEVICE_COOKIE, OFFICE_COOKIE, PICTURE_COOKIE = "floor_session", "floor_office", "floor_pictures"
SETUP_COOKIE = "floor_setup"
PICTURES = "pictures.picture"


class Caller:
    """The one who asks, in this one request."""

    def __init__(self, services: Services, request: Request) -> None:
        self._services = services
        self._cookies = request.cookies
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        self.token = token.strip() if kind.lower() == "bearer" else ""
        if not self.token and request.endpoint == PICTURES:
            self.token = request.cookies.get(PICTURE_COOKIE, "")

    @cached_property
    def device(self) -> Device | None:
        """The enrolled device, also when it was revoked."""
        if not self.token:
            return None
        hashed = token_hash(self.token)
        device = self._services.store.read(lambda views: views.device_by_token(hashed))
        if device is not None and not device.revoked:
            self._services.heard[device.id] = self._services.clock()
        return device

    @cached_property
    def signed_in(self) -> tuple[Session, Person] | None:
        """The open session with its person: of this device, or of the office when no device asks."""
        cookie = self._cookies.get(DEVICE_COOKIE if self.token else OFFICE_COOKIE)
        if not cookie:
            return None
        hashed = token_hash(cookie)
        found = self._services.store.read(lambda views: views.session_by_token(hashed))
        now = self._services.clock()
        if found is None or found[0].expires_at <= now or not found[1].is_here(now):
            return None
        return found if found[0].device == (self.device.id if self.device else None) else None

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self.signed_in[1] if self.signed_in else None

    def enrolled(self) -> Device:
        """The device.

        Raises:
            Refused: `device.unknown`, `device.revoked`.
        """
        if self.device is None:
            raise Refused("device.unknown", 401)
        if self.device.revoked:
            raise Refused("device.revoked", 401)
        return self.device

    def somebody(self, on_device: bool | None = None) -> Person:
        """Who is signed in; `on_device` says where they have to be: on a handheld, in the office, or anywhere.

        Raises:
            Refused: `session.needed`.
        """
        if self.signed_in is None or on_device not in (None, self.signed_in[0].device is not None):
            raise Refused("session.needed", 401)
        return self.signed_in[1]


def caller() -> Caller:
    """The one who asks; put there by the guard."""
    return cast(Caller, g.caller)
