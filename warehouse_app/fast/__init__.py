"""The search as machine code, where the extra `[fast]` (numba) is installed: the same, but far more can be tried.

Compiling takes longer than a plan may. So it is done once, by `warm`, and the machine code is kept in the user's own
cache; as long as it was not done, plans do without. Loading it takes a twentieth of a second: numba itself is not.
"""

from __future__ import annotations

from importlib.util import find_spec
from types import ModuleType

from warehouse_app.domain.planning import annealing, cover, halves, matching, pool, sets, walks
from warehouse_app.domain.planning.engine import Engine

PACE = 480_000
FEW_PACE = 2_000_000
FILL_PART_S = 0.00002
LOADING_S = 0.15  # what loading it takes at most

MODULES: tuple[ModuleType, ...] = (halves, walks, annealing, cover, sets, matching, pool)
EXPORTED = (annealing.fill, annealing.anneal, pool.begin, pool.stir, cover.recombine)


def installed() -> bool:
    return find_spec("numba") is not None and find_spec("llvmlite") is not None


def engine(seconds: float) -> Engine | None:
    """Ready to run, or None: not installed, not compiled yet, not for this machine, or too little time to load it."""
    if find_spec("llvmlite") is None or seconds < 2 * LOADING_S:
        return None
    from warehouse_app.fast.running import as_table, loaded  # loads llvmlite

    functions = loaded(EXPORTED, MODULES)
    return Engine(PACE, FEW_PACE, FILL_PART_S, as_table, *functions) if functions else None


def warm() -> bool:
    """Compiles and keeps it; False where the extra is not installed.

    Raises:
        OSError: it cannot be kept.
    """
    if not installed():
        return False
    from warehouse_app.fast import compiling, keeping  # loads numba

    folder = keeping.folder(make=True)
    for function in EXPORTED:
        keeping.keep(folder, keeping.name_of(function, MODULES), compiling.machine_code(function, MODULES))
    return True
