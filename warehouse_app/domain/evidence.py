"""Photos that people took to show something: what counts as one, and how all but the picture is taken out of it.

A telephone writes into a file where, when and by whom a picture was taken. Each kind of file is a row of parts: only
those that draw the picture are kept, in their order. What cannot be read so to its end is no photo.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from struct import error, pack, unpack_from

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.pictures import kind_of, sides

LARGEST = 400_000  # bytes; devices send 300,000 at most
LONGEST = 4096  # pixels of a side: a few bytes can unfold into more than a page can hold
_PNG_HEAD = 8
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB"}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_ALPHA = 0x10  # the only one of WebP's flags that stays true when the other parts are gone
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG's parts that say how high and wide it is
_SCAN, _END = 0xDA, 0xD9
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Photo:
    """`sha256` is that of the bytes that were sent, hex; `body` is what is kept of them."""

    sha256: str
    mime: str
    body: bytes


def photo_of(sent: bytes) -> Photo:
    """A JPEG, PNG or WebP, told by its bytes and by nothing else, without anything but its picture.

    Raises:
        Refused: `evidence.too_big` {most} kB, `evidence.no_picture` for anything else, and for what is cut off.

    >>> photo_of(b"<svg onload='alert(1)'/>")
    Traceback (most recent call last):
    warehouse_app.domain.errors.Refused: evidence.no_picture
    """
    if len(sent) > LARGEST:
        raise Refused("evidence.too_big", 413, {"most": LARGEST // 1000})
    mime = kind_of(sent[:12])
    try:
        body, (width, height) = _STRIPPED[mime](sent)
    except (error, IndexError, KeyError, ValueError):
        raise Refused("evidence.no_picture", 400) from None
    if not (0 < width <= LONGEST and 0 < height <= LONGEST):
        raise Refused("evidence.no_picture", 400)
    return Photo(sha256(sent).hexdigest(), mime, body)


def _jpeg(sent: bytes) -> tuple[bytes, tuple[int, int]]:
    kept, size = [sent[:2]], (0, 0)
    for marker, part in _jpeg_parts(sent):
        if marker in _FRAMES:
            height, width = unpack_from(">HH", part, 5)
            size = width, height
        if marker == _SCAN and size == (0, 0):
            raise ValueError("a scan of no frame")
        if _draws(marker, part):
            kept.append(part)
    return b"".join(kept), size


def _draws(marker: int, part: bytes) -> bool:
    """Of what programs write beside a picture only how to read it stays: JFIF without a preview, Adobe's colours."""
    if marker == 0xE0:
        return part[4:9] == b"JFIF\0" and len(part) == 18
    return (marker == 0xEE and part[4:9] == b"Adobe") or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _jpeg_parts(sent: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its part; a scan with all that follows it. What comes behind the end is left out."""
    at = 2
    while True:
        if sent[at] != 0xFF:
            raise ValueError("no marker")
        while sent[at + 1] == 0xFF:
            at += 1
        marker = sent[at + 1]
        if marker == _END:
            yield marker, sent[at : at + 2]
            return
        end = at + 2 + int(unpack_from(">H", sent, at + 2)[0])
        if marker == _SCAN:
            found = _AFTER_SCAN.search(sent, end)
            end = found.start() if found else len(sent)
        if end >= len(sent):
            raise ValueError("cut off")
        yield marker, sent[at:end]
        at = end


def _png(sent: bytes) -> tuple[bytes, tuple[int, ...]]:
    kept = [sent[:_PNG_HEAD]]
    names = []
    for name, part in _png_parts(sent):
        names.append(name)
        if name in _PNG_KEPT:
            kept.append(part)
    if names[0] != b"IHDR" or b"IDAT" not in names:
        raise ValueError("no picture in it")
    return b"".join(kept), sides("image/png", sent)


def _png_parts(sent: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = _PNG_HEAD, b""
    while name != b"IEND":
        (length,) = unpack_from(">I", sent, at)
        name, end = sent[at + 4 : at + 8], at + 12 + length
        (said,) = unpack_from(">I", sent, end - 4)
        if zlib.crc32(sent[at + 4 : end - 4]) != said:
            raise ValueError("not as it was written")
        yield name, sent[at:end]
        at = end


def _webp(sent: bytes) -> tuple[bytes, tuple[int, ...]]:
    parts = [(name, part) for name, part in _webp_parts(sent) if name in _WEBP_KEPT]
    if not {b"VP8 ", b"VP8L"} & {name for name, _ in parts}:
        raise ValueError("no picture in it")
    body = b"WEBP" + b"".join(_still(name, part) for name, part in parts)
    whole = b"RIFF" + pack("<I", len(body)) + body
    return whole, sides("image/webp", whole)


def _webp_parts(sent: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, 8 + int(unpack_from("<I", sent, 4)[0])
    if end > len(sent):
        raise ValueError("cut off")
    while at < end:
        (length,) = unpack_from("<I", sent, at + 4)
        stop = at + 8 + length + length % 2
        if stop > end:
            raise ValueError("cut off")
        yield sent[at : at + 4], sent[at:stop]
        at = stop


def _still(name: bytes, part: bytes) -> bytes:
    return part[:8] + bytes([part[8] & _ALPHA]) + part[9:] if name == b"VP8X" else part


_STRIPPED: Mapping[str, Callable[[bytes], tuple[bytes, tuple[int, ...]]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
