"""Where the locations of a warehouse lie, read from their names, and how a picker walks past them."""

from warehouse_app.domain.layout.hall import Hall, Spot
from warehouse_app.domain.layout.walking import in_order

__all__ = ["Hall", "Spot", "in_order"]
