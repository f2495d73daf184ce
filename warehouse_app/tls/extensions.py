"""What a certificate may be used for, and for which names an authority may vouch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

_LAN = (
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
    "::1",
)
_OF_A_LAN = ("localhost", "local", "lan", "home", "internal", "home.arpa", "intern", "test")

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
Extensions = Iterator[tuple[x509.ExtensionType, bool]]


def for_ca(names: tuple[str, ...]) -> Extensions:
    """Those of an authority, each with whether who does not know it must refuse it."""
    nets = [ip_network(net) for net in _LAN] + [ip_network(name) for name in names if is_address(name)]
    domains = [*_OF_A_LAN, *(name for name in names if not is_address(name))]
    permitted = [*map(x509.DNSName, domains), *map(x509.IPAddress, nets)]
    yield x509.BasicConstraints(ca=True, path_length=0), True
    yield _usage(sign=True), True
    yield x509.NameConstraints(permitted, None), True


def for_server(names: tuple[str, ...], ca: x509.Certificate) -> Extensions:
    """Those of a server's certificate."""
    yield x509.BasicConstraints(ca=False, path_length=None), True
    yield _usage(sign=False), True
    yield x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False
    known = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    yield x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known), False
    yield x509.SubjectAlternativeName([general(name) for name in names]), False


def allowed(name: str, ca: x509.Certificate) -> bool:
    """Whether this authority may vouch for a name or address."""
    limits = ca.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return any(_covers(limit.value, name) for limit in limits)


def general(name: str) -> x509.GeneralName:
    """A name or an address as certificates spell them.

    Raises:
        ValueError: it is neither.
    """
    return x509.IPAddress(ip_address(name)) if is_address(name) else x509.DNSName(name)


def is_address(name: str) -> bool:
    """Whether it is an address rather than a name."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_name(name: str) -> bool:
    """Whether it can stand in a certificate: an address, or a host's name in small letters."""
    return is_address(name) or (len(name) <= 253 and _HOST.fullmatch(name) is not None)


def _covers(limit: object, name: str) -> bool:
    if isinstance(limit, IPv4Network | IPv6Network):
        return is_address(name) and ip_address(name) in limit
    return not is_address(name) and (name == limit or name.endswith(f".{limit}"))


def _usage(*, sign: bool) -> x509.KeyUsage:
    rest = dict.fromkeys(("content_commitment", "data_encipherment", "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(
        digital_signature=not sign,
        key_cert_sign=sign,
        crl_sign=sign,
        key_encipherment=False,
        key_agreement=False,
        **rest,
    )
