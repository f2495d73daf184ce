"""What may be shown as a picture of goods: small, and of a kind that holds nothing but an image."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from struct import error, unpack_from

LARGEST = 40_000  # bytes
LONGEST = 1024  # pixels of a side: a few bytes can unfold into more than a handheld can hold
_KEPT = 16  # digits of the SHA-256: a sheet names hundreds and they do not compress; a shop has thousands, not billions


@dataclass(frozen=True, slots=True)
class Picture:
    """`sha` begins the SHA-256 of `body`: another picture has another address."""

    sha: str
    type: str
    body: bytes


def picture_of(body: bytes) -> Picture | None:
    """None for what is empty, too large, cut off, or no PNG, JPEG, WebP or GIF by its first bytes.

    An SVG may hold scripts. Odoo makes every JPEG small itself, so its sides are not looked for.

    >>> picture_of(b"<svg onload='alert(1)'/>") is None
    True
    """
    kind = kind_of(body[:12])
    if not kind or len(body) > LARGEST or not all(0 < side <= LONGEST for side in sides(kind, body)):
        return None
    return Picture(sha256(body).hexdigest()[:_KEPT], kind, body)


def address(sha: str | None) -> str | None:
    """Where a page finds it."""
    return f"/p/{sha}" if sha else None


def kind_of(head: bytes) -> str:
    """The content type that the first 12 bytes of a file tell; empty where it is none of ours."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if head[:4] == b"RIFF" and head[8:] == b"WEBP" else ""


def sides(kind: str, body: bytes) -> tuple[int, ...]:
    """Width and height in pixels as the file says them; a zero where it is cut off before."""
    try:
        match kind, body[12:16]:
            case "image/png", _:
                return unpack_from(">II", body, 16)
            case "image/gif", _:
                return unpack_from("<HH", body, 6)
            case "image/webp", b"VP8X":
                return tuple(int.from_bytes(body[at : at + 3], "little") + 1 for at in (24, 27))
            case "image/webp", b"VP8L":
                (packed,) = unpack_from("<I", body, 21)
                return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
            case "image/webp", _:
                return tuple(side & 0x3FFF for side in unpack_from("<HH", body, 26))
    except error:
        return (0,)
    return ()
