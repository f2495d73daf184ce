"""The shortest walk: exact in parallel aisles of one block or more, good in any other place.

>>> from warehouse_app.domain.routing.layout import Depot, Layout, Stop
>>> hall = Layout(aisles=3, cells=10, blocks=1, aisle_pitch=4, cell_pitch=1, end_gap=1, depot=Depot(0, "front", 0))
>>> route(hall, [Stop(2, 1), Stop(0, 8), Stop(0, 2)]).metres
38.0
"""

from warehouse_app.domain.routing.exact import Route, metres, route

__all__ = ["Route", "metres", "route"]
