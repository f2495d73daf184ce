"""The web app: parse, call one use case, answer. Closed by default; see `permissions`."""

from __future__ import annotations

from flask import Flask

from warehouse_app import __version__, assets
from warehouse_app.bootstrap import Services
from warehouse_app.service.messages import Messages
from warehouse_app.service.practice import practice_waves
from warehouse_app.web import (
    access_log,
    approvals,
    authorise,
    baseline,
    bench_printing,
    board,
    calling,
    calls,
    cards,
    case_desk,
    cases,
    changes,
    cutoffs,
    decisions,
    demo,
    devices,
    enrolment,
    errors,
    evidence,
    facts,
    found_goods,
    guard,
    handover,
    headers,
    health,
    holds,
    home,
    in_odoo,
    intake,
    judging,
    labels,
    layout,
    local,
    look,
    measures,
    mending,
    orders,
    pack,
    packing,
    pages,
    paper,
    people,
    pick,
    pictures,
    plain,
    print_agent,
    printers,
    raise_case,
    readiness,
    reasons,
    refunds,
    release,
    return_measures,
    returns,
    session,
    set_up,
    sign_in,
    sockets,
    starting,
    static_files,
    tasks,
    templates,
    trucks,
    undelivered,
    waves,
)
from warehouse_app.web.body import BODY_MAX
from warehouse_app.web.static_files import StaticTree

ROLES = (
    intake, waves, packing, changes, session, enrolment, sign_in, board, cases, mending, undelivered, release, holds,
    cutoffs, case_desk, raise_case, calls, reasons, cards, paper, devices, set_up, returns, home, health, local, look,
    pictures, evidence, templates, orders, approvals, handover, measures, labels, printers, bench_printing,
    print_agent, trucks, decisions, tasks, in_odoo, authorise, judging, found_goods, refunds, return_measures, facts,
    layout, starting, people, readiness, baseline, calling,
)  # fmt: skip


def create_app(services: Services, tree: StaticTree | None = None) -> Flask:
    """The app over these services, ready to be served; `tree` are its files where somebody has read them already."""
    app = Flask("warehouse_app", template_folder=str(assets.TEMPLATES), static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=BODY_MAX, MAX_FORM_MEMORY_SIZE=BODY_MAX)
    tree = tree or static_tree(services.words)
    access_log.install(app)
    plain.install(app, services)
    guard.install(app, services)
    headers.install(app, services.settings.tls)
    errors.install(app, services)
    pages.install(app, services, tree)
    for module in ROLES:
        app.register_blueprint(module.blueprint(services))
    app.register_blueprint(static_files.blueprint(tree))
    app.register_blueprint(pick.blueprint(tree))
    app.register_blueprint(pack.blueprint())
    if services.settings.demo:
        app.register_blueprint(demo.blueprint(services))
    services.live.socketio.init_app(app)
    sockets.install(services.live.socketio, services)
    return app


def static_tree(words: Messages) -> StaticTree:
    """All files the app serves, and the practice wave in each language."""
    practice = {f"practice/{lang}.json": wave for lang, wave in practice_waves(words).items()}
    return StaticTree(assets.STATIC, assets.TEMPLATES, version=__version__, made=practice)
