"""Calls the web hook: JSON by POST, signed, to one address and never where that one sends us."""

from __future__ import annotations

import hmac
import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from warehouse_app.service.ports.hook import HookFailed

TIMEOUT_S = 5.0


class WebHook:
    """`url` is http or https. Its answer's status counts; what it says is not read, and no redirect is followed."""

    def __init__(self, url: str, secret: str, timeout_s: float = TIMEOUT_S) -> None:
        self._url, self._secret, self._timeout_s = urlsplit(url), secret.encode(), timeout_s

    def post(self, delivery: str, at: int, body: Mapping[str, Any]) -> None:
        text = json.dumps(body, sort_keys=True).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "warehouse-app",
            "X-Floor-Delivery": delivery,
            "X-Floor-Signature": sign(self._secret, at // 1000, text),
        }
        try:
            with closing(self._connection()) as line:
                line.request("POST", self._path(), text, headers)
                status = line.getresponse().status
        except TimeoutError:
            raise HookFailed(f"no answer within {self._timeout_s:g} s") from None
        except (OSError, http.client.HTTPException, ValueError) as trouble:
            raise HookFailed(f"cannot be reached ({type(trouble).__name__})") from None
        if not 200 <= status < 300:
            raise HookFailed(f"answered {status}")

    def _connection(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        return kind(self._url.hostname or "", self._url.port, timeout=self._timeout_s)

    def _path(self) -> str:
        query = f"?{self._url.query}" if self._url.query else ""
        return (self._url.path or "/") + query


def sign(secret: bytes, seconds: int, body: bytes) -> str:
    """`t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`.

    >>> sign(b"secret", 1, b"{}")[:20]
    't=1,v1=1122767b19311'
    """
    digest = hmac.new(secret, str(seconds).encode() + b"." + body, sha256).hexdigest()
    return f"t={seconds},v1={digest}"
