"""A transfer as Odoo has it now, and as the floor wants it to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TransferState = Literal["draft", "waiting", "confirmed", "assigned", "done", "cancel"]


@dataclass(frozen=True, slots=True)
class MoveNow:
    """What a transfer wants of one product. `quantity_m` is reserved or picked, `picked` says somebody has some of it.

    `state` is Odoo's: draft, waiting, confirmed, partially_available, assigned, done, cancel.
    """

    odoo_id: int
    product: int
    demand_m: int
    quantity_m: int
    picked: bool
    state: str


@dataclass(frozen=True, slots=True)
class LineNow:
    """One place of a move. Its id is not stable (trap T10): the key is (move, location, lot, package).

    Several lines may have one key. A line nobody picked and with nothing in it is not shown.
    """

    odoo_id: int
    move: int
    product: int
    location: int
    lot: int | None
    package: int | None
    quantity_m: int
    picked: bool
    result_package: int | None


@dataclass(frozen=True, slots=True)
class TransferNow:
    """A transfer at the moment of reading. `changed_at` is the newest change of it, its moves and its lines.

    `assigned` says that something is reserved, not that all is (T9). `batch` is None again once a transfer was
    validated out of a batch. `next_transfers` follow in the chain and exist from when this one is done (T13).
    """

    odoo_id: int
    name: str
    state: TransferState
    op_type: int
    carrier: str | None
    priority: int
    deadline: int | None
    batch: int | None
    changed_at: int
    moves: tuple[MoveNow, ...]
    lines: tuple[LineNow, ...]
    backorder_of: int | None
    next_transfers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WantedLine:
    """How one place of a move shall look: so much `picked` into `result_package` (Odoo's id), or so much kept back.

    `picked=True` with 0 says nothing was found here, so that validating does not ship it (T1). `picked=False`
    keeps up to `quantity_m` reserved for a picker still on the way; never more than Odoo has reserved there now.
    """

    move: int
    product: int
    location: int
    lot: int | None
    quantity_m: int
    picked: bool = True
    package: int | None = None
    result_package: int | None = None


@dataclass(frozen=True, slots=True)
class WantedTransfer:
    """How the places a picker has touched shall look.

    Every place (move, location, lot, package) named in `lines` becomes exactly what its lines say. Reserved lines
    at other places stay as Odoo has them, but of a move all of which is picked: they are let go. `written` holds each
    state of ours that Odoo may show: the last one confirmed and, after lost answers, those sent since. A picked
    quantity that is in none of them nor in `lines` was written by somebody else, and then nothing is written
    ("foreign"). A place to be given up altogether (an undo) is named with `picked=False`.
    """

    odoo_id: int
    lines: tuple[WantedLine, ...]
    written: tuple[tuple[WantedLine, ...], ...] = ()


ReconciledStatus = Literal["written", "already", "done", "cancelled", "gone", "foreign", "refused"]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What became of one wanted transfer; `now` is None only for a transfer that is gone.

    written: Odoo looks as wanted, we changed it. already: it did before. done, cancelled, gone, foreign: nothing
    was written. refused: Odoo said `words` to this transfer alone; the others of the call were written.
    """

    odoo_id: int
    status: ReconciledStatus
    now: TransferNow | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """A transfer to be validated. Compared before: `demand` per move as it was planned, `picked` per move as counted.

    `picked` is what the app's own facts sum up to, so that nothing doubled or lost on the way is ever shipped; moves
    not named in it must have nothing picked. None leaves that out. Without `backorder` what is missing is cancelled.
    """

    odoo_id: int
    demand: Mapping[int, int]
    picked: Mapping[int, int] | None = None
    backorder: bool = True


ClosedStatus = Literal["done", "already", "cancelled", "gone", "changed", "not_picked", "refused"]


@dataclass(frozen=True, slots=True)
class Closed:
    """What became of one transfer to be validated.

    done: validated now. already: it was before. changed: demand or picked is not as planned. not_picked: nothing
    was picked, or a line still holds goods nobody picked (validating would ship them, T1, or drop them, T8).
    refused: Odoo said `words`. Only done and already ship anything, and name what came of it.
    """

    odoo_id: int
    status: ClosedStatus
    backorder: int | None = None
    next_transfers: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A wave's batch: the transfers that are in it now, and those left out as ended or in a batch of somebody else."""

    batch: int
    joined: tuple[int, ...]
    left_out: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OdooBatch:
    """A batch as Odoo has it: `draft` while somebody puts it together, in_progress, done, cancel; of which `user`."""

    odoo_id: int
    name: str
    state: str
    user: int | None = None


@dataclass(frozen=True, slots=True)
class QuantNow:
    """A bin's goods as Odoo has them, picked ones included until they are validated.

    `picked_open_m` is that part: picked from this bin by transfers not yet done. What Odoo thinks is lying there is
    `quantity_m - picked_open_m`; who counts n pieces in the bin writes `n + picked_open_m`.
    """

    quantity_m: int
    reserved_m: int
    picked_open_m: int


@dataclass(frozen=True, slots=True)
class GoodsMoved:
    """The transfer that moved goods within the warehouse."""

    odoo_id: int
    name: str


@dataclass(frozen=True, slots=True)
class TransferNote:
    """Something to stand in a transfer's history. `text` is plain; its line breaks are kept."""

    transfer: int
    token: str
    text: str


@dataclass(frozen=True, slots=True)
class CountDone:
    """The stock move a count left behind. `difference_m`: goods found (plus), missed (minus), or as expected (0)."""

    odoo_id: int
    difference_m: int
    done_at: int
