"""Orders onto carts: cut-offs first, within every limit of a cart, walking as little as can be found in the time."""

from warehouse_app.domain.planning.planner import plan

__all__ = ["plan"]
