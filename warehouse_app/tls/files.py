"""Certificates and keys on the disk: a key is written for its owner's eyes only, and both or neither are in place."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

_PEM = serialization.Encoding.PEM


class Unusable(Exception):
    """A certificate or key that cannot be read, or a name its authority may not vouch for."""


def write_pair(
    paths: tuple[Path, Path], key: ec.EllipticCurvePrivateKey, made: x509.Certificate, *chain: x509.Certificate
) -> None:
    """Writes a certificate with those above it, and its key."""
    private = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write(paths[1], private, 0o600)
    _write(paths[0], b"".join(one.public_bytes(_PEM) for one in (made, *chain)), 0o644)


def read(path: Path) -> x509.Certificate:
    """The first certificate of a file.

    Raises:
        Unusable: there is none.
    """
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (OSError, ValueError) as problem:
        raise Unusable(f"{path} holds no certificate that can be read ({problem})") from problem


def read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """A key of ours.

    Raises:
        Unusable: it is none.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as problem:
        raise Unusable(f"{path} holds no key that can be read ({problem})") from problem
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Unusable(f"{path} holds a key of another kind")
    return key


def _write(path: Path, body: bytes, mode: int) -> None:
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
