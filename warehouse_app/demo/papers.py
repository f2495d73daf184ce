"""The double's other rows: batches, boxes, notes, to-dos, counts, employees, and how it is set up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from warehouse_app.service.ports.odoo import Paper


@dataclass(slots=True)
class Batch:
    """A wave in Odoo. `state` is draft, in_progress, done or cancel."""

    id: int
    op_type: int
    description: str
    state: str = "draft"
    user: int | None = None


@dataclass(slots=True)
class Package:
    id: int
    name: str
    type: int | None
    weight_g: int | None


@dataclass(slots=True)
class Note:
    """In the history of a document: `kind` is transfer or order, `of` its id."""

    kind: str
    of: int
    text: str


@dataclass(slots=True)
class Activity:
    """A to-do on a document; done ones are no longer active, and stay."""

    id: int
    kind: str
    of: int
    summary: str
    note: str
    day: str
    owner: int
    active: bool = True
    feedback: str = ""
    by: int = 0


@dataclass(slots=True)
class Attachment:
    id: int
    kind: str
    of: int
    name: str
    mime: str
    body: bytes


@dataclass(slots=True)
class Letter:
    """What a customer was written about a sales order."""

    order: int
    partner: int
    subject: str
    body: str
    papers: tuple[Paper, ...] = ()


@dataclass(slots=True)
class Counted:
    """The stock move a count left; one that found what the book has leaves none."""

    id: int
    product: int
    location: int
    lot: int | None
    difference_m: int
    token: str
    at: int


@dataclass(slots=True)
class Relocated:
    """A transfer that moved goods within the warehouse; it is done."""

    id: int
    name: str
    product: int
    lot: int | None
    quantity_m: int
    source: int
    target: int
    note: str


@dataclass(slots=True)
class Employee:
    id: int
    name: str
    badge: str | None
    pin: str | None
    job: str = ""
    user: int | None = None


@dataclass(slots=True)
class Ways:
    """How this Odoo is set up as a whole, where it is not a matter of one operation type."""

    companies: tuple[str, ...] = ("The demo shop",)
    version: str = "19.0"
    hosting: Literal["own", "sh", "online", "unknown"] = "own"
    decimals: int = 2
    asks_sms: bool = False
    key_expires_at: int | None = None
    missing_modules: tuple[str, ...] = ()
    scan_options: Mapping[int, Mapping[str, bool | str]] = field(default_factory=dict)
    denied: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Before:
    """What the last weeks left behind beside transfers and counts.

    `closed`: parts of the past that the app's user may not read; `invoiced`: orders with an invoice and no credit note;
    `authorised`: orders whose payment is authorised and not captured; `remarks`: what people wrote, (order, when).
    """

    closed: set[str] = field(default_factory=set)
    invoiced: set[int] = field(default_factory=set)
    authorised: set[int] = field(default_factory=set)
    remarks: list[tuple[int, int]] = field(default_factory=list)
