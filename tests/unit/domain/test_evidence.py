"""What is taken for a photo, and that nothing but the picture is kept of it."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from tests.photos import SECRET, photo, size_of
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.evidence import LARGEST, LONGEST, photo_of
from warehouse_app.domain.pictures import kind_of

KINDS = ("JPEG", "PNG", "WEBP")
FILES = {kind: photo(kind) for kind in KINDS}
SCRIPT = b"<script>alert(1)</script>"
PROGRESSIVE = BytesIO()
Image.new("RGB", (40, 30), "red").save(PROGRESSIVE, "JPEG", progressive=True, comment=SECRET)


def refusal(body: bytes) -> str:
    with pytest.raises(Refused) as refused:
        photo_of(body)
    return refused.value.key


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_stays_and_what_a_telephone_wrote_beside_it_goes(kind: str) -> None:
    sent = FILES[kind]
    assert SECRET in sent
    kept = photo_of(sent)
    assert (kept.mime, kind_of(kept.body[:12])) == (f"image/{kind.lower()}",) * 2
    assert SECRET not in kept.body
    assert b"Exif" not in kept.body
    assert size_of(kept.body) == (64, 32)
    with Image.open(BytesIO(sent)) as before, Image.open(BytesIO(kept.body)) as after:
        assert before.tobytes() == after.tobytes()
        assert not after.getexif()
    assert photo_of(kept.body).body == kept.body


@pytest.mark.parametrize("kind", KINDS)
def test_what_hangs_behind_the_picture_goes(kind: str) -> None:
    assert SCRIPT not in photo_of(FILES[kind] + SCRIPT).body


def test_the_scans_of_a_progressive_jpeg_stay_and_its_comment_goes() -> None:
    kept = photo_of(PROGRESSIVE.getvalue()).body
    assert SECRET not in kept
    assert size_of(kept) == (40, 30)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_off_anywhere_is_none(kind: str) -> None:
    sent = photo(kind, side=16)
    assert {refusal(sent[:end]) for end in range(len(sent))} == {"evidence.no_picture"}


@pytest.mark.parametrize(
    "body",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<!doctype html>" + SCRIPT,
     b"GIF89a" + bytes(9), b"%PDF-1.7", b"\xff\xd8\xff" + SCRIPT, b"\xff\xd8\xff\xd9",
     b"\x89PNG\r\n\x1a\n" + SCRIPT * 9, b"RIFF\4\0\0\0WEBP", b"RIFF\xff\xff\xff\xffWEBPVP8 \0\0\0\0"],
)  # fmt: skip
def test_anything_else_is_none_whatever_it_is_called(body: bytes) -> None:
    assert refusal(body) == "evidence.no_picture"


def test_a_moving_picture_is_none() -> None:
    file, frames = BytesIO(), [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    assert refusal(file.getvalue()) == "evidence.no_picture"


def test_what_is_too_large_is_refused_before_it_is_looked_into() -> None:
    assert refusal(bytes(LARGEST + 1)) == "evidence.too_big"
    assert refusal(bytes(LARGEST)) == "evidence.no_picture"


@pytest.mark.parametrize("kind", KINDS)
def test_few_bytes_that_unfold_into_very_many_pixels_are_none(kind: str) -> None:
    for side, fits in ((LONGEST, True), (LONGEST + 1, False)):
        file = BytesIO()
        Image.new("1" if kind == "PNG" else "L", (side, 1)).save(file, kind)
        if fits:
            assert photo_of(file.getvalue()).mime
        else:
            assert refusal(file.getvalue()) == "evidence.no_picture"


def test_noise_in_a_picture_never_breaks_it() -> None:
    random = Random(5)
    for sent in FILES.values():
        for _ in range(300):
            at = random.randrange(len(sent))
            noisy = sent[:at] + random.randbytes(random.randint(1, 40)) + sent[at + random.randint(0, 9) :]
            with suppress(Refused):
                photo_of(noisy)


def test_the_name_is_that_of_what_was_sent() -> None:
    one, other = photo_of(FILES["JPEG"]), photo_of(FILES["JPEG"] + SCRIPT)
    assert one.body == other.body
    assert one.sha256 != other.sha256
