"""What stands on a parcel's label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sscc import sscc
from warehouse_app.service.ports.packing import ParcelLabel
from warehouse_app.service.ports.store import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class ParcelPaper:
    """What this shop's own parcel labels are: on which paper (`4x6`, `a6`), numbered under which GS1 prefix, if any."""

    store: Store
    paper: str
    prefix: str | None

    def label(self, token: str, parcel: ParcelLabel) -> tuple[str, dict[str, str]]:
        """The design and its fields. Raises as `with_sscc` and `parcel_fields`."""
        prefix = self.prefix
        if prefix and not parcel.sscc:
            first = self.store.read(lambda views: min(row[0] for row in views.warehouses()))
            given = self.store.write(lambda uow: with_sscc(token, prefix, first, uow))
            parcel = replace(parcel, sscc=given.sscc) if given is not None else parcel
        return parcel_label(parcel, self.paper)


def with_sscc(token: str, prefix: str, counts_at: int, uow: UnitOfWork) -> ParcelLabel | None:
    """What is to be printed for a parcel, which gets a number of the company's GS1 prefix for life.

    All warehouses count at one, `counts_at`: the prefix is the company's.

    Raises:
        Refused: `label.sscc_over`; the prefix has no number left.
    """
    parcel = uow.packing.parcel_label(token)
    if parcel is None or parcel.state != "closed" or parcel.sscc:
        return parcel
    try:
        given = sscc(prefix, uow.number(f"sscc:{prefix}", counts_at))
    except ValueError as over:
        raise Refused("label.sscc_over", 409, {"prefix": prefix}) from over
    uow.packing.give_sscc(token, given)
    return replace(parcel, sscc=given)


def parcel_label(parcel: ParcelLabel, paper: str) -> tuple[str, dict[str, str]]:
    """The design for this parcel on this paper (`4x6`, `a6`), and its fields. Raises as `parcel_fields`."""
    fields = parcel_fields(parcel)
    name = "parcel_a6" if paper == "a6" else "parcel"
    return (f"{name}_sscc", fields | {"sscc": parcel.sscc}) if parcel.sscc else (name, fields)


def parcel_fields(parcel: ParcelLabel) -> dict[str, str]:
    """The fields of the design `parcel`.

    Raises:
        Refused: `pack.not_closed`; an open box has no label yet.
    """
    if parcel.state != "closed":
        raise Refused("pack.not_closed", 409, {"number": parcel.number})
    return {
        "number": parcel.number,
        "order": parcel.order,
        "carrier": parcel.carrier or "",
        "to": "\n".join(address_lines(parcel.ship_to or {})),
        "from": parcel.sender,
        "weight": weight_text(parcel.weight_g),
        "n_of_m": n_of_m(parcel.n, parcel.of),
    }


def n_of_m(n: int, of: int | None) -> str:
    """Which of how many boxes; which alone, while nobody knows how many there will be.

    >>> n_of_m(1, None), n_of_m(2, 2)
    ('1', '2/2')
    """
    return f"{n}/{of}" if of is not None else f"{n}"


def address_lines(address: Mapping[str, str]) -> list[str]:
    """An address as it is written on a parcel, without empty lines.

    >>> address_lines({"name": "Ida Quast", "street": "", "zip": "20095", "city": "Hamburg", "country": "DE"})
    ['Ida Quast', '20095 Hamburg', 'DE']
    """
    town = " ".join(filter(None, (address.get("zip"), address.get("city"), address.get("state"))))
    lines = (address.get("name"), address.get("street"), address.get("street2"), town, address.get("country"))
    return [line for line in lines if line]


def weight_text(weight_g: int | None) -> str:
    """Grams as they are written on a label: below 10 kg in grams.

    >>> [weight_text(g) for g in (None, 940, 12_340)]
    ['', '940 g', '12.34 kg']
    """
    if weight_g is None:
        return ""
    return f"{weight_g} g" if weight_g < 10_000 else f"{weight_g / 1000:.2f} kg"
