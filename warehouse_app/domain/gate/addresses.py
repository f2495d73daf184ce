"""What an address needs, by country, so that a carrier can deliver to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# How postcodes look; a country that is not here has any.
_POSTCODES = {
    "AT": r"\d{4}", "AU": r"\d{4}", "BE": r"\d{4}", "BG": r"\d{4}", "CH": r"\d{4}", "CY": r"\d{4}",
    "CZ": r"\d{3} ?\d{2}",
    "DE": r"\d{5}", "DK": r"\d{4}", "EE": r"\d{5}", "ES": r"\d{5}", "FI": r"\d{5}", "FR": r"\d{5}",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", "GR": r"\d{3} ?\d{2}", "HR": r"\d{5}", "HU": r"\d{4}",
    "IE": r"[A-Z]\d[\dW] ?[A-Z\d]{4}", "IT": r"\d{5}", "LI": r"\d{4}", "LT": r"(LT-)?\d{5}", "LU": r"(L-)?\d{4}",
    "LV": r"(LV-)?\d{4}", "MT": r"[A-Z]{3} ?\d{2,4}", "NL": r"\d{4} ?[A-Z]{2}", "NO": r"\d{4}", "PL": r"\d{2}-?\d{3}",
    "PT": r"\d{4}-?\d{3}", "RO": r"\d{6}", "SE": r"\d{3} ?\d{2}", "SI": r"\d{4}", "SK": r"\d{3} ?\d{2}",
    "CA": r"[A-Z]\d[A-Z] ?\d[A-Z]\d", "JP": r"\d{3}-?\d{4}", "US": r"\d{5}(-\d{4})?",
}  # fmt: skip
_NO_POSTCODE = frozenset({"AE", "HK", "QA"})
_WITH_STATE = frozenset({"AU", "BR", "CA", "US"})
# Where a street without a house number is as good as none.
_NUMBERED = frozenset({"AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "IT", "LI", "NL", "NO", "PL", "SE", "SK"})
_BOX = re.compile(
    r"\b(p\.? ?o\.? ?box|postfach|packstation|postfiliale|paketbox|postbus|boite postale|bo[iî]te postale|apartado)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """As a label has it; `country` has two letters."""

    name: str = ""
    street: str = ""
    street2: str = ""
    zip: str = ""
    city: str = ""
    state: str = ""
    country: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return self.name, self.street, self.street2, f"{self.zip} {self.city}".strip()


def lacking(address: Address) -> tuple[str, ...]:
    """What is missing or cannot be right, by its field; `number` is that of the house.

    >>> lacking(Address("Ida Quast", "Lindenweg 3", "", "20095", "Hamburg", "", "DE"))
    ()
    >>> lacking(Address("Ida Quast", "Lindenweg", "", "2009", "Hamburg", "", "DE"))
    ('number', 'zip')
    >>> lacking(Address("Ida Quast", "1 Main Street", "", "", "Springfield", "", "US"))
    ('zip', 'state')
    >>> lacking(Address("Ida Quast", "Al Wasl Road 4", "", "", "Dubai", "", "AE"))
    ()
    """
    country = address.country.upper()
    found = [name for name in ("name", "street", "city", "country") if not getattr(address, name).strip()]
    if address.street.strip() and country in _NUMBERED and not is_post_box(address) and not _has_number(address):
        found.append("number")
    if country not in _NO_POSTCODE and not _is_postcode(address.zip.strip().upper(), country):
        found.append("zip")
    if country in _WITH_STATE and not address.state.strip():
        found.append("state")
    return tuple(found)


def longest_line(address: Address) -> int:
    """Characters of the longest line; carriers cut what is too long without a word."""
    return max(len(line) for line in address.lines)


def is_post_box(address: Address) -> bool:
    """A post box or a locker, to which not every carrier delivers.

    >>> [is_post_box(Address(street=one)) for one in ("Packstation 141", "P.O. Box 7", "Postfach 12", "Boxberg 3")]
    [True, True, True, False]
    """
    return any(_BOX.search(line) for line in (address.name, address.street, address.street2))


def _has_number(address: Address) -> bool:
    return any(sign.isdigit() for sign in address.street + address.street2)


def _is_postcode(text: str, country: str) -> bool:
    pattern = _POSTCODES.get(country)
    return bool(text) if pattern is None else re.fullmatch(pattern, text) is not None
