"""Certificates of a hall that has no public name, and the port that speaks TLS."""

from __future__ import annotations

from warehouse_app.tls.authority import CA, SERVER, SERVER_KEY, SOON_DAYS, Issued, issue, look
from warehouse_app.tls.files import Unusable
from warehouse_app.tls.port import Port, known_scheme

__all__ = ["CA", "SERVER", "SERVER_KEY", "SOON_DAYS", "Issued", "Port", "Unusable", "issue", "known_scheme", "look"]
