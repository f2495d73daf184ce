"""The photographs of the demo's shop: its soap bottles, each in its colour. One drawing of 128 by 128, dyed."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from colorsys import hls_to_rgb
from hashlib import sha256
from struct import pack
from zlib import crc32

from warehouse_app.demo.books import Books
from warehouse_app.service.ports.odoo import OdooPicture

_MOST = 64 * 1024  # a larger one is not handed out, as in the gateway
_SIDE, _SHADES = 128, 32
_BOTTLE = b64decode(
    b"eNrtm+mS2jgQgLslg7kmxyab7L99/zdLsrVDBhgwWFJHki2QMAzY2HJVYpsBu4qiP7dafUmD/0K/Bw4AA8AAMAAMAI0AVLZHhuaCCAj0i/hiFAdA"
    b"KSGkyJBzC1AQ6JPw86RrAGmOQmKOnDH95PqOCg2AHH3FzgBIilwoBYhaBmqROTCnATie/ySdAaxWDJAxhkiWBwRVAAg6BPh/x9EcrFRIdIDvgoUA"
    b"UkUdAvkdCvlozcwYnjRGSCVA50Z4+GFEYzH1rQaUNBpAkHYSqK6n4etSi+Zm5jE9CmY08szQ5ITWEYy7dkR6AgKU+vePZzWRQkn+d1+xwADkNAAM"
    b"AH8ogHYBgD/BArAP2hnhOCrAy5rrjCRPUg1g3THR/CPGA8i/caYByE+JxJdpPID9Dw1gsgNFygVj+WkeHaDMyUqAz7OeAXrXwAAQ0way/3rWgPim"
    b"K6MzAPUljQdAL9uKBpKP42gAQjBJRryTb15I02kkgL0s02NbGToAPQjjBUYAUDvix/rARQLz0vd8kXQOILY6QWfHAkVBoQJXnizSjgGynS0OrgBo"
    b"o5xPsTMAmUttfm8BmPjMeZImXQCorc49zPBbhGsAtkjD0TxpHeCwIUa2PmRY1kjkJoE3BPYaFC6mLQPs17YqtFW680aFeDcFgj+ip2mrAGJZlufs"
    b"DoDCKXxIWwSgpWRQD4DYX6w9gN2KQ00NgJov2gNY5qw2ALFP2BaAeLYNkpoAdFd4vAsge2H1AUA9zdoC2K4bAcyeWusRbRoBTN8NAL8bAMMKANAp"
    b"H6p4opYBXCQ8OVgbi71o6DsBbB9glNh+MZw0ABXpRyWoQ9sAkOq6B+3pB6lSqvs4Xe522DLAYkRoAdCTdBrzUDyhXAG1DQCFePSfHw8qpUsakGuK"
    b"AECo1rTg1BOAzhDlVgCfciLoRQMqO+jpRphMsBcNyI0sSzSccYoPQCt1vMQ5o+gA28zzicksOoBakeeTaH4chFgAh1ffJ9JkHBsg2/ppP42mfxzA"
    b"YRMApClFN8IgLM6S2ADwuvemIZ/H9wPePCQ4zcKIrlhsSgKC6agHV6yF7HL7ySe8n3CMJHMFjHPoKRyHiXAvANeT0jgZEQUJeXwNhCkxBfedAegz"
    b"O5vy/vOnLjnrEICe1fXezzseA4CgRwD98Idzr+cNwgh7MkI6N8o4AFSZBbGmISmvI+FEux56DACx9X7hmBQlFA1AZhca2iPeRyyoOqMBYADoPBqe"
    b"NanoovwOAGYTwvM+ndckhPACD5u223RsxgHDDkXgisMPuZPYequW1WlWa3UN7frfCaD3Rav9z4bLdoTtAIglNFu4JMDHAcwOnUZLt7zcYokPAdjf"
    b"xKzR4vXcFBB4A+EGgNsUsRL1l+/fW6dZvjUEsENp3uW6rgboKTkGD3yD4BZAuTKH+bYeAM2sBaIL4dgIoNgUUwjReehNgNOWKpyYrlEhvlrO1AEg"
    b"OG4XM+2YiwBVBSRjRqUBWIQHNVDKMHv3INxFc7ZwWryZrYbkzL9QQFOAUgHXeiHXfrJYOAWnggeGwO1ZDh8TKm2hqr/xAd6Uf8c0hGB99kwuXRAO"
    b"JwfoEBoDeI71Yjvg8gCEKnjIEYXmfTH9vTgGGEA84oqrrSi6ywrPMR4Mx77YGgC3pUPNHZVU47v37qts/D8m1FxmcPwC4P3LTA=="
)


def photo(hue: int) -> bytes:
    """A PNG of the bottle, its greys turned into shades of this colour."""
    colours = [hls_to_rgb(hue / 360, shade / (_SHADES - 1), 0.5) for shade in range(_SHADES)]
    palette = bytes(round(255 * part) for colour in colours for part in colour)
    head = pack(">IIBBBBB", _SIDE, _SIDE, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", _BOTTLE), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def pictures(books: Books, known: Mapping[int, str]) -> dict[int, OdooPicture]:
    """Those that are another than was known."""
    bodies = {product: books.pictures.get(product, b"") for product in known if product in books.products}
    marks = {product: sha256(body).hexdigest() for product, body in bodies.items()}
    return {
        product: OdooPicture(marks[product], body if len(body) <= _MOST else b"")
        for product, body in bodies.items()
        if marks[product] != known[product]
    }


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", crc32(kind + body))
