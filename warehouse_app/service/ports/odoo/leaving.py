"""Leaving: what of the app is in Odoo beside the work that was done there, and taking it out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class OfficeLeaving(Protocol):
    """It needs more rights. All of it may be repeated."""

    def names_of_ours(self) -> Mapping[str, int]:
        """How many records carry an external id of ours, by model.

        Raises:
            OdooRefused: this user may not see external ids.
        """
        ...

    def let_go(self) -> int:
        """Transfers that are not over leave our running batches; how many did. Picked quantities stay."""
        ...

    def forget_names(self) -> int:
        """Our external ids are removed, the records stay; how many were. A thing told again would then be made twice.

        Raises:
            OdooRefused: this user may not do that; it needs *Administration: Settings*.
        """
        ...
