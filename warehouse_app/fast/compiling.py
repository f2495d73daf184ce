"""The search from Python to machine code, by numba."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

from warehouse_app.domain.planning import shape, walks
from warehouse_app.fast.shapes import FLOAT, FLOATS, INT, INTS, SYMBOL, taken


def machine_code(function: Callable[..., Any], modules: Iterable[ModuleType]) -> bytes:
    """An object file in which the function, of flat arguments, is called `SYMBOL`."""
    numba, binding = import_module("numba"), import_module("llvmlite.binding")
    _counting_bits(numba)
    kinds = {INT: [numba.int64], FLOAT: [numba.float64]}
    kinds |= {
        several: [numba.types.CPointer(kinds[one][0]), numba.int64] for one, several in ((INT, INTS), (FLOAT, FLOATS))
    }
    arguments = [kind for _, fields in taken(function) for field in fields for kind in kinds[field]]
    back = {INT: numba.int64, FLOAT: numba.float64, "None": numba.void}[str(function.__annotations__["return"])]
    made = numba.cfunc(back(*arguments), error_model="numpy")(_flat(function, _compiled(numba, modules)))
    code = str(made._library._final_module).replace(made._wrapper_name, SYMBOL)
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    host = {"cpu": binding.get_host_cpu_name(), "features": binding.get_host_cpu_features().flatten()}
    target = binding.Target.from_default_triple()
    machine = target.create_target_machine(**host, opt=3, codemodel="jitdefault", jit=True)
    found: bytes = machine.emit_object(binding.parse_assembly(code))
    return found


def _compiled(numba: Any, modules: Iterable[ModuleType]) -> dict[str, Any]:
    """Every function of the search; they find each other by name."""
    names: dict[str, Any] = dict(vars(shape)) | {"carray": numba.carray}
    for module in modules:
        names |= {name: value for name, value in vars(module).items() if not isinstance(value, FunctionType)}
    for module in modules:
        for name, function in vars(module).items():
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                # counting references of arrays nobody makes or drops takes a third of the time, and handing on a
                # hundred tables with each call most of what is left; `walks` is too long to be copied everywhere
                inline = module is not walks
                compiled = numba.njit(_nrt=False, error_model="numpy", forceinline=inline)
                names[name] = compiled(FunctionType(function.__code__, names, name))
    return names


@cache
def _counting_bits(numba: Any) -> None:
    """`int.bit_length`, which numba does not know: one instruction of the processor."""
    leading_zeros = import_module("numba.cpython.unsafe.numbers").leading_zeros

    def bit_length(number: Any) -> Callable[[Any], Any]:
        def counted(number: Any) -> Any:
            return 64 - leading_zeros(number)

        return counted

    import_module("numba.extending").overload_method(numba.types.Integer, "bit_length")(bit_length)


def _flat(function: Callable[..., Any], names: dict[str, Any]) -> Callable[..., Any]:
    """The same function, of pointers and lengths instead of named tuples. Its text has only names of our own."""
    taking: list[str] = []
    giving: list[str] = []
    for table, fields in taken(function):
        given = []
        for field in fields:
            number = len(taking)
            taking += [f"a{number}", f"n{number}"] if field in (INTS, FLOATS) else [f"a{number}"]
            given.append(f"carray(a{number}, n{number})" if field in (INTS, FLOATS) else f"a{number}")
        giving.append(f"{table}({', '.join(given)})" if table else given[0])
    text = f"def flat({', '.join(taking)}):\n    return {function.__name__}({', '.join(giving)})\n"
    exec(text, names)
    found: Callable[..., Any] = names["flat"]
    return found
