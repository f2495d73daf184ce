"""What is shown as a picture of goods, and what is not."""

from __future__ import annotations

from base64 import b64decode
from random import Random

import pytest

from warehouse_app.demo.photo import photo
from warehouse_app.domain.pictures import LARGEST, LONGEST, address, picture_of

JPEG = b"\xff\xd8\xff\xe0 as Odoo makes it"
GIF = b"GIF89a" + (128).to_bytes(2, "little") * 2
LOSSY = b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")  # one pixel each
LOSSLESS = b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
EXTENDED = b"RIFF    WEBPVP8X" + bytes(8) + (127).to_bytes(3, "little") * 2


def wide(side: int) -> list[bytes]:
    """Files that say they are so wide and high."""
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + side.to_bytes(4, "big") * 2
    gif = b"GIF87a" + side.to_bytes(2, "little") * 2
    extended = EXTENDED[:24] + (side - 1).to_bytes(3, "little") * 2
    lossless = LOSSLESS[:21] + (side - 1 | side - 1 << 14).to_bytes(4, "little")
    lossy = LOSSY[:26] + side.to_bytes(2, "little") * 2
    return [png, gif, extended, lossless, lossy]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(photo(20), "png"), (JPEG, "jpeg"), (GIF, "gif"), (LOSSY, "webp"), (LOSSLESS, "webp"), (EXTENDED, "webp")],
)
def test_each_kind_is_told_by_its_first_bytes(body: bytes, kind: str) -> None:
    picture = picture_of(body)
    assert picture is not None
    assert (picture.type, picture.body) == (f"image/{kind}", body)
    assert address(picture.sha) == f"/p/{picture.sha}"


@pytest.mark.parametrize(
    "body",
    [b"", b"<svg xmlns='x'/>", b"<html>", b" \x89PNG\r\n\x1a\n", b"RIFF....WAVE", b"BM", b"%PDF", photo(20)[:19],
     GIF[:9], LOSSY[:27], LOSSLESS[:24], JPEG + bytes(LARGEST)],
)  # fmt: skip
def test_anything_else_and_what_is_cut_off_or_too_large_is_none(body: bytes) -> None:
    assert picture_of(body) is None


def test_few_bytes_that_unfold_into_very_many_pixels_are_none() -> None:
    assert all(picture_of(body) for body in wide(LONGEST))
    assert not any(picture_of(body) for body in wide(LONGEST + 1))
    assert not any(picture_of(body) for body in wide(16_383))


def test_noise_behind_a_right_beginning_never_breaks_it() -> None:
    random = Random(5)
    for body in (photo(20), JPEG, GIF, LOSSY, LOSSLESS, EXTENDED):
        for _ in range(200):
            picture_of(body[: random.randint(6, 16)] + random.randbytes(random.randint(0, 40)))


def test_without_a_picture_there_is_no_address() -> None:
    assert address(None) is None
