"""The double's side of reading ahead: is the data fit, and how it was before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.history import history
from warehouse_app.demo.mending import CARRIERS
from warehouse_app.demo.records import MoveLine, Partner, Picking, Product, Quant, Site
from warehouse_app.demo.turns import InTurn, in_turn
from warehouse_app.demo.validation import ENDED
from warehouse_app.service.ports.odoo import (
    DataAddress,
    DataBin,
    DataBox,
    DataCarrier,
    DataGoods,
    DataLot,
    DataStock,
    MasterData,
    OdooRefused,
    PastPage,
)

_DAY = 86_400_000
_Key = tuple[int, int, int | None, int | None]


class Surveyed(InTurn):
    """The part of the port that reads ahead."""

    books: Books

    @in_turn
    def master_data(self, warehouse: int, days: int) -> MasterData:
        site = self.books.sites.get(warehouse)
        if site is None:
            raise OdooRefused(f"stock.warehouse({warehouse}) does not exist")
        return master_data(self.books, site, days)

    @in_turn
    def history(self, part: str, warehouse: int, since_ms: int, after: int) -> PastPage:
        return history(self.books, part, self.books.sites[warehouse], since_ms, after)

    @in_turn
    def name_records(self, model: str, ids: Sequence[int]) -> None:
        self.books.named |= {(model, id_) for id_ in ids}

    @in_turn
    def external_names(self, model: str, ids: Sequence[int]) -> Mapping[int, str]:
        """Nothing was ever imported into the double; it is named by an export only."""
        return {id_: f"__export__.{model}_{id_}" if (model, id_) in self.books.named else "" for id_ in ids}


def master_data(books: Books, site: Site, days: int) -> MasterData:
    since = books.now_ms - days * _DAY
    gone = [
        line
        for row in _of(books, site.first.id)
        if row.state != "cancel" and (row.state != "done" or (row.done_at or row.changed_at) >= since)
        for move in row.moves
        for line in move.lines
    ]
    goods, places = Counter(line.product for line in gone), Counter(line.location for line in gone)
    return MasterData(
        days,
        goods=[_goods(books, books.products[id_], lines) for id_, lines in sorted(goods.items())],
        bins=_bins(books, site, places),
        carriers=_carriers(books, site, since),
        boxes=[DataBox(row.odoo_id, row.name, row.size_mm is not None) for row in books.boxes.values()],
        addresses=_addresses(books, site),
        stock=_stock(books, site, Counter((line.product, line.location) for line in gone)),
        lots=_lots(books, site, goods),
    )


def _of(books: Books, op_type: int) -> list[Picking]:
    return [row for row in books.pickings.values() if row.type.id == op_type]


def _goods(books: Books, product: Product, lines: int) -> DataGoods:
    card = product.card
    own = next((text for text, factor_m in card.codes if factor_m == 1000), "")
    packs = tuple(text for text, factor_m in card.codes if factor_m != 1000)
    picture = bool(books.pictures.get(card.odoo_id))
    return DataGoods(card.odoo_id, card.sku, card.name, own, packs, card.weight_g or 0, volume(product), picture, lines)


def volume(product: Product) -> int:
    """In ml, as Odoo would have it: it knows no sides, so whoever measured them wrote down their product."""
    card = product.card
    if card.volume_ml is None and card.size_mm is not None:
        length, width, height = card.size_mm
        return max(length * width * height // 1000, 1)
    return card.volume_ml or 0


def _bins(books: Books, site: Site, places: Mapping[int, int]) -> list[DataBin]:
    inner = [books.locations[id_] for id_ in books.within(site.stock)]
    above = {row.parent for row in inner}
    return [
        DataBin(row.id, row.name, row.barcode or "", places.get(row.id, 0))
        for row in inner
        if row.usage == "internal" and row.id not in above and row.id != site.stock
    ]


def _carriers(books: Books, site: Site, since: int) -> list[DataCarrier]:
    """Numbered as they are first met."""
    wanted = Counter(
        row.wanted.carrier or ""
        for row in _of(books, site.first.id)
        if row.state != "cancel" and row.changed_at >= since
    )
    names = [*CARRIERS, *sorted(name for name in wanted if name and name not in CARRIERS)]
    return [DataCarrier(n, name, wanted[name]) for n, name in enumerate(names, start=1) if wanted[name]]


def _addresses(books: Books, site: Site) -> list[DataAddress]:
    lines: Counter[int] = Counter()
    newest: dict[int, Picking] = {}
    for row in books.pickings.values():
        if row.site == site.id and row.state not in ENDED and row.return_of is None:
            lines[row.wanted.partner] += len(row.moves)
            newest[row.wanted.partner] = row
    return [_address(books.partners[id_], row, lines[id_]) for id_, row in newest.items()]


def _address(to: Partner, row: Picking, lines: int) -> DataAddress:
    words = (to.street, to.zip, to.city, to.country, to.phone)
    street, postcode, city, country, phone = (word or "" for word in words)
    return DataAddress(to.id, row.order, street, postcode, city, country, phone, row.wanted.carrier or "", lines)


def _stock(books: Books, site: Site, lines: Mapping[tuple[int, int], int]) -> list[DataStock]:
    within = set(books.within(site.stock))
    there: Counter[_Key] = Counter()
    held: Counter[_Key] = Counter()
    wanted: Counter[_Key] = Counter()
    for quant in books.stock:
        if quant.location in within:
            there[_key(quant)] += quant.quantity_m
            held[_key(quant)] += quant.reserved_m
    for line in _reserving(books):
        if line.location in within and line.quantity_m:
            wanted[_key(line)] += line.quantity_m
    keys = dict.fromkeys([*there, *wanted])
    return [_row(books, key, there[key], held[key], wanted[key], lines.get(key[:2], 0)) for key in keys]


def _reserving(books: Books) -> Iterator[MoveLine]:
    for picking in books.pickings.values():
        for move in picking.moves if picking.state not in ENDED else ():
            yield from () if move.ended else move.lines


def _key(row: Quant | MoveLine) -> _Key:
    return row.product, row.location, row.lot, row.package


def _row(books: Books, key: _Key, there_m: int, held_m: int, wanted_m: int, lines: int) -> DataStock:
    product, location, lot, _ = key
    card = books.products[product].card
    return DataStock(
        ".".join(str(part or 0) for part in key),
        card.sku,
        books.locations[location].name,
        books.lots[lot].card.name if lot is not None else "",
        there_m,
        held_m,
        wanted_m,
        card.tracking != "none",
        lines,
    )


def _lots(books: Books, site: Site, goods: Mapping[int, int]) -> list[DataLot]:
    within = set(books.within(site.stock))
    here = {quant.lot for quant in books.stock if quant.location in within}
    return [
        DataLot(
            lot.card.odoo_id,
            lot.card.name,
            books.products[lot.card.product].card.sku,
            lot.card.expires is not None,
            goods.get(lot.card.product, 0),
        )
        for lot in books.lots.values()
        if lot.card.odoo_id in here and books.products[lot.card.product].card.expires
    ]
