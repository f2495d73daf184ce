"""Who may do what: every route with the ways in. A route that is not in here is closed to everybody.

A way is a set of conditions that must all hold; one way is enough. A test compares the table with the routes
there are, both ways, and walks every route as every role.
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.people import ROLES


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: with an enrolled device, signed in with one of `roles`, or from the command line of this machine.

    With `device` the person must be signed in on that device, without it in a browser of the office. `watch` is a
    program that shows the token set for it (WAREHOUSE_METRICS_TOKEN; without one nobody does). `first`: a browser that
    has shown the set-up code, while nobody here is admin.
    """

    device: bool = False
    roles: frozenset[str] = frozenset()
    local: bool = False
    watch: bool = False
    first: bool = False


def _office(*roles: str) -> Way:
    return Way(roles=frozenset(roles))


def _handheld(*roles: str) -> Way:
    return Way(device=True, roles=frozenset(roles))


Ways = tuple[Way, ...]

_PUBLIC: Ways = (Way(),)
_DEVICE: Ways = (Way(device=True),)
_ANYBODY_SIGNED_IN: Ways = (_office(*ROLES),)
_FLOOR_VIEW = _office("supervisor", "stock", "service", "admin")
_ORDERS: Ways = (_office("supervisor", "service", "stock", "finance", "returns", "admin"),)
_OVERRIDES: Ways = (_office("supervisor", "service", "stock", "finance"),)
_REFUNDS: Ways = (_office("returns", "service", "supervisor", "finance"),)
_HOLDERS = _office("supervisor", "stock", "service", "finance")
_SUPERVISOR: Ways = (_office("supervisor"),)
# Whoever owns exceptions: at a desk in the office
_CASES = _office("supervisor", "stock", "service", "returns", "finance", "buying", "admin")
_RETURNS = _handheld("returns", "service", "supervisor")
_RETURNS_OFFICE = _office("returns", "service", "supervisor", "admin")
_RETURNERS: Ways = (_office("returns", "service", "supervisor"),)
_WRITERS: Ways = (_office("service", "supervisor", "admin"),)
_ADMIN: Ways = (_office("admin"),)
_FIRST: Ways = (Way(first=True), _office("admin"))
_WATCH: Ways = (_office("admin"), Way(local=True), Way(watch=True))

TABLE: dict[str, Ways] = {
    # Shells and files: no data in them
    "home.start": _PUBLIC,
    "pick.shell": _PUBLIC,
    "pick.worker": _PUBLIC,
    "pack.shell": _PUBLIC,
    "set_up.page": _PUBLIC,
    "set_up.authority": _PUBLIC,
    "static_files.file": _PUBLIC,
    "health.livez": _PUBLIC,
    "health.readyz": _PUBLIC,
    "health.detail": _WATCH,
    "health.metrics": _WATCH,
    # Coming in
    "enrolment.enrol_device": _PUBLIC,
    "enrolment.landing": _PUBLIC,
    "starting.code": _PUBLIC,
    "starting.show": _PUBLIC,
    "starting.page": _FIRST,
    "starting.connected": _FIRST,
    "starting.admin": (Way(first=True),),
    "starting.key": _ADMIN,
    "starting.rules": _ADMIN,
    "starting.totes": _ADMIN,
    "starting.passed": _ADMIN,
    "sign_in.form": _PUBLIC,
    "sign_in.enter": _PUBLIC,
    "sign_in.leave": _ANYBODY_SIGNED_IN,
    "session.enter": _DEVICE,
    "session.leave": _DEVICE,
    "session.me": _DEVICE,
    "session.practised": _DEVICE,
    # The floor
    "intake.events": _DEVICE,
    "intake.ping": _DEVICE,
    "evidence.keep": _DEVICE,
    "changes.since": (Way(device=True), _FLOOR_VIEW, _HOLDERS, _CASES, *_ORDERS),
    "waves.open_waves": (_handheld("picker"),),
    "waves.claim": (_handheld("picker"),),
    "waves.claim_scanned": (_handheld("picker"),),
    "waves.take_it_over": (_handheld("picker"),),
    "waves.helper": (_handheld("picker"),),
    "waves.put_down": (_handheld("picker"),),
    "waves.hand_back": (_handheld("picker"),),
    "waves.sheet": _DEVICE,
    "waves.answers": _DEVICE,
    "pictures.picture": _DEVICE,
    "look.what": (_handheld(*ROLES),),
    "look.counts": (_handheld(*ROLES),),
    "tasks.now": (_handheld(*ROLES),),
    "help.standing": (_handheld(*ROLES),),
    "help.called": (_handheld(*ROLES),),
    "help.over": (_handheld(*ROLES),),
    "tasks.ask": (_handheld("supervisor"),),
    "calls.rung": (_handheld("supervisor"),),
    "decisions.listed": (_handheld("supervisor"),),
    "decisions.decided": (_handheld("supervisor"),),
    "cases.alerts": (_handheld("supervisor"), _FLOOR_VIEW),
    # The benches
    "packing.queue": (_handheld("packer"),),
    "packing.open_": (_handheld("packer"),),
    "packing.sheet": (_handheld("packer"),),
    "packing.paper": (_handheld("packer"),),
    "packing.put_paper_down": (_handheld("packer"),),
    "packing.label": (_handheld("packer"),),
    "packing.truck": (_handheld("packer"),),
    "bench_printing.state": (_handheld("packer"),),
    "bench_printing.answer": (_handheld("packer"),),
    # Print agents
    "print_agent.next_": _DEVICE,
    "print_agent.departs": _DEVICE,
    "print_agent.settled": _DEVICE,
    "packing.carton": (_handheld("packer"),),
    "packing.carrier": (_handheld("packer"),),
    "packing.papers": (_handheld("packer"),),
    "packing.leave": (_handheld("packer"),),
    "packing.manifest": (_handheld("packer"),),
    "tasks.fetches": (_handheld("packer"),),
    "tasks.fetch": (_handheld("packer"),),
    "tasks.fetch_no_more": (_handheld("packer"),),
    "tasks.finds": (_handheld("packer"),),
    "tasks.find": (_handheld("packer"),),
    # The returns desk
    "returns.shell": _PUBLIC,
    "returns.what": (_RETURNS,),
    "returns.made": (_RETURNS,),
    "authorise.answer": (_RETURNS,),
    "returns.print_": (_RETURNS,),
    "returns.label": (_RETURNS, _RETURNS_OFFICE),
    "judging.judged": (_RETURNS,),
    "found_goods.found": (_RETURNS,),
    "found_goods.label": (_RETURNS, _RETURNS_OFFICE),
    "judging.label": (_RETURNS, _RETURNS_OFFICE),
    # The office
    "found_goods.page": (_RETURNS_OFFICE,),
    "found_goods.match": (_RETURNS_OFFICE,),
    "judging.places": (_office("supervisor", "admin"),),
    "judging.bind": (_office("supervisor", "admin"),),
    "returns.listed": (_RETURNS_OFFICE,),
    "authorise.page": _RETURNERS,
    "authorise.wish": _RETURNERS,
    "baseline.page": (*_OVERRIDES, _office("admin")),
    "baseline.rows": (*_OVERRIDES, _office("admin")),
    "baseline.begin": (_office("supervisor", "admin"),),
    "board.page": (_FLOOR_VIEW,),
    "board.fresh": (_FLOOR_VIEW,),
    "board.wall_page": (_FLOOR_VIEW,),
    "board.wall_fresh": (_FLOOR_VIEW,),
    "board.start": (_office("supervisor", "admin"),),
    "board.profile": _SUPERVISOR,
    "board.free_wave": _SUPERVISOR,
    "board.split_wave": _SUPERVISOR,
    "cases.page": (_CASES,),
    "evidence.add": (_CASES,),
    "evidence.photo": (_CASES,),
    "evidence.of_return": _ORDERS,
    "evidence.return_photo": _ORDERS,
    "evidence.add_to_return": _RETURNERS,
    "cases.answer": _SUPERVISOR,
    "cases.done": _SUPERVISOR,
    "cases.again": _SUPERVISOR,
    "mending.page": (_CASES,),
    "mending.send": (_CASES,),
    "case_desk.listed": (_CASES,),
    "case_desk.fresh": (_CASES,),
    "case_desk.take": (_CASES,),
    "case_desk.resolve": (_CASES,),
    "case_desk.step": (_CASES,),
    "raise_case.page": (_CASES,),
    "raise_case.raised": (_CASES,),
    "raise_case.raised_by_program": (_CASES,),
    "return_measures.page": (*_OVERRIDES, _RETURNS_OFFICE),
    "return_measures.download": (*_OVERRIDES, _RETURNS_OFFICE),
    "refunds.page": _REFUNDS,
    "refunds.fresh": _REFUNDS,
    "refunds.release_many": _REFUNDS,
    "refunds.release": _REFUNDS,
    "refunds.refuse": _REFUNDS,
    "refunds.exchange": _REFUNDS,
    "approvals.page": (*_OVERRIDES, _office("admin")),
    "approvals.agree": _OVERRIDES,
    "approvals.disagree": _OVERRIDES,
    "handover.page": (_office("supervisor", "admin"),),
    "handover.sign": _SUPERVISOR,
    "readiness.page": (_CASES,),
    "readiness.kind": (_CASES,),
    "readiness.rows": (_CASES,),
    "readiness.file": (_CASES,),
    "readiness.again": (_CASES,),
    "readiness.named": (_office("supervisor", "stock", "admin"),),
    "readiness.labels": (_office("supervisor", "stock", "admin"),),
    "measures.page": (*_OVERRIDES, _office("admin")),
    "measures.download": (*_OVERRIDES, _office("admin")),
    "measures.gate_rules": (*_OVERRIDES, _office("admin")),
    "orders.search": _ORDERS,
    "orders.page": _ORDERS,
    "orders.fresh": _ORDERS,
    "orders.carrier": _SUPERVISOR,
    "tasks.page": (_FLOOR_VIEW,),
    "tasks.ask_one": (_office("supervisor", "stock"),),
    "tasks.again": _SUPERVISOR,
    "tasks.cancel": _SUPERVISOR,
    "tasks.ticket": (_CASES,),
    "tasks.shelves": (_FLOOR_VIEW,),
    "tasks.add_shelf": (_office("supervisor", "admin"),),
    "tasks.shelf_cards": (_office("supervisor", "admin"),),
    "in_odoo.page": (_office("supervisor", "admin"),),
    "in_odoo.download": (_office("supervisor", "admin"),),
    "undelivered.page": (_office("supervisor", "admin"),),
    "undelivered.again": (_office("supervisor", "admin"),),
    "undelivered.take_odoos": (_office("supervisor", "admin"),),
    "undelivered.write_it_off": (_office("supervisor", "admin"),),
    "release.page": (_HOLDERS,),
    "release.fresh": (_HOLDERS,),
    "holds.hold": (_HOLDERS,),
    "holds.release_order": (_HOLDERS,),
    "release.release_one": _SUPERVISOR,
    "release.release_truck": _SUPERVISOR,
    "release.give_to": _SUPERVISOR,
    "release.back": _SUPERVISOR,
    "release.merge_with": _SUPERVISOR,
    "templates.page": _WRITERS,
    "templates.save": _WRITERS,
    "templates.turn": _WRITERS,
    "cards.sheet": (_office("supervisor", "admin"),),
    "cards.practice": (_office("supervisor", "admin"),),
    "cards.first": (_office("supervisor", "admin"),),
    "paper.one": (_office("supervisor", "admin"),),
    "paper.every": (_office("supervisor", "admin"),),
    "labels.page": (_office("supervisor", "admin"),),
    "labels.pdf": (_office("supervisor", "admin"),),
    "labels.zpl": (_office("supervisor", "admin"),),
    "labels.run": (_office("supervisor", "admin"),),
    "layout.page": (_office("supervisor", "admin"),),
    "layout.change": (_office("supervisor", "admin"),),
    "layout.locations": (_office("supervisor", "admin"),),
    "layout.places": (_office("supervisor", "admin"),),
    "layout.off": (_office("supervisor", "admin"),),
    "layout.reserve": (_office("supervisor", "admin"),),
    "cutoffs.page": (_office("supervisor", "admin"),),
    "cutoffs.trucks": (_office("supervisor", "admin"),),
    "cutoffs.holiday": (_office("supervisor", "admin"),),
    "printers.page": (_office("supervisor", "admin"),),
    "printers.add": (_office("supervisor", "admin"),),
    "printers.remove": (_office("supervisor", "admin"),),
    "printers.deputy": (_office("supervisor", "admin"),),
    "printers.test": (_office("supervisor", "admin"),),
    "printers.stand": (_office("supervisor", "admin"),),
    "printers.answer": (_office("supervisor", "admin"),),
    "trucks.page": (_office("supervisor", "admin"),),
    "trucks.left": _SUPERVISOR,
    "trucks.late": _SUPERVISOR,
    "trucks.next_one": _SUPERVISOR,
    "trucks.other": _SUPERVISOR,
    "trucks.tell": _SUPERVISOR,
    "trucks.paper": (_office("supervisor", "admin"),),
    "trucks.rows": (_office("supervisor", "admin"),),
    "reasons.page": (_office("supervisor", "admin"),),
    "reasons.rule": (_office("supervisor", "admin"),),
    "reasons.change": (_office("supervisor", "admin"),),
    "reasons.export": (_office("supervisor", "admin"),),
    "reasons.import_": (_office("supervisor", "admin"),),
    "facts.page": (_office("supervisor", "admin"),),
    "facts.past": (_office("supervisor", "admin"),),
    "facts.change": (_office("supervisor", "admin"),),
    "people.page": (_office("supervisor", "admin"),),
    "people.add": (_office("supervisor", "admin"),),
    "people.file": (_office("supervisor", "admin"),),
    "people.change": (_office("supervisor", "admin"),),
    "people.pin": (_office("supervisor", "admin"),),
    "people.may_pick": (_office("supervisor", "admin"),),
    "people.remove": (_office("supervisor", "admin"),),
    "people.badge": (_office("supervisor", "admin"),),
    "people.print_badge": (_office("supervisor", "admin"),),
    "people.me": _ANYBODY_SIGNED_IN,
    "devices.page": _ADMIN,
    "devices.make_code": _ADMIN,
    "devices.shut_out": _ADMIN,
    "devices.name": _ADMIN,
    # The command line of this machine
    "local.command": (Way(local=True),),
}

DEMO: dict[str, Ways] = {
    "demo.barcode": _PUBLIC,
    "demo.codes": _PUBLIC,
}
