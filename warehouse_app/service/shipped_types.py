"""The exceptions every shop begins with: their types, the teams that own them, who hears of it next, and root causes.

They are data from here on: a supervisor edits them, each change a new version of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# code, severity, owner, deputy, time to answer, time to resolve, ladder, what it blocks, what the customer is told
_TYPES = """
INV-BIN         normal   stock    floor    F60   F240   L-STOCK   bin     -
INV-GOODS       normal   stock    floor    F60   F480   L-STOCK   bin     -
INV-COUNT       high     stock    finance  O2h   O1d    L-STOCK   bin     -
INV-DIFF        normal   floor    stock    F60   F240   L-STOCK   none    -
INV-MOVE        high     floor    stock    F15   F240   L-FLOOR   none    -
INV-SCAN        normal   floor    stock    F15   F240   L-FLOOR   none    -
INV-NEGATIVE    normal   stock    it       O4h   O1d    L-STOCK   none    -
INV-PLACE       low      stock    floor    O1d   O3d    L-STOCK   none    -
INV-OVERSOLD    high     buying   service  O1h   O1d    L-OFFICE  order   delay
INV-REPLEN      normal   floor    stock    F20   truck  L-FLOOR   none    -
INV-SUPPLY      normal   buying   service  O4h   O2d    L-OFFICE  order   delay
ORD-DUPLICATE   high     service  floor    O30m  O4h    L-OFFICE  order   duplicate_query
ORD-INCOMPLETE  normal   service  data     O2h   O1d    L-OFFICE  order   query
ORD-PRICE       high     service  finance  O1h   O1d    L-MONEY   order   -
ORD-TAX         normal   finance  service  O4h   O1d    L-MONEY   order   -
ORD-CHANGED     high     floor    service  F10   truck  L-FLOOR   order   -
ORD-SPLIT       normal   service  floor    O4h   O1d    L-OFFICE  none    partial
ORD-SYNC        critical it       service  C15m  C2h    L-IT      none    -
ORD-STUCK       high     floor    it       F30   truck  L-FLOOR   none    -
PAY-CAPTURE     normal   finance  service  O4h   O2d    L-MONEY   order   payment_reminder
PAY-MISMATCH    high     finance  service  O2h   O1d    L-MONEY   order   -
PAY-FRAUD       critical finance  ops      O1h   O1d    L-MONEY   order   -
PAY-CREDIT      normal   finance  service  O4h   O2d    L-MONEY   order   -
CUS-ADDRESS     high     service  dispatch O30m  truck  L-OFFICE  parcel  address_query
CUS-MOVED       high     service  dispatch F15   truck  L-FLOOR   parcel  -
CUS-DATA        normal   service  data     O2h   truck  L-OFFICE  parcel  query
FUL-SHORT       high     floor    service  F5    truck  L-FLOOR   line    by_decision
FUL-KIT         high     floor    service  F5    truck  L-FLOOR   order   by_decision
FUL-WRONG       normal   floor    stock    F10   truck  L-FLOOR   order   -
FUL-QUALITY     high     floor    stock    F15   truck  L-FLOOR   order   by_decision
FUL-CARTON      normal   floor    buying   F10   F120   L-FLOOR   none    -
FUL-DATA        low      data     stock    O1d   O3d    L-OFFICE  none    -
FUL-TOTE        high     floor    stock    F15   truck  L-FLOOR   order   -
FUL-SCAN        high     floor    it       F15   F120   L-FLOOR   order   -
FUL-HELP        high     floor    ops      C5m   C1h    L-CALL    none    -
SHP-CUTOFF      high     floor    dispatch F10   truck  L-FLOOR   none    delay
SHP-LABEL       high     dispatch service  F10   truck  L-FLOOR   parcel  -
SHP-PRINTER     high     it       floor    F5    F60    L-IT      none    -
SHP-CONFIRM     critical dispatch it       F15   F60    L-IT      none    -
SHP-DATA        low      dispatch floor    O1d   O3d    L-STOCK   none    -
SHP-PARCEL      high     dispatch floor    F15   F240   L-FLOOR   none    delay
RET-UNKNOWN     normal   returns  service  O1d   O10d   L-OFFICE  none    -
RET-DEVIATION   normal   returns  service  O4h   O2d    L-OFFICE  refund  return_difference
RET-APPROVAL    normal   service  ops      O4h   O1d    L-OFFICE  none    rma_answer
RET-SLOW        high     returns  floor    O1d   O2d    L-OFFICE  none    return_received
FIN-REFUND      high     finance  service  O1d   C10d   L-MONEY   none    refund_done
FIN-REFUND-DIFF high     finance  ops      O4h   O2d    L-MONEY   refund  -
FIN-RECON       normal   finance  service  O1d   O5d    L-MONEY   none    -
FIN-WRITEOFF    high     finance  stock    O1d   O5d    L-MONEY   none    -
"""

# team, its calendar, the team that stands in for it
_TEAMS = """
floor    floor  ops
stock    floor  floor
dispatch floor  floor
returns  floor  floor
service  office ops
buying   office ops
finance  office ops
data     office buying
it       plain  ops
ops      plain  -
"""

# ladder, then who hears at which share of the time (%) or after how many minutes (m). `rule` decides in nobody's place.
_LADDERS = """
L-FLOOR  owner:0% floor:50%    ops:100%  rule:150%
L-STOCK  owner:0% floor:100%   ops:150%
L-OFFICE owner:0% deputy:75%   ops:100%  ops:200%
L-MONEY  owner:0% deputy:100%  ops:150%
L-IT     owner:0% floor:15m    ops:30m
L-CALL   owner:0% floor:1%     floor:50%  ops:100%
"""

_CAUSES = {
    "system": "integration reservation rule printer device data_missing data_wrong",
    "policy": "promise cutoff price return_rule buffer",
    "training": "picked counted put_away packed judged",
    "outside": "supplier_late supplier_quality carrier customer_data customer_change fraud",
    "unknown": "unknown",
}


def shipped_types() -> Iterator[_Rule]:
    """All of them, as rules of the kinds `case_type`, `team`, `ladder` and `cause`."""
    names = ("severity", "owner", "deputy", "answer", "resolve", "ladder", "blocks", "customer")
    for rank, (code, *values) in enumerate(_rows(_TYPES), start=1):
        body = dict(zip(names, values, strict=True))
        yield "case_type", code, 1, body | {"customer": _none(body["customer"]), "rank": rank}
    for rank, (code, calendar, deputy) in enumerate(_rows(_TEAMS), start=1):
        yield "team", code, 1, {"calendar": calendar, "deputy": _none(deputy), "rank": rank}
    for rank, (code, *rungs) in enumerate(_rows(_LADDERS), start=1):
        yield "ladder", code, 1, {"rungs": rungs, "rank": rank}
    causes = [(kind, code) for kind, codes in _CAUSES.items() for code in codes.split()]
    for rank, (kind, code) in enumerate(causes, start=1):
        yield "cause", code, 1, {"kind": kind, "rank": rank}


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def _none(text: str) -> str | None:
    return None if text == "-" else text
