"""Machine code that was kept, as functions of lists of numbers (`array.array`). Needs llvmlite, not numba."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from warehouse_app.fast import keeping
from warehouse_app.fast.shapes import FLOAT, FLOATS, INT, INTS, SYMBOL, fields_of, kinds_of

binding: Any = import_module("llvmlite.binding")

# What the code would call to tell Python of an error. It has none to tell: it neither raises nor divides by zero.
_NEVER_CALLED = (
    "NRT_Free",
    "NRT_MemInfo_call_dtor",
    "numba_do_raise",
    "numba_gil_ensure",
    "numba_gil_release",
    "numba_runtime_build_excinfo_struct",
    "numba_unpickle",
)
_C: dict[str, list[Any]] = {INT: [ctypes.c_int64], FLOAT: [ctypes.c_double]}
_C |= {several: [ctypes.c_void_p, ctypes.c_int64] for several in (INTS, FLOATS)}
_BACK: dict[str, Any] = {INT: ctypes.c_int64, FLOAT: ctypes.c_double, "None": None}

Functions = tuple[Callable[..., Any], ...]


def loaded(functions: Sequence[Callable[..., Any]], modules: Sequence[ModuleType]) -> Functions | None:
    """Those functions as machine code; None when one is not kept for this machine and this source."""
    try:
        where = keeping.folder()
        codes = [keeping.kept(where, keeping.name_of(one, modules)) for one in functions]
    except OSError:
        return None
    return tuple(_function(one, code) for one, code in zip(functions, codes, strict=True))


def as_table(table: Any) -> Any:
    """Lists of numbers, alone or in a named tuple, as arrays."""
    if isinstance(table, list):
        return array("d" if table and isinstance(table[0], float) else "q", table)
    kinds = zip(table, kinds_of(type(table)), strict=True)
    return type(table)(*(array("d" if kind == FLOATS else "q", one) if kind in (INTS, FLOATS) else one
                         for one, kind in kinds))  # fmt: skip


@cache
def _target() -> Any:
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    abort = ctypes.cast(ctypes.CDLL(None).abort, ctypes.c_void_p).value
    for name in _NEVER_CALLED:
        binding.add_symbol(name, abort)
    return binding.Target.from_default_triple()


def _function(function: Callable[..., Any], code: bytes) -> Callable[..., Any]:
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), _target().create_target_machine())
    engine.add_object_file(binding.ObjectFileRef.from_data(code))
    engine.finalize_object()
    arguments = [one for kind in fields_of(function) for one in _C[kind]]
    back = _BACK[str(function.__annotations__["return"])]
    call = ctypes.CFUNCTYPE(back, *arguments)(engine.get_function_address(SYMBOL))

    def run(*tables: Any) -> Any:
        return call(*_flat(tables))

    engine.detach()  # the code lives as long as the process
    return run


def _flat(tables: Iterable[Any]) -> list[Any]:
    flat: list[Any] = []
    for one in tables:
        if isinstance(one, tuple):
            flat += _flat(one)
        elif isinstance(one, array):
            flat += one.buffer_info()
        else:
            flat.append(one)
    return flat
