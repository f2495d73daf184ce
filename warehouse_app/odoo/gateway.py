"""The Odoo port on a real Odoo 19. One method, one thing asked of Odoo; how, is told in the modules beside this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse_app.domain.readiness import MasterData
from warehouse_app.odoo import (
    bins,
    cases,
    closing,
    customers,
    disposing,
    mailing,
    master,
    mending,
    moving,
    papers,
    pictures,
    readiness,
    reading,
    returning,
    shipping,
    telling,
)
from warehouse_app.odoo import history as past
from warehouse_app.odoo import reconcile as reconciling
from warehouse_app.odoo import survey as surveying
from warehouse_app.odoo.gate import SoldReads
from warehouse_app.odoo.moving import Goods
from warehouse_app.service.ports.odoo import (
    Addressee,
    BinStock,
    Claim,
    Close,
    Closed,
    CountDone,
    Disposal,
    Document,
    Features,
    GoodsMoved,
    Hanging,
    Lacking,
    Mail,
    Measures,
    OdooBatch,
    OdooBox,
    OdooCustomer,
    OdooLocation,
    OdooLot,
    OdooPicture,
    OdooPlace,
    OdooProduct,
    OdooTransfer,
    OdooWarehouse,
    Paper,
    PastPage,
    Photo,
    QuantNow,
    Reconciled,
    ReturnMade,
    ReturnPart,
    Shipped,
    Survey,
    ToDo,
    ToDoNow,
    TransferNote,
    TransferNow,
    WantedTransfer,
)


class Gateway(SoldReads):
    """Usable from any thread; the session holds back what is too much for Odoo."""

    def identity(self) -> str:
        return surveying.identity(self.session)

    def features(self) -> Features:
        return surveying.features(self.session)

    def survey(self) -> Survey:
        return surveying.survey(self.session)

    def clock(self) -> int:
        return self.session.clock_ms // 1000 * 1000

    def authenticate(self, login: str, password: str) -> int | None:
        return self.session.log_in(login, password)

    def warehouses(self) -> Sequence[OdooWarehouse]:
        return master.warehouses(self.session)

    def locations(self, warehouse: int) -> Sequence[OdooLocation]:
        return master.locations(self.session, warehouse)

    def products(self) -> Sequence[OdooProduct]:
        return master.products(self.session)

    def lots(self) -> Sequence[OdooLot]:
        return master.lots(self.session)

    def read_lots(self, ids: Sequence[int]) -> Sequence[OdooLot]:
        return master.lots(self.session, ids)

    def bin_stock(self, locations: Sequence[int]) -> Sequence[BinStock]:
        return bins.bin_stock(self.session, locations)

    def boxes(self) -> Sequence[OdooBox]:
        return master.boxes(self.session)

    def pictures(self, known: Mapping[int, str]) -> Mapping[int, OdooPicture]:
        return pictures.pictures(self.session, known)

    def open_transfers(self, warehouse: int, ids: Sequence[int] | None = None) -> Sequence[OdooTransfer]:
        return reading.open_transfers(self.session, warehouse, ids)

    def open_transfer_ids(self, warehouse: int) -> Sequence[int]:
        return reading.open_transfer_ids(self.session, warehouse)

    def changed_transfers(self, warehouse: int, since_ms: int) -> Sequence[int]:
        return reading.changed_transfers(self.session, warehouse, since_ms)

    def read_transfers(self, ids: Sequence[int]) -> Sequence[TransferNow]:
        return reading.read_transfers(self.session, ids)

    def batches(self, ids: Sequence[int]) -> Sequence[OdooBatch]:
        return reading.batches(self.session, ids)

    def quant(self, product: int, location: int, lot: int | None) -> QuantNow:
        return reading.quant(self.session, product, location, lot)

    def unit_cost(self, product: int) -> int:
        return reading.unit_cost(self.session, product)

    def list_price(self, product: int) -> tuple[int, str] | None:
        return reading.list_price(self.session, product)

    def find_count(self, product: int, token: str) -> CountDone | None:
        return reading.find_count(self.session, product, token)

    def claim_wave(self, token: str, name: str, op_type: int, transfers: Sequence[int], note: str) -> Claim:
        with self.session.telling():
            return telling.claim_wave(self.session, token, name, op_type, transfers, note)

    def reconcile(self, wanted: Sequence[WantedTransfer]) -> Sequence[Reconciled]:
        with self.session.telling():
            return reconciling.reconcile(self.session, wanted)

    def reserve(self, transfers: Sequence[int]) -> None:
        with self.session.telling():
            telling.reserve(self.session, transfers)

    def validate(self, closes: Sequence[Close]) -> Sequence[Closed]:
        with self.session.telling():
            return closing.validate(self.session, closes)

    def count(self, product: int, location: int, lot: int | None, counted_m: int, token: str) -> None:
        with self.session.telling():
            telling.count(self.session, product, location, lot, counted_m, token)

    def move_goods(
        self, token: str, warehouse: int, product: int, lot: int | None, qty_m: int, source: int, target: int, note: str
    ) -> GoodsMoved:
        with self.session.telling():
            return moving.move_goods(self.session, Goods(token, warehouse, product, lot, qty_m, source, target, note))

    def post_notes(self, notes: Sequence[TransferNote]) -> None:
        with self.session.telling():
            telling.post_notes(
                self.session, [telling.Note("stock.picking", note.transfer, note.token, note.text) for note in notes]
            )

    def create_package(self, token: str, name: str, package_type: int | None, weight_g: int | None) -> int:
        with self.session.telling():
            return telling.create_package(self.session, token, name, package_type, weight_g)

    def keep_shipment(
        self, transfer: int, tracking: Sequence[str], papers: Sequence[Paper], carrier: str | None = None
    ) -> None:
        with self.session.telling():
            shipping.keep_shipment(self.session, transfer, tracking, papers, carrier)

    def keep_todo(self, todo: ToDo) -> int:
        with self.session.telling():
            return cases.keep_todo(self.session, todo)

    def find_todo(self, on: Document, token: str) -> int | None:
        return cases.find_todo(self.session, on, token)

    def finish_todo(self, todo: int, feedback: str) -> bool:
        with self.session.telling():
            return cases.finish_todo(self.session, todo, feedback)

    def todos(self, ids: Sequence[int]) -> Sequence[ToDoNow]:
        return cases.todos(self.session, ids)

    def post_note(self, on: Document, token: str, text: str) -> None:
        with self.session.telling():
            telling.post_notes(self.session, [telling.Note(cases.MODELS[on.kind][0], on.odoo_id, token, text)])

    def hanging(self, transfer: int) -> Sequence[Hanging]:
        return papers.hanging(self.session, transfer)

    def attach(self, photo: Photo) -> int:
        with self.session.telling():
            return cases.attach(self.session, photo)

    def addressees(self, transfers: Sequence[int]) -> Sequence[Addressee]:
        return mending.addressees(self.session, transfers)

    def changed_addresses(self, warehouse: int, since_ms: int) -> Sequence[int]:
        return mending.changed_addresses(self.session, warehouse, since_ms)

    def measures(self, products: Sequence[int]) -> Sequence[Measures]:
        return mending.measures(self.session, products)

    def customer(self, order: int) -> OdooCustomer:
        return customers.customer(self.session, order)

    def message_customer(self, order: int, subject: str, body: str, token: str, papers: Sequence[Paper] = ()) -> None:
        with self.session.telling():
            customers.message_customer(self.session, order, subject, body, token, papers)

    def send_mail(self, mail: Mail) -> None:
        with self.session.telling():
            mailing.send_mail(self.session, mail)

    def shipped(self, warehouse: int, sought: str) -> Sequence[Shipped]:
        return returning.shipped(self.session, warehouse, sought)

    def create_return(self, token: str, delivery: int, parts: Sequence[ReturnPart]) -> ReturnMade:
        with self.session.telling():
            return returning.create_return(self.session, token, delivery, parts)

    def receive_return(self, receipt: int, parts: Sequence[ReturnPart]) -> Closed:
        with self.session.telling():
            return returning.receive_return(self.session, receipt, parts)

    def places(self, warehouse: int, sought: str) -> Sequence[OdooPlace]:
        return disposing.places(self.session, warehouse, sought)

    def lacking(self, warehouse: int, products: Sequence[int]) -> Sequence[Lacking]:
        return disposing.lacking(self.session, warehouse, products)

    def dispose(self, disposal: Disposal) -> GoodsMoved:
        with self.session.telling():
            return disposing.dispose(self.session, disposal)

    def reserve_at(self, transfer: int, move: int, product: int, lot: int | None, qty_m: int, place: int) -> int:
        with self.session.telling():
            return disposing.reserve_at(self.session, transfer, move, (product, lot), qty_m, place)

    def master_data(self, warehouse: int, days: int) -> MasterData:
        return readiness.master_data(self.session, warehouse, days)

    def name_records(self, model: str, ids: Sequence[int]) -> None:
        with self.session.telling():
            readiness.name_records(self.session, model, ids)

    def external_names(self, model: str, ids: Sequence[int]) -> Mapping[int, str]:
        return readiness.external_names(self.session, model, ids)

    def history(self, part: str, warehouse: int, since_ms: int, after: int) -> PastPage:
        return past.history(self.session, part, warehouse, since_ms, after)
