"""The flat numbers that `annealing` works on: what they are, not how they come about (`tables`)."""

from __future__ import annotations

from typing import NamedTuple


class Hall(NamedTuple):
    """The layout and the steps of a walk. Steps through blocks lie by block and way."""

    aisles: int
    cells: int
    blocks: int
    states: int
    empty: int
    done: int
    length: float
    home: float
    depot: int
    depot_front: int
    bits: int  # 1: the cells of a block are bits of one number
    quick: int  # 1: and there is one block, so `halves` tells a walk
    pitch: float
    touch: list[int]
    offset: list[float]
    through_at: list[int]
    through_from: list[int]
    through_to: list[int]
    along_from: list[int]
    along_to: list[int]
    along_cost: list[float]
    only: list[int]  # by aisle, 1: it is only walked through, whoever enters leaves at the other end


class Parts(NamedTuple):
    """What goes on carts: part p has the stops from at[p] on. `near` are the parts by place, `spot` where in it."""

    at: list[int]
    aisle: list[int]
    cell: list[int]
    size: list[float]  # three for each part: units, weight, volume
    near: list[int]
    spot: list[int]


class Carts(NamedTuple):
    """Who is on which cart, and what its walk costs."""

    of: list[int]
    slot: list[int]
    members: list[int]
    filled: list[int]
    load: list[float]
    stock: list[int]
    masks: list[int]
    ways: list[float]
    before: list[float]
    after: list[float]
    metres: list[float]
    one: list[float]
    other: list[float]
    chance: list[int]
    width: int


class Pool(NamedTuple):
    """Sets of parts whose walk is known, found by key; of several with the same place the last is kept."""

    keys: list[int]
    metres: list[float]
    some: list[int]  # one set, being told
    saved: list[float]  # by two parts of a cart: what it walks less without them, true while it has the key
    saved_keys: list[int]
    added: list[float]  # by part and cart: what it would walk more, true while it has the key
    added_keys: list[int]
    room: list[float]  # three at most and three at least: what a cart may give for what it takes
    walks: list[int]  # one number: how many were told
    part_keys: list[int]
    cart_keys: list[int]
    masks: list[int]  # by part, aisle and block: a bit for each cell with a stop
    chance: list[int]


class Shelf(NamedTuple):
    """Sets of parts that were on carts of good plans: set s has `filled[s]` parts from s * width on."""

    used: list[int]  # one number: how many sets
    place: list[int]  # by key: the number of the set + 1
    keys: list[int]
    metres: list[float]
    filled: list[int]
    members: list[int]
    width: int


class Cover(NamedTuple):
    """Where `cover` notes what it tries: the sets of part p are sets[at[p]:at[p + 1]]."""

    at: list[int]
    sets: list[int]
    price: list[float]  # by part
    trial: list[float]
    over: list[float]  # by set: what it costs more than its parts' prices
    barred: list[int]  # by set: reasons why it may not be taken
    open: list[int]  # by part: sets that may be taken
    done: list[int]
    row: list[int]  # by depth: the part that is tried, where in its sets, and the set that is taken
    cursor: list[int]
    path: list[int]
    chosen: list[int]  # how many sets, and which
