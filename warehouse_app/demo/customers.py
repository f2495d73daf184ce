"""Who buys in the demo: made-up people, a few of them with half an address."""

from __future__ import annotations

from random import Random

from warehouse_app.demo.books import Books

_FIRST = "Alva Bela Carla Dilan Edda Fritz Greta Hanno Ida Jonas Kaja Leif Malin Nuri Olga Piet Ruth Selma Timo Wanda"
_LAST = "Ahrens Brandt Celik Dressler Ebert Falk Grote Hahn Iversen Jansen Kowal Lorenz Matthes Novak Ott Pohl Quast"
_STREETS = "Lindenweg,Bahnhofstraße,Am Markt,Schulstraße,Gartenweg,Mühlenweg,Hafenstraße,Bergstraße,Ringstraße"
_TOWNS = (("20095", "Hamburg"), ("30159", "Hannover"), ("50667", "Köln"), ("04109", "Leipzig"), ("80331", "München"))
_HALF = 0.03


def add_customers(books: Books, random: Random, how_many: int) -> list[int]:
    """Adds so many customers; returns their ids. About three in a hundred lack street, postcode or town."""
    return [_add(books, random) for _ in range(how_many)]


def _add(books: Books, random: Random) -> int:
    name = f"{random.choice(_FIRST.split())} {random.choice(_LAST.split())}"
    street = f"{random.choice(_STREETS.split(','))} {random.randint(1, 120)}"
    address: list[str | None] = [street, *random.choice(_TOWNS)]
    if random.random() < _HALF:
        address[random.randrange(3)] = None
    return books.add_partner(name, *address)
