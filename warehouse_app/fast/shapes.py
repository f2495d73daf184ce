"""What a function of the search takes, told as a flat list of numbers and arrays: named tuples are taken apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from warehouse_app.domain.planning import shape

INT, FLOAT, INTS, FLOATS = "int", "float", "list[int]", "list[float]"
SYMBOL = "floor_search"  # the name of the function in its machine code


def taken(function: Callable[..., Any]) -> list[tuple[str, list[str]]]:
    """For each argument the name of its named tuple, '' when it is none, and the kinds of its fields."""
    kinds = [str(kind) for name, kind in function.__annotations__.items() if name != "return"]
    return [(kind, kinds_of(getattr(shape, kind))) if hasattr(shape, kind) else ("", [kind]) for kind in kinds]


def fields_of(function: Callable[..., Any]) -> list[str]:
    """The kinds of all fields of all arguments."""
    return [kind for _, kinds in taken(function) for kind in kinds]


def kinds_of(table: type[Any]) -> list[str]:
    """The kinds of the fields of a named tuple."""
    return [str(getattr(kind, "__forward_arg__", kind)) for kind in table.__annotations__.values()]
