"""`check` on the double: a healthy Odoo has nothing to mend, and every planted fault is named with its cure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from tests.contract.double import NOW
from warehouse_app.bootstrap import words
from warehouse_app.cli.check import WIDTH, look, say
from warehouse_app.demo import open_odoo
from warehouse_app.demo.books import Books
from warehouse_app.demo.office import Office
from warehouse_app.demo.papers import Batch
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.service.check import Access, Look, Told, mend, told, trouble
from warehouse_app.service.check_rules import findings
from warehouse_app.service.ports.odoo import OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable

DAY = 86_400_000
TO = Access("https://odoo.example.com", "prod", "floor", NOW)


@pytest.fixture
def shop() -> Warehouse:
    return open_odoo(1, NOW)


def found(shop: Warehouse, to: Access = TO, level: str = "mend") -> list[Told]:
    return [finding for finding in look(shop, to) if finding.level == level]


def out(books: Books) -> int:
    return next(iter(books.sites.values())).first.id


def test_a_healthy_odoo_has_nothing_to_mend(shop: Warehouse) -> None:
    assert found(shop) == []


def no_batches(books: Books) -> None:
    books.auto_batch.add(out(books))


def no_backorders(books: Books) -> None:
    books.backorder[out(books)] = "never"


def two_companies(books: Books) -> None:
    books.ways.companies = ("The demo shop", "Its sister")


def an_old_version(books: Books) -> None:
    books.ways.version = "17.0"


def a_key_that_ends(books: Books) -> None:
    books.ways.key_expires_at = NOW + 13 * DAY


def no_zone(books: Books) -> None:
    next(iter(books.sites.values())).zone = ""


def many_decimals(books: Books) -> None:
    books.ways.decimals = 4


def no_right(books: Books) -> None:
    books.ways.denied = frozenset({("stock.quant", "create"), ("stock.quant", "write")})


def no_module(books: Books) -> None:
    books.ways.missing_modules = ("stock_delivery",)


def a_batch_of_somebody(books: Books) -> None:
    books.batches[900] = Batch(900, out(books), "by hand", "in_progress")
    next(iter(books.pickings.values())).batch = 900


FAULTS = [
    (no_batches, "Odoo puts transfers into batches by itself: OUT.", "Untick Automatic Batches."),
    (no_backorders, "Odoo drops what is missing: Create Backorder is Never for OUT.", "Set Create Backorder to Ask."),
    (two_companies, "floor sees 2 companies: The demo shop, Its sister.", "Leave one under Allowed Companies"),
    (an_old_version, "This Odoo cannot be used: this is Odoo 17.0", "Upgrade Odoo"),
    (a_key_that_ends, "The key of floor expires in 13 days", "Make a new key"),
    (no_zone, "The address of Main warehouse has no time zone; UTC is used.", "Set the Timezone of floor"),
    (many_decimals, "Odoo keeps quantities to 4 decimals.", "Set Product Unit to 3 digits"),
    (no_right, "floor may not create, write stock.quant.", "Give the user Inventory / User"),
    (no_module, "The module stock_delivery is not installed.", "Install it"),
    (a_batch_of_somebody, "1 batches were made elsewhere, with 1 transfers: BATCH/900.", "Leave them, or cancel them"),
]


@pytest.mark.parametrize(("plant", "what", "cure"), FAULTS, ids=[row[0].__name__ for row in FAULTS])
def test_a_planted_fault_is_named_with_its_cure(
    shop: Warehouse, plant: Callable[[Books], None], what: str, cure: str
) -> None:
    plant(shop.books)
    (finding,) = found(shop)
    assert finding.what.startswith(what)
    assert finding.do.startswith(cure) or cure in finding.do
    assert finding.why


def an_sms(books: Books) -> None:
    books.ways.asks_sms = True


def a_view(books: Books) -> None:
    stock = next(iter(books.sites.values())).stock
    books.add_location("01", books.add_location("Z1", stock, usage="view"))


def manual(books: Books) -> None:
    books.reservation[out(books)] = "manual"


def always(books: Books) -> None:
    books.backorder[out(books)] = "always"


def online(books: Books) -> None:
    books.ways.hosting = "online"


def on_sh(books: Books) -> None:
    books.ways.hosting = "sh"


@pytest.mark.parametrize(("steps", "is_ticked", "told"), [(3, False, True), (3, True, False), (1, False, False)])
def test_labels_that_come_only_with_the_truck_are_told_of(
    shop: Warehouse, steps: int, is_ticked: bool, told: bool
) -> None:
    site = shop.books.add_site("W2", "Second warehouse", "Europe/Berlin", steps)
    shop.books.labels_at |= {site.chain[-2].id} if is_ticked else set()
    said = [finding.what for finding in found(shop, replace(TO, labelling=("DHL",)))]
    assert said == (["Labels of DHL come only with the truck: PACK makes none."] if told else [])
    assert found(shop) == [], "without such a carrier it does not matter"


WORTH_KNOWING = [
    (an_sms, "Odoo sends a text message"),
    (a_view, "1 places lie below a location of type View: Z1/01."),
    (manual, "Nothing is reserved by itself"),
    (always, "Create Backorder is Always for OUT."),
    (online, "This Odoo is hosted on Odoo Online."),
    (on_sh, "This Odoo is hosted on Odoo.sh."),
]


@pytest.mark.parametrize(("plant", "what"), WORTH_KNOWING, ids=[row[0].__name__ for row in WORTH_KNOWING])
def test_what_stops_nobody_is_told_to_know(shop: Warehouse, plant: Callable[[Books], None], what: str) -> None:
    plant(shop.books)
    assert found(shop) == []
    assert [row.what for row in found(shop, level="know") if row.what.startswith(what)]


def test_a_key_that_lasts_is_no_matter(shop: Warehouse) -> None:
    shop.books.ways.key_expires_at = NOW + 15 * DAY
    assert found(shop) == []


def test_batches_of_our_own_are_no_matter(shop: Warehouse) -> None:
    transfer = next(iter(shop.books.pickings.values()))
    shop.claim_wave("__floor__.wave_1", "W-1", transfer.type.id, [transfer.id], "Ana")
    assert found(shop) == []


def test_another_database_than_the_store_was_filled_from_is_named(shop: Warehouse) -> None:
    assert found(shop, replace(TO, mirrored=shop.identity())) == []
    (finding,) = found(shop, replace(TO, mirrored="https://odoo.example.com#old.1"))
    assert "https://odoo.example.com#old.1" in finding.what


def test_plain_http_is_told_but_for_the_same_machine(shop: Warehouse) -> None:
    assert [row for row in look(shop, replace(TO, url="http://10.0.0.7:8069")) if "plain http" in row.what]
    assert not [row for row in look(shop, replace(TO, url="http://127.0.0.1:8069")) if "plain http" in row.what]


def test_what_may_be_mended_from_here_is_mended(shop: Warehouse) -> None:
    no_batches(shop.books)
    no_backorders(shop.books)
    fixes = [row.fix for row in found(shop)]
    assert [fix.question for fix in fixes if fix is not None] == [
        "Untick Automatic Batches of OUT?",
        "Set Create Backorder of OUT to Ask?",
    ]
    for fix in fixes:
        assert fix is not None
        mend(fix, Office(shop.books))
    assert found(shop) == []


TROUBLES = [
    (OdooDenied("Odoo does not let floor in"), "Odoo does not let floor in", "Users > floor"),
    (OdooUnreachable("odoo.example.com: gaierror: Name or service not known"), "Odoo is not reached at", ""),
    (OdooUnreachable("x: SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]"), "https://odoo.example.com", ""),
    (OdooUnreachable("the address redirects to https://www.example.com; use that one"), "This is not Odoo's own", ""),
    (OdooUnknown('FATAL:  database "prod" does not exist\n'), "There is an Odoo at https://odoo.example.com", ""),
    (OdooUnknown("the answer is no JSON"), "What answers at https://odoo.example.com does not speak like an Odoo", ""),
    (OdooRefused("You are not allowed to access 'Transfer'"), "Odoo refuses what floor asks", "Users > floor"),
]


@pytest.mark.parametrize(("problem", "what", "where"), TROUBLES, ids=[type(row[0]).__name__ for row in TROUBLES])
def test_why_odoo_cannot_be_asked_is_said_with_what_to_do(problem: Exception, what: str, where: str) -> None:
    finding = trouble(problem, TO)
    assert finding.level == "mend"
    assert finding.what.startswith(what)
    assert finding.where.endswith(where)
    assert finding.do


def test_every_finding_fits_a_terminal(shop: Warehouse) -> None:
    for plant in (*[row[0] for row in FAULTS], *[row[0] for row in WORTH_KNOWING]):
        if plant is not an_old_version:
            plant(shop.books)
    lines = [line for finding in look(shop, TO) for line in say(finding).splitlines()]
    assert len(lines) > 40
    assert max(len(line) for line in lines) <= WIDTH < 80


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es"])
def test_a_finding_is_told_in_the_language_of_whoever_reads_it(shop: Warehouse, lang: str) -> None:
    for plant in (*[row[0] for row in FAULTS], *[row[0] for row in WORTH_KNOWING]):
        if plant not in (an_old_version, on_sh):
            plant(shop.books)
    seen = Look(TO, shop.features(), shop.survey(), shop.warehouses(), shop.identity())
    say = partial(words().say, lang)
    texts = {one.key: told(one, say) for one in findings(seen)}
    assert len(texts) >= len(FAULTS) + len(WORTH_KNOWING) - 4
    for key, one in texts.items():
        for text in (one.what, one.why, one.do):
            assert not text.startswith("finding."), key
            assert "{" not in text, key
    english = {key: words().say("en", f"finding.{key}.why") for key in texts}
    assert lang == "en" or not [key for key, one in texts.items() if one.why == english[key]]
