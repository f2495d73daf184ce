"""The schema, a module per area of the floor. Names as in the words of the design; `*_m` are thousandths, times ms UTC.

`from warehouse_app.store import tables as t` gives every table by its name; `warehouse_` and `return_` end
in an underscore because the words are taken.
"""

from warehouse_app.store.tables.base import metadata
from warehouse_app.store.tables.cases import bin_lock, case, case_event, case_link, evidence, rule
from warehouse_app.store.tables.chain import chain_cut
from warehouse_app.store.tables.customers import customer_message
from warehouse_app.store.tables.escalation import notice
from warehouse_app.store.tables.floor import line, next_transfer, stop, tote, tote_check, tote_use, transfer, wave
from warehouse_app.store.tables.gate import gate
from warehouse_app.store.tables.handovers import handover
from warehouse_app.store.tables.journal import change, counter, event, lease, meta, outbox, pick, short
from warehouse_app.store.tables.mirror import (
    bin_stock,
    box,
    code,
    cutoff,
    holiday,
    location,
    lot,
    op_type,
    order,
    package,
    product,
    source,
    station,
    warehouse_,
)
from warehouse_app.store.tables.mirrored import case_look, case_mirror
from warehouse_app.store.tables.moved import goods_move
from warehouse_app.store.tables.observing import thought, told_line, told_transfer, unsent
from warehouse_app.store.tables.office import act
from warehouse_app.store.tables.overrides import override
from warehouse_app.store.tables.packing import pack_check, packing, parcel, parcel_item
from warehouse_app.store.tables.people import device, enrolment, failure, gap, person, person_role, session
from warehouse_app.store.tables.pictures import picture, product_picture
from warehouse_app.store.tables.planned import pool_plan
from warehouse_app.store.tables.printing import awaited, label, print_job, print_step, printer, station_device
from warehouse_app.store.tables.readiness import baseline, data_gap, data_look
from warehouse_app.store.tables.refunds import exchange, refund
from warehouse_app.store.tables.retention import event_words, retention
from warehouse_app.store.tables.returns import found_goods, judged, lacking, return_, return_line
from warehouse_app.store.tables.shipments import carrier_choice, carton_out, manifest, truck_delay
from warehouse_app.store.tables.shipped import shipped, shipped_line
from warehouse_app.store.tables.slots import slot, tote_place
from warehouse_app.store.tables.tasks import task
from warehouse_app.store.tables.telling import batch, count, cursor, link, move, sent, validated

__all__ = [
    "act",
    "awaited",
    "baseline",
    "batch",
    "bin_lock",
    "bin_stock",
    "box",
    "carrier_choice",
    "carton_out",
    "case",
    "case_event",
    "case_link",
    "case_look",
    "case_mirror",
    "chain_cut",
    "change",
    "code",
    "count",
    "counter",
    "cursor",
    "customer_message",
    "cutoff",
    "data_gap",
    "data_look",
    "device",
    "enrolment",
    "event",
    "event_words",
    "evidence",
    "exchange",
    "failure",
    "found_goods",
    "gap",
    "gate",
    "goods_move",
    "handover",
    "holiday",
    "judged",
    "label",
    "lacking",
    "lease",
    "line",
    "link",
    "location",
    "lot",
    "manifest",
    "meta",
    "metadata",
    "move",
    "next_transfer",
    "notice",
    "op_type",
    "order",
    "outbox",
    "override",
    "pack_check",
    "package",
    "packing",
    "parcel",
    "parcel_item",
    "person",
    "person_role",
    "pick",
    "picture",
    "pool_plan",
    "print_job",
    "print_step",
    "printer",
    "product",
    "product_picture",
    "refund",
    "retention",
    "return_",
    "return_line",
    "rule",
    "sent",
    "session",
    "shipped",
    "shipped_line",
    "short",
    "slot",
    "source",
    "station",
    "station_device",
    "stop",
    "task",
    "thought",
    "told_line",
    "told_transfer",
    "tote",
    "tote_check",
    "tote_place",
    "tote_use",
    "transfer",
    "truck_delay",
    "unsent",
    "validated",
    "warehouse_",
    "wave",
]
