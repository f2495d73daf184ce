"""Photos as telephones take them: with a place and a name written into the file."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image
from PIL.ExifTags import Base

SECRET = b"51.5007 N, taken by Ana"
ROTATED = 6  # the sensor lay on its side: to be shown turned a quarter to the right


def photo(kind: str = "JPEG", side: int = 64, seed: int = 1, turned: int = 1) -> bytes:
    """Noise of twice the width of its height, with words of `SECRET` beside the picture."""
    pixels = Random(seed).randbytes(side * side // 2 * 3)
    image = Image.frombytes("RGB", (side, side // 2), pixels)
    exif = Image.Exif()
    exif[Base.ImageDescription] = SECRET.decode()
    exif[Base.Orientation] = turned
    file = BytesIO()
    image.save(file, kind, exif=exif, quality=90)
    return file.getvalue()


def size_of(body: bytes) -> tuple[int, int]:
    """Width and height, read by a decoder that reads all of it."""
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.size
