"""What an address needs to arrive, by country: a street, a town, and a postcode that looks like one there.

>>> faults("DE", "Lindenweg 3", "2095", "Hamburg")
['wrong_zip']
>>> faults("IE", "Main Street 1", "", "Cork"), faults("HK", "Queen's Road 1", "", "")
([], [])
>>> faults("", "", "20095", "Hamburg")
['no_street', 'no_country']
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# 9 stands for any figure, A for any letter; both may be written with or without a blank or dash between the groups.
_ZIPS: Mapping[str, str] = {
    "AT": "9999", "AU": "9999", "BE": "9999", "BG": "9999", "BR": "99999 999", "CA": "A9A 9A9", "CH": "9999",
    "CN": "999999", "CY": "9999", "CZ": "999 99", "DE": "99999", "DK": "9999", "EE": "99999", "ES": "99999",
    "FI": "99999", "FR": "99999", "GR": "999 99", "HR": "99999", "HU": "9999", "IN": "999 999", "IT": "99999",
    "JP": "999 9999", "KR": "99999", "LI": "9999", "LU": "9999", "MC": "99999", "MX": "99999", "NL": "9999 AA",
    "NO": "9999", "PL": "99 999", "PT": "9999 999", "RO": "999999", "RS": "99999", "SE": "999 99", "SI": "9999",
    "SK": "999 99", "TR": "99999", "UA": "99999", "ZA": "9999",
}  # fmt: skip
_ODD: Mapping[str, str] = {
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    "LT": r"(LT-?)?\d{5}",
    "LV": r"(LV-?)?\d{4}",
    "US": r"\d{5}(-\d{4})?",
}
_NO_ZIPS = frozenset(("AE", "AO", "BS", "HK", "IE", "JM", "MO", "QA"))
_NO_TOWNS = frozenset(("HK", "MC", "MO", "SG", "VA"))
_SIGNS = {"9": r"\d", "A": "[A-Z]", " ": "[ -]?"}
_PREFIX = r"(?:{country}-)?"


def faults(country: str, street: str, postcode: str, city: str) -> list[str]:
    """The kinds of what is missing or cannot be right; a country that is not known needs any postcode."""
    found = [] if street.strip() else ["no_street"]
    if not is_zip(country, postcode):
        found.append("wrong_zip")
    if not city.strip() and country not in _NO_TOWNS:
        found.append("no_city")
    return found if country else [*found, "no_country"]


def is_zip(country: str, postcode: str) -> bool:
    """Whether such a postcode is written in this country, with the country's letters before it or without.

    >>> [is_zip(*one) for one in (("NL", "1012AB"), ("GB", "SW1A 1AA"), ("DE", "D-20095"), ("DE", "DE-20095"))]
    [True, True, False, True]
    """
    text = postcode.strip().upper()
    if country in _NO_ZIPS:
        return True
    pattern = _ODD.get(country) or "".join(_SIGNS[sign] for sign in _ZIPS.get(country, ""))
    if not pattern:
        return bool(text)
    return re.fullmatch(_PREFIX.format(country=country) + pattern, text) is not None
