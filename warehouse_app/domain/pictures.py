"""What may be shown as a picture of goods: small, and of a kind that holds nothing but an image."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

LARGEST = 40_000  # bytes
_KEPT = 16  # digits of the SHA-256: a sheet names hundreds and they do not compress; a shop has thousands, not billions


@dataclass(frozen=True, slots=True)
class Picture:
    """`sha` begins the SHA-256 of `body`: another picture has another address."""

    sha: str
    type: str
    body: bytes


def picture_of(body: bytes) -> Picture | None:
    """None for what is empty, too large, or no PNG, JPEG, WebP or GIF by its first bytes: an SVG may hold scripts.

    >>> picture_of(b"<svg onload='alert(1)'/>") is None
    True
    """
    kind = _kind(body[:12])
    return Picture(sha256(body).hexdigest()[:_KEPT], kind, body) if kind and len(body) <= LARGEST else None


def address(sha: str | None) -> str | None:
    """Where a page finds it."""
    return f"/p/{sha}" if sha else None


def _kind(head: bytes) -> str:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if head[:4] == b"RIFF" and head[8:] == b"WEBP" else ""
