"""The authority of one installation and the certificate of its server, as files in the data folder.

The authority can vouch for private addresses, names of a LAN and the names it was made for, and for nothing else:
whoever steals its key cannot play a bank to the handhelds that trust it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from warehouse_app.tls.extensions import allowed, for_ca, for_server, is_name
from warehouse_app.tls.files import Unusable, read, read_key, write_pair

CA, CA_KEY, SERVER, SERVER_KEY = "ca.pem", "ca.key", "server.pem", "server.key"
CA_DAYS, SERVER_DAYS, SOON_DAYS = 3652, 396, 30
_BEFORE = timedelta(days=1)  # a handheld whose clock is a little slow believes it too


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate, as people want to know it."""

    names: tuple[str, ...]
    until: datetime
    fingerprint: str
    issuer: str

    def days_left(self, now: datetime) -> int:
        """Whole days it is still good for; negative once it is over."""
        return (self.until - now).days


def issue(folder: Path, names: tuple[str, ...], now: datetime, *, new_ca: bool = False) -> Issued:
    """Writes a certificate for these names, or for those of the one before; makes the authority when there is none.

    Raises:
        Unusable: no name is known, or the authority may not vouch for one of them.
    """
    wanted = names or (look(folder / SERVER).names if (folder / SERVER).exists() else ())
    if not wanted:
        raise Unusable("no name or address was given, and there is no certificate yet whose names to take")
    for name in wanted:
        if not is_name(name):
            raise Unusable(f"{name!r} is neither a name such as floor.local nor an address such as 192.168.1.20")
    folder.mkdir(parents=True, exist_ok=True)
    if new_ca or not (folder / CA).exists():
        made, key = _authority(wanted, now)
        write_pair((folder / CA, folder / CA_KEY), key, made)
    ca, ca_key = read(folder / CA), read_key(folder / CA_KEY)
    for name in wanted:
        if not allowed(name, ca):
            raise Unusable(f"the authority was not made for {name}; `tls init --new-ca` makes one that is")
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = _leaf(wanted, key, (ca, ca_key), now)
    write_pair((folder / SERVER, folder / SERVER_KEY), key, leaf, ca)
    return _issued(leaf)


def look(path: Path) -> Issued:
    """What the first certificate of a file says.

    Raises:
        Unusable: it cannot be read.
    """
    return _issued(read(path))


def _issued(made: x509.Certificate) -> Issued:
    try:
        sans = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = tuple(str(one.value) for one in sans)
    except x509.ExtensionNotFound:
        names = ()
    print_ = made.fingerprint(hashes.SHA256()).hex(":").upper()
    return Issued(names, made.not_valid_after_utc, print_, made.issuer.rfc4514_string())


def _authority(names: tuple[str, ...], now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(f"Floor app authority {secrets.token_hex(3)}")
    made = _builder(name, name, key, now, CA_DAYS)
    for extension, critical in for_ca(names):
        made = made.add_extension(extension, critical)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    return made.sign(key, hashes.SHA256()), key


def _leaf(
    names: tuple[str, ...],
    key: ec.EllipticCurvePrivateKey,
    authority: tuple[x509.Certificate, ec.EllipticCurvePrivateKey],
    now: datetime,
) -> x509.Certificate:
    ca, ca_key = authority
    made = _builder(_named(names[0][:64]), ca.subject, key, now, SERVER_DAYS)
    for extension, critical in for_server(names, ca):
        made = made.add_extension(extension, critical)
    return made.sign(ca_key, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number(), now - _BEFORE, now + timedelta(days=days)
    )


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
