"""Every column of the schema by what it holds of people. A column that is not here fails a test: say what it is.

thing     goods, places, documents, figures, settings: of nobody
secret    hashes of tokens, codes and PINs: never shown, never exported
staff     who works here: until they are forgotten
number    a person's number in the record of who decided what: as long as the journal, names nobody once forgotten
journal   the sealed events: numbers, codes and figures only
work      what tells how somebody works: who did it, when they were signed in, what they got wrong
customer  where a parcel goes
photo     pictures that people took
words     what somebody typed, and names within other things
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

KINDS = ("thing", "secret", "staff", "number", "journal", "work", "customer", "photo", "words")

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "act": {"thing": "id w kind at wave order", "number": "person facts"},
    "awaited": {"thing": "id w transfer printer state since"},
    "baseline": {"thing": "id w since until begun_at done_at part last_id calls body"},
    "batch": {"thing": "id wave odoo_id name"},
    "bin_lock": {"thing": "id w location product case at line"},
    "bin_stock": {"thing": "id location product lot package quantity_m reserved_m"},
    "box": {"thing": "id source odoo_id name barcode size_mm weight_g max_g offered"},
    "carrier_choice": {"thing": "id transfer carrier why at told_at"},
    "carton_out": {"thing": "id w box since"},
    "case": {
        "thing": "id w number category type severity status owner wave line transfer event opened_at due_at "
        "clock_since rings rings_last "
        "snoozed_until resolved_at decision words_gone answer_by answered_at rung next_at cause merged_into reopened",
        "work": "person opened_by",
        "words": "facts why finding_key",
    },
    "case_event": {"thing": "id case kind at event", "number": "person", "words": "facts"},
    "case_link": {"thing": "one other"},
    "case_look": {"thing": "id case seen"},
    "case_mirror": {"thing": "id case token turn state todo made told photos"},
    "chain_cut": {"thing": "first last before head cut_at mac"},
    "change": {"thing": "seq room kind ref at"},
    "code": {"thing": "id kind ref text factor_m"},
    "count": {
        "thing": "id w product location lot counted_m counted_at target_m sent_at done_at difference_m event "
        "compared_at book_m"
    },
    "counter": {"thing": "kind w value"},
    "cursor": {"thing": "name at"},
    "customer_message": {"thing": "id w order case event template token facts state lang at"},
    "cutoff": {"thing": "id w carrier weekday minute"},
    "data_gap": {"thing": "id w kind ref name detail proposal external per_day_m rank found_at"},
    "data_look": {"thing": "id w read_at asked_at days counts trouble"},
    "device": {
        "thing": "id w name last_seq journal_seq revoked build waiting clock_offset seen_at pace_ms",
        "secret": "token_hash",
    },
    "enrolment": {"secret": "code_hash", "work": "w name expires_at used_at by"},
    "event": {
        "journal": "seq id v kind device device_seq person session epoch wave transfer line case raw content_sha "
        "device_at received_at verdict key flags mac"
    },
    "exchange": {
        "thing": "id w return return_line product qty_m sold worth more token asked_at transfer_id transfer_name "
        "made_at",
        "number": "person",
        "words": "words",
    },
    "event_words": {"words": "event words at"},
    "evidence": {"photo": "id w about case sha256 mime size at person body"},
    "failure": {"work": "who count locked_until at"},
    "found_goods": {
        "thing": "id w number event what return product code qty_m found_at matched matched_at",
        "work": "person",
    },
    "gap": {"thing": "id device first last"},
    "gate": {
        "thing": "id w odoo_id order name state ordered_at reference goods verdicts read_at first_at held_at",
        "customer": "facts marks",
        "number": "let_go",
    },
    "goods_move": {
        "thing": "id w event product lot qty_m origin target token at odoo_id odoo_name done_at",
        "work": "person",
    },
    "handover": {"thing": "id w at cases", "number": "leaver taker left"},
    "holiday": {"thing": "id w day"},
    "label": {
        "thing": "id w parcel design n of sha256 copy_of format scanned_at at",
        "customer": "fields body",
    },
    "judged": {
        "thing": "id w event return return_line product lot lot_read qty_m grade disposition checks place place_name "
        "for_order for_transfer for_move token judged_at odoo_id odoo_name done_at",
        "work": "person",
    },
    "lacking": {"thing": "id w product transfer move order_name missing_m rank seen_at"},
    "lease": {"thing": "name holder fence until"},
    "line": {
        "thing": "id transfer source_key product location lot demand_m picked_m short_m told_m packed_m state epoch "
        "stop_no for_case kit each_m worth"
    },
    "link": {"thing": "name state words since"},
    "location": {"thing": "id source odoo_id w code barcode aisle bay level x y walk_rank locked_by stock_at reserve"},
    "lot": {"thing": "id source odoo_id product name expires"},
    "manifest": {"thing": "id w number carrier day left_at cutoff_at behind", "work": "person", "words": "driver"},
    "meta": {"thing": "id generation chain_head chain_seq created_at"},
    "move": {"thing": "id transfer odoo_id demand_m"},
    "next_transfer": {"thing": "id transfer odoo_id"},
    "notice": {"thing": "id w case kind body state at next_at attempts error", "number": "person"},
    "op_type": {"thing": "id source odoo_id w name step scan"},
    "order": {
        "thing": "id source odoo_id w name segment cleared cutoff_at value lane boost path agreed",
        "number": "hold",
    },
    "outbox": {
        "thing": "id w lane kind subject want_version token state created_at next_at attempts fence settled",
        "number": "settled_by",
        "words": "body error settled_why",
    },
    "override": {
        "thing": "id w code state at day reason subject facts second_at",
        "number": "person second",
    },
    "pack_check": {"thing": "id event transfer code product result value"},
    "package": {"thing": "id source odoo_id name"},
    "packing": {"thing": "id transfer epoch device opened_at packed_at", "work": "person"},
    "parcel": {
        "thing": "id w number sscc transfer station box state weight_g size_mm odoo_id token opened_at closed_at "
        "loaded_at content_m tracking manifest"
    },
    "parcel_item": {"thing": "id event parcel line qty_m reversed_by"},
    "person": {
        "thing": "id w active",
        "secret": "pin_hash pin_first",
        "staff": "name badge lang odoo_user_id practised_at ends_at skills learns_since pin_until",
    },
    "person_role": {"staff": "person role"},
    "pick": {"thing": "id event line qty_m location lot package tote reversed_by"},
    "pool_plan": {"thing": "id w body"},
    "picture": {"thing": "sha type body"},
    "print_job": {"thing": "id w printer label state reason token taker follows queued_at changed_at"},
    "print_step": {"thing": "id job at state reason", "number": "person"},
    "printer": {"thing": "id w station name kind address format dpi agent deputy trouble trouble_at gone_at"},
    "product": {
        "thing": "id source odoo_id sku name unit whole tracking expires weight_g size_mm shape hue tags volume_ml "
        "supplier"
    },
    "product_picture": {"thing": "product sha mark at"},
    "refund": {
        "thing": "id w return state currency digits amount proposed credited judged_m body token reason odoo_id "
        "odoo_name proposed_at released_at made_at posted_at paid_at seen_at",
        "number": "person second",
        "words": "words",
    },
    "retention": {"thing": "rule at gone"},
    "return": {
        "thing": "id w number order shipped state token odoo_id odoo_name event authorised_at made_at received_at "
        "expires_at closed_at",
        "work": "person receiver",
    },
    "return_line": {
        "thing": "id return shipped_line product lot reason expected_m received_m judgement location",
        "words": "facts",
    },
    "rule": {"thing": "id w kind code version at why", "number": "person body"},
    "sent": {"thing": "id transfer version lines at"},
    "session": {"secret": "token_hash", "work": "id person device opened_at pin_at seen_at expires_at closed_at"},
    "shipped": {"thing": "id source odoo_id w order name done_at back_to seen_at", "customer": "customer"},
    "shipped_line": {"thing": "id shipped source_key move product lot shipped_m returned_m price"},
    "short": {"thing": "id event line missing_m found_m reason location reversed_by"},
    "slot": {"thing": "id w kind shelf code at"},
    "source": {"thing": "id identity seen_at"},
    "station": {"thing": "id w name kind"},
    "station_device": {"thing": "id device station"},
    "stop": {"thing": "id w wave no location"},
    "task": {
        "thing": "id w number kind state about case transfer line product lot qty_m origin target tote bench asked_at "
        "due_at taken_at ended_at late_at done_m reason event case_over",
        "work": "asked_by not_for taken_by",
    },
    "thought": {"thing": "odoo_id root site body"},
    "told_line": {
        "thing": "id transfer odoo_id move product location lot package quantity_m picked result_package",
    },
    "told_transfer": {"thing": "odoo_id batch done"},
    "tote": {"thing": "id w code state place"},
    "tote_check": {"thing": "id event tote_use line epoch known_m found_m agreed_m"},
    "tote_place": {"thing": "id tote slot at", "work": "person"},
    "tote_use": {"thing": "id wave slot transfer tote since until event"},
    "transfer": {
        "thing": "id source odoo_id w op_type order name carrier priority deadline customer_ok short_m state wave "
        "tote want_version odoo_version odoo_seen ended_at rest split_from whole_only in_batch",
        "customer": "ship_to",
    },
    "truck_delay": {"thing": "id w carrier day minute closed"},
    "unsent": {"thing": "id at key call transfer", "words": "facts calls"},
    "validated": {"thing": "id line done_m at"},
    "warehouse": {"thing": "id source odoo_id code name zone steps"},
    "wave": {
        "thing": "id w number state epoch sheet_no device carrier cutoff_at released_at claimed_at walked_at closed_at "
        "check_epoch walk_mm pace_m",
        "work": "person assigned",
    },
}


# Where the number of a person stands.
PEOPLE = (
    ("person", "id"), ("person_role", "person"), ("session", "person"), ("enrolment", "by"), ("event", "person"),
    ("wave", "person"), ("wave", "assigned"), ("packing", "person"), ("goods_move", "person"), ("return", "person"),
    ("return", "receiver"), ("judged", "person"), ("found_goods", "person"),
    ("act", "person"), ("case_event", "person"), ("evidence", "person"),
    ("outbox", "settled_by"), ("case", "person"), ("case", "opened_by"), ("rule", "person"), ("notice", "person"),
    ("override", "person"), ("override", "second"), ("handover", "leaver"), ("handover", "taker"),
    ("exchange", "person"), ("refund", "person"), ("refund", "second"),
    ("print_step", "person"),
    ("manifest", "person"),
    ("task", "asked_by"), ("task", "not_for"), ("task", "taken_by"), ("tote_place", "person"),
)  # fmt: skip


def kind_of(table: str, column: str) -> str | None:
    """What a column holds; None where nobody said."""
    return next((kind for kind, names in COLUMNS.get(table, {}).items() if column in names.split()), None)


def personal() -> Iterator[tuple[str, str, str]]:
    """(table, column, kind) of all that has to go after a time."""
    for table, kinds in COLUMNS.items():
        for kind in ("work", "customer", "photo", "words"):
            yield from ((table, column, kind) for column in kinds.get(kind, "").split())
