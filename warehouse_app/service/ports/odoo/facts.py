"""What kind of Odoo this is, and what in its settings would hurt the floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Features:
    """The Odoo on the other side.

    `scan_options` holds, per operation type, Enterprise's scan settings (restrict_scan_..., barcode_...);
    empty in Community. `key_expires_at` is ms UTC, None when the key does not expire or nobody can tell.
    """

    version: str
    edition: Literal["community", "enterprise"]
    hosting: Literal["own", "sh", "online", "unknown"]
    scan_options: Mapping[int, Mapping[str, bool | str]]
    key_expires_at: int | None


@dataclass(frozen=True, slots=True)
class OpTypeNow:
    """The settings of an operation type that decide what happens to a wave.

    `code` is outgoing, internal or incoming; `backorder` is ask, always or never; `reservation` is at_confirm,
    manual or by_date. `settings` are the rest that `check` looks at, by Odoo's field name.
    """

    odoo_id: int
    name: str
    warehouse: int | None
    code: str
    auto_batch: bool
    backorder: str
    reservation: str
    settings: Mapping[str, bool | str]


@dataclass(frozen=True, slots=True)
class BatchNow:
    """A running batch in Odoo; `ours` where it carries a token of this app."""

    odoo_id: int
    name: str
    state: str
    ours: bool
    transfers: int


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts for `warehouse-app check`; it draws the conclusions.

    `companies` that the service user may see; `decimals` of quantities in Odoo; `view_bins` are bins below a
    location of type view, whose path Odoo cuts off (T17); `rights` says of (model, operation) whether the service user
    may do it; `missing_modules` are those the app needs; `zoneless` warehouses have an address without a time zone.
    """

    companies: tuple[str, ...]
    op_types: tuple[OpTypeNow, ...]
    decimals: int
    view_bins: tuple[str, ...]
    batches: tuple[BatchNow, ...]
    rights: Mapping[tuple[str, str], bool]
    missing_modules: tuple[str, ...]
    asks_sms: bool
    zoneless: tuple[str, ...] = ()
