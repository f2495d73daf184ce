"""How long somebody who guesses has to wait.

Five wrong tries are free; after that each costs a pause that doubles from one minute to fifteen. A try is
charged before the secret is looked at and given back when it was right, so a hundred guesses at the same
moment cost as much as a hundred one after another.

>>> [pause_ms(count) // 60_000 for count in (4, 5, 6, 7, 8, 9, 60)]
[0, 1, 2, 4, 8, 15, 15]
"""

from __future__ import annotations

FREE = 5
FREE_FROM_ONE_ADDRESS = 30  # a whole shift may sign in from behind one address
FIRST_MS = 60_000
LONGEST_MS = 15 * 60_000


def pause_ms(count: int, free: int = FREE) -> int:
    """The pause after `count` wrong tries in a row."""
    if count < free:
        return 0
    return min(FIRST_MS << min(count - free, 10), LONGEST_MS)
