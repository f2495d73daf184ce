"""Twenty orders over the bench by scans and keys, each the way its goods ask for; see `twenty.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from PIL import Image

from tests.browser.bench import Packing, Station, open_order
from tests.browser.twenty import BAG_G, CARTON_G, LOT, ORDERS, STREET, WEIGHT_G, Twenty
from warehouse_app.domain.mending import ADDRESS as FIELDS

SCANS_OF_FIVE = 8
SEAL_G = 120


class AtTheBench:
    """Packs order by order. `boxes` are what was closed: (number, weight in g, pieces), by the word of the order."""

    def __init__(self, bench: Station, twenty: Twenty) -> None:
        self.bench, self.twenty = bench, twenty
        self.boxes: dict[str, list[tuple[str, int, int]]] = {}
        self._word = ""
        self._says: Mapping[str, Callable[[Packing], None]] = {
            "five": self._five, "count": self._count, "wrong": self._wrong, "boxes": self._boxes, "moved": self._moved,
            "lot": self._lot, "kit": self._kit, "hazmat": self._asked, "age": self._asked, "measure": self._measure,
            "photo": self._photo, "data": self._data, "fit": self._fit,
        }  # fmt: skip

    def pack(self, words: Iterator[str]) -> None:
        """These orders, one after the other; each stands in `boxes` when it is through."""
        for self._word in words:
            if self._word == "address":
                self._address()
                continue
            packing = open_order(self.bench, self.twenty.totes[self._word])
            self._says.get(self._word, self._plain)(packing)

    def _plain(self, packing: Packing) -> None:
        """Every piece scanned; of what a rule means nothing can be typed."""
        assert packing.sheet["checks"]["each"], f"{self._word} asks for each piece"
        for sku, pieces in ORDERS[self._word].items():
            for _ in range(pieces - (self._word == "short")):
                self._scan(sku)
        self._close(sum(ORDERS[self._word].values()) - (self._word == "short"))

    def _five(self, packing: Packing) -> None:
        """The tote that opened it, the goods, the carton, the scale: that is all, and nothing was touched."""
        assert packing.sheet["checks"]["each"] == [], "a plain order"
        for sku in ORDERS["five"]:
            self._scan(sku)
        self._close(len(ORDERS["five"]))
        assert 1 + len(ORDERS["five"]) + 2 == SCANS_OF_FIVE

    def _count(self, _packing: Packing) -> None:
        self._scan("SCREW")
        self.bench.press("F3")
        self.bench.is_at(["quantity"])
        self.bench.press("5")
        self.bench.press("Enter")
        self._close(6)

    def _wrong(self, _packing: Packing) -> None:
        """Of this wave, of another order, of nobody: three answers."""
        names = self.twenty.names
        told = [self.bench.refused(code).replace("\u2060", "") for code in ("C-CUP-BLUE", "C-GLOBE", "ZZ-NOT-KNOWN")]
        assert [names["alike"] in told[0], names["carrier"] in told[1], "Unknown" in told[2]] == [True] * 3, told
        assert ["slot" in one for one in told] == [True, False, False], told
        self.bench.hushed()
        self._scan("NUT")
        self._close(1)

    def _boxes(self, _packing: Packing) -> None:
        self._half()
        self._scan("BOLT")
        self._close(1)

    def _half(self) -> None:
        """One piece in a box that is closed before the order is through."""
        self._scan("BOLT")
        self.bench.scan("O-BTN.PACK")
        self._close(1)

    def _moved(self, _packing: Packing) -> None:
        """What was closed is opened again, and the other piece goes into it too."""
        self._half()
        self.bench.press("Escape")
        self.bench.is_at(["pack"])
        self._choose("reopen")
        self.bench.is_at(["reopen"])
        self.bench.press("1")
        self.bench.is_at(["pack"])
        self._scan("BOLT")
        self.boxes.pop(self._word)
        self._weigh(CARTON_G + 2 * WEIGHT_G, 2)  # its carton is known

    def _lot(self, _packing: Packing) -> None:
        assert "lot" in self.bench.refused("C-LAMP")
        self.bench.hushed()
        self.bench.scan(LOT)
        self._close(1)

    def _kit(self, _packing: Packing) -> None:
        """Half of it does not leave: the order is held until somebody has the rest."""
        self._scan("SAUCER")
        self._choose("missing")
        self._shelved()
        open_order(self.bench, self.twenty.totes["kit"])
        self._scan("POT")
        self._passes()
        self._close(2)

    def _asked(self, _packing: Packing) -> None:
        self._plain_scan()
        self._passes()
        self._close(1)

    def _measure(self, _packing: Packing) -> None:
        """A figure that is out of bounds is not taken."""
        self._plain_scan()
        self.bench.is_at(["check"])
        self._type("9")
        self.bench.page.keyboard.press("Enter")
        self.bench.page.wait_for_selector(".band.no")
        self._type("5")
        self.bench.press("Enter")
        self._close(1)

    def _photo(self, _packing: Packing) -> None:
        with self.bench.page.expect_file_chooser() as chooser:  # listened for long before it is asked for
            self._plain_scan()
            self._passes()
            self.bench.page.wait_for_selector("header.top[data-screen=photo]")
            self.bench.page.keyboard.press("Enter")
        taken = BytesIO()
        Image.new("RGB", (160, 120), "teal").save(taken, "JPEG")
        chooser.value.set_files({"name": "whole.jpg", "mimeType": "image/jpeg", "buffer": taken.getvalue()})
        self._close(1)

    def _data(self, _packing: Packing) -> None:
        """Nobody knows what it weighs: it is put on the scale."""
        self._plain_scan()
        self.bench.is_at(["check"])
        self._type(str(SEAL_G))
        self.bench.press("Enter")
        self._close(1, goods_g=SEAL_G)

    def _fit(self, _packing: Packing) -> None:
        """Too small a carton, one the carrier does not take, too heavy; then a little off, counted again, agreed to."""
        self._plain_scan()
        self.bench.is_at(["box"])
        for carton in ("BOX-S", "BAG"):
            self.bench.refused(carton)
            self.bench.hushed()
        self.bench.scan("BOX-L")
        self.bench.is_at(["weight"])
        self.bench.refused("6000 g")
        self.bench.hushed()
        off_g = WEIGHT_G + CARTON_G + 45
        self.bench.scan(f"{off_g} g")
        self.bench.is_at(["check"])
        self.bench.press("Enter")
        self._labelled(off_g, 1)

    def _address(self) -> None:
        """Left for later there is no label, and the order is held; entered field by field, it is free."""
        self.bench.keys(self.twenty.totes["address"])
        self.bench.is_at(["address"])
        self.bench.press("Escape")
        self._plain_scan()
        self.bench.is_at(["box"])
        self.bench.scan("BOX-L")
        self.bench.is_at(["weight"])
        self.bench.scan(f"{WEIGHT_G + CARTON_G} g")
        self._shelved()
        self.bench.keys(self.twenty.totes["address"])
        self.bench.is_at(["address"])
        self._type(STREET)
        for _ in FIELDS:
            self.bench.press("Enter")
        self.bench.is_at(["pack"])
        self.bench.press("Enter")
        self._labelled(WEIGHT_G + CARTON_G, 1)

    def pack_without_carrier(self) -> None:
        """Who carries it is asked before anything is packed; Enter takes the carrier of the rule."""
        self._word = "carrier"
        self.bench.keys(self.twenty.totes["carrier"])
        self.bench.is_at(["carrier"])
        self.bench.press("Enter")
        self.bench.is_at(["pack"])
        self._scan("GLOBE")
        self._close(1, carton="BAG", carton_g=BAG_G)

    def load(self) -> None:
        """Every parcel onto the truck of its carrier."""
        page = self.bench.page
        self.bench.press("Escape")
        self.bench.is_at(["idle"])
        page.keyboard.press("F3")
        page.wait_for_selector("header.top[data-screen=truck]")
        numbers = [number for word, boxes in self.boxes.items() if word != "carrier" for number, *_ in boxes]
        for left, number in enumerate(reversed(numbers)):
            self.bench.keys(number)
            page.wait_for_selector(f"main[data-made='{left + 1}']")
        page.click("[data-key=truck-2]" if "DHL" in page.inner_text("[data-key=truck-1]") else "[data-key=truck-1]")
        self.bench.keys(self.boxes["carrier"][0][0])
        page.wait_for_selector(f"main[data-made='{len(numbers) + 1}']")

    def _plain_scan(self) -> None:
        (sku,) = ORDERS[self._word]
        self._scan(sku)

    def _scan(self, sku: str) -> None:
        self.bench.scan(f"C-{sku}")

    def _type(self, figures: str) -> None:
        """By hand: slower than a scanner, and later than the Enter that ends a scan."""
        self.bench.quiet()
        self.bench.page.keyboard.type(figures, delay=150)

    def _choose(self, entry: str) -> None:
        """By its number behind *Problem*."""
        self.bench.press("F1")
        self.bench.press(self.bench.number_of(entry))

    def _passes(self) -> None:
        self.bench.is_at(["check"])
        self.bench.press("Enter")

    def _shelved(self) -> None:
        """The order is held; a photo may be taken of it, and the bench is free."""
        self.bench.is_at(["photo"])
        self.bench.press("Escape")
        self.bench.is_at(["idle"])

    def _close(self, pieces: int, carton: str = "BOX-L", carton_g: int = CARTON_G, goods_g: int | None = None) -> None:
        self.bench.is_at(["box"])
        self.bench.scan(carton)
        self._weigh(carton_g + (pieces * WEIGHT_G if goods_g is None else goods_g), pieces)

    def _weigh(self, gross_g: int, pieces: int) -> None:
        self.bench.is_at(["weight"])
        self.bench.scan(f"{gross_g} g")
        self._labelled(gross_g, pieces)

    def _labelled(self, gross_g: int, pieces: int) -> None:
        self.bench.page.wait_for_selector("[data-label=ready]")
        number = self.bench.page.get_attribute("[data-number]", "data-number")
        assert number
        self.boxes.setdefault(self._word, []).append((number, gross_g, pieces))
