"""Thirty faults in an Odoo's data, planted by hand as people make them, and a file of ours imported as people do it."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from tests.contract.hands import Hands
from tests.contract.rig import Address, Rig
from warehouse_app.demo.photo import photo

_NUMBERS = count(1)
EXPECTED = {
    "no_barcode": 2, "same_barcode": 3, "no_weight": 2, "no_volume": 2, "no_picture": 3, "no_date": 1,
    "bin_no_barcode": 2, "bin_unreadable": 2, "no_lot": 1, "negative": 1, "drifted": 2, "no_cutoff": 1, "no_size": 2,
    "no_street": 1, "wrong_zip": 2, "no_city": 1, "no_country": 1, "no_phone": 1,
}  # fmt: skip


@dataclass
class Planted:
    """What was planted: names of carriers, and the file's missing values by kind."""

    rig: Rig
    hands: Hands
    n: int = field(default_factory=lambda: next(_NUMBERS))

    @property
    def truckless(self) -> str:
        return f"Nobody {self.n}"

    @property
    def phoning(self) -> str:
        return f"Ringing {self.n}"

    def plant(self) -> None:
        for name in (self.truckless, self.phoning):
            self.hands.carrier(name)
        shelf = self.hands.bin(f"Y-{self.n:02d}-1", f"Y-{self.n:02d}-1")
        goods = self._goods(f"Y-{self.n:02d}-1")
        for product in goods:
            self.rig.put(product, shelf, 20)
        self._orders(goods)
        self._places_and_stock(goods, shelf)

    def _goods(self, shelf: str) -> list[int]:
        """Of six, what is missing is left out."""
        same = f"{70_000_000 + self.n}"
        codes = ("", "", shelf, same, f"00{same}", f"OWN-{self.n}")
        weights, volumes = (0, 350, 0, 350, 350, 350), (20_000, 0, 20_000, 0, 20_000, 20_000)
        made = []
        for place, (code, weight, volume) in enumerate(zip(codes, weights, volumes, strict=True), start=1):
            product = self.rig.product(f"Thing {self.n}.{place}", codes={code: 1} if code else {})
            self.hands.describe(product, f"THING-{self.n}-{place}", weight, volume)
            if place not in (2, 5, 6):
                self.rig.photograph(product, photo(20 * place))
            made.append(product)
        return made

    def _orders(self, goods: Sequence[int]) -> None:
        self.hands.customer(self.rig.order(dict.fromkeys(goods, 1), carrier=self.truckless), "DE", "040 1")
        first = goods[0]
        for address in (Address(street=None), Address(zip=None), Address(zip="2009"), Address(city=None)):
            self.hands.customer(self.rig.order({first: 1}, address=address), "DE", "")
        self.hands.customer(self.rig.order({first: 1}), "", "")
        self.hands.customer(self.rig.order({first: 1}, carrier=self.phoning), "DE", "")

    def _places_and_stock(self, goods: Sequence[int], shelf: int) -> None:
        for level in (2, 3):
            self.hands.bin(f"Y-{self.n:02d}-{level}", None)
            self.hands.bin(f"Corner {self.n}.{level}", f"CORNER-{self.n}-{level}")
            self.hands.box(f"Box {self.n}.{level}")
        loose = self.rig.product(f"Tracked {self.n}", tracking="lot")
        self.hands.book(loose, shelf, 4)
        dated = self.rig.product(f"Milk {self.n}", tracking="lot", expires=True)
        self.rig.put(dated, shelf, 4, self.rig.lot(dated, f"L{self.n}"))
        owed = self.rig.product(f"Owed {self.n}")
        self.hands.book(owed, shelf, -3)
        for product in goods[4:6]:
            self.hands.drift(product, shelf, 2)

    def filled(self, code: str, text: str) -> str:
        """The file of a kind as somebody fills it in; what was proposed is taken."""
        rows = list(csv.reader(io.StringIO(text)))
        out = io.StringIO()
        filled = (self._row(code, rows[0], row, at) for at, row in enumerate(rows[1:], 11))
        csv.writer(out).writerows([rows[0], *filled])
        return out.getvalue()

    def _row(self, code: str, head: Sequence[str], row: Sequence[str], at: int) -> list[str]:
        values = _VALUES | {"barcode": f"NEW-{self.n}-{code}-{at}", "name": f"Y-{self.n * 1000 + at}-9"}
        keep = code not in ("same_barcode", "bin_unreadable")
        return [
            text if (text and keep) or name not in values else values[name]
            for name, text in zip(head, row, strict=True)
        ]  # fmt: skip


_VALUES = {
    "weight": "0.4", "volume": "0.02", "expiration_date": "2030-01-31 12:00:00", "packaging_length": "300",
    "width": "200", "height": "100", "street": "Lindenweg 3", "zip": "20095", "city": "Hamburg",
    "country_id": "Germany", "phone": "040 123", "image_1920": b64encode(photo(40)).decode(),
}  # fmt: skip
