"""What the demo's shop sells: families of things that look alike, because that is what goes wrong in a bin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a family: its words on the pack, gross weight in g, length, width and height in mm."""

    label: str
    weight_g: int
    size_mm: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Family:
    """Every variant comes in every size. `case` is how many come in one case, 0 where there is none."""

    sku: str
    name: str
    shape: str
    variants: tuple[str, ...]
    sizes: tuple[Size, ...]
    case: int = 0
    tracking: str = "none"
    expires: bool = False


# The colour of a stand-in drawing, 0-359; a word that is not here gets one by its place in the family.
HUES = {
    "rose": 340, "lavender": 265, "lemon": 54, "olive": 75, "mint": 160, "vanilla": 45, "sage": 110, "almond": 30,
    "honey": 40, "pine": 140, "orange": 28, "sea salt": 200, "red": 2, "blue": 220, "green": 130, "yellow": 52,
    "turquoise": 178, "pink": 330, "navy": 235, "mustard": 44, "strawberry": 352, "raspberry": 338, "cherry": 358,
    "peppermint": 150, "hibiscus": 345, "paprika": 14, "chilli": 6, "rosemary": 120, "fig": 300, "cedar": 22,
}  # fmt: skip

_SCENTS = ("rose", "lavender", "lemon", "olive", "mint", "vanilla", "sage", "almond", "honey", "pine")
_COLOURS = ("white", "black", "red", "blue", "green", "yellow", "grey", "turquoise", "orange", "pink")


def _one(label: str, weight_g: int, *size_mm: int) -> Size:
    length, width, height = size_mm
    return Size(label, weight_g, (length, width, height))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


_BATH = (
    Family("SOAP", "Hand soap", "bottle", (*_SCENTS, "orange", "sea salt"),
           (_one("250 ml", 290, 65, 65, 170), _one("500 ml", 560, 75, 75, 210)), case=12),
    Family("BAR", "Soap bar", "box", _SCENTS, (_one("100 g", 112, 85, 60, 30),), case=24),
    Family("GEL", "Shower gel", "tube", _SCENTS[:8], (_one("200 ml", 228, 60, 40, 180),), case=12),
    Family("CREAM", "Hand cream", "tube", _words("rose, lavender, olive, almond, honey, vanilla"),
           (_one("75 ml", 92, 50, 35, 150),)),
)  # fmt: skip

_LARDER = (
    Family("TEA", "Tea", "bag", _words("Assam, Darjeeling, Earl Grey, Ceylon, peppermint, camomile, rooibos, fennel, "
                                       "ginger, jasmine, sencha, hibiscus"),
           (_one("100 g", 115, 80, 50, 180), _one("250 g", 272, 100, 65, 230)), case=6),
    Family("JAM", "Jam", "jar", _words("strawberry, raspberry, apricot, cherry, plum, orange, blackcurrant, quince"),
           (_one("340 g", 560, 75, 75, 95),), case=6),
    Family("HONEY", "Honey", "jar", _words("acacia, forest, lime blossom, clover"),
           (_one("250 g", 420, 65, 65, 85), _one("500 g", 760, 80, 80, 100)), case=6),
    Family("CHOC", "Chocolate", "box", _words("dark 70 %, dark 85 %, milk, white, hazelnut, almond, sea salt, orange, "
                                              "mint, nougat"), (_one("100 g", 118, 160, 80, 12),), case=12),
    Family("NUTS", "Nuts", "bag", _words("almonds, cashews, hazelnuts, walnuts, peanuts, pistachios, mixed"),
           (_one("150 g", 160, 130, 40, 190), _one("500 g", 518, 180, 60, 250)), case=12),
    Family("CRISP", "Crisps", "bag", _words("salted, paprika, vinegar, sour cream, chilli, rosemary"),
           (_one("125 g", 138, 200, 70, 280),), case=12, tracking="lot", expires=True),
    Family("BEAN", "Beans", "can", _words("kidney, white, black, borlotti, chickpeas, lentils"),
           (_one("400 g", 470, 74, 74, 110),), case=12),
    Family("OIL", "Olive oil", "bottle", _words("mild, fruity, strong"), (_one("500 ml", 910, 65, 65, 265),), case=6),
    Family("DOG", "Dog biscuits", "bag", _words("chicken, beef, salmon"),
           (_one("400 g", 415, 140, 60, 220), _one("1 kg", 1030, 190, 80, 300)), tracking="lot", expires=True),
)  # fmt: skip

_HOME = (
    Family("MUG", "Mug", "box", _COLOURS, (_one("300 ml", 340, 120, 90, 105), _one("450 ml", 430, 135, 105, 120)),
           case=6),
    Family("BOWL", "Bowl", "box", _COLOURS[:6], (_one("14 cm", 390, 150, 150, 75), _one("18 cm", 620, 190, 190, 85)),
           case=6),
    Family("SOCK", "Socks", "bag", _words("black, white, grey, blue, red, green, navy, yellow"),
           (_one("36-38", 58, 220, 90, 25), _one("39-42", 64, 240, 90, 25), _one("43-46", 70, 260, 95, 25))),
    Family("HAT", "Wool hat", "bag", _words("black, grey, navy, red, green, mustard"), (_one("", 96, 240, 210, 30),)),
    Family("CANDLE", "Candle", "jar", _words("vanilla, pine, orange, lavender, rose, fig, linen, cedar"),
           (_one("120 g", 260, 70, 70, 80), _one("220 g", 440, 85, 85, 95)), case=6),
    Family("TOWEL", "Tea towel, set of 2", "bag", _words("blue, red, green, grey"), (_one("", 180, 250, 180, 30),)),
    Family("BRUSH", "Dish brush", "box", _words("beech, bamboo, olive wood"), (_one("", 75, 250, 60, 45),)),
    Family("NOTE", "Notebook", "box", _words("black, red, blue, green, grey, yellow"),
           (_one("A6", 130, 148, 105, 14), _one("A5", 265, 210, 148, 16)), case=24),
    Family("PEN", "Gel pen", "tube", _words("black, blue, red, green"),
           (_one("0.5 mm", 14, 145, 12, 12), _one("0.7 mm", 14, 145, 12, 12)), case=12),
)  # fmt: skip

_WORKSHOP = (
    Family("GLOVE", "Work gloves", "bag", _words("yellow, black, grey"),
           (_one("S", 82, 230, 110, 30), _one("M", 88, 240, 115, 30), _one("L", 94, 250, 120, 30),
            _one("XL", 101, 260, 125, 30))),
    Family("DRIVER", "Screwdriver", "tube", _words("slotted, cross, hex, star"),
           (_one("75 mm", 62, 180, 30, 30), _one("100 mm", 88, 210, 32, 32), _one("150 mm", 121, 265, 34, 34))),
    Family("SPAN", "Spanner", "box", _words("8 mm, 10 mm, 12 mm, 13 mm, 14 mm, 17 mm, 19 mm, 22 mm"),
           (_one("", 120, 210, 40, 12),)),
    Family("BIT", "Drill bit", "tube", _words("3 mm, 4 mm, 5 mm, 6 mm, 7 mm, 8 mm, 9 mm, 10 mm"),
           (_one("", 28, 130, 14, 14),), case=12),
    Family("TAPE", "Tape", "can", _words("black, white, red, blue, green, yellow"),
           (_one("19 mm", 72, 100, 100, 19), _one("50 mm", 165, 105, 105, 50)), case=24),
    Family("GLUE", "Glue", "tube", _words("wood, all-purpose, super, contact"), (_one("50 g", 66, 150, 45, 30),),
           case=12),
    Family("TOOL", "Cordless tool", "box",
           _words("drill 12 V, drill 18 V, jigsaw 18 V, sander 18 V, multi-tool 12 V, heat gun 18 V"),
           (_one("", 2350, 340, 290, 120),), tracking="serial"),
)  # fmt: skip

FAMILIES = _BATH + _LARDER + _HOME + _WORKSHOP
