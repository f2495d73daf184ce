"""The server reads barcodes as the device does: both run the same vectors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.barcodes import MAX_LENGTH, Scan, Unreadable, key, normalise

VECTORS = [
    vector
    for path in sorted((Path(__file__).parents[2] / "vectors" / "barcodes").glob("*.json"))
    for vector in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["name"]))
def test_a_scan_is_read_as_the_vector_says(vector: dict[str, Any]) -> None:
    match normalise(vector["raw"], lambda text: text in vector["known"]):
        case Unreadable(problem):
            assert {"problem": problem} == vector["expect"]
        case Scan(text, gs1):
            read = {"text": text, "key": key(text)} | ({"gs1": list(gs1)} if gs1 else {})
            assert read == vector["expect"]


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 60
    assert len({vector["name"] for vector in VECTORS}) == len(VECTORS)


@given(st.text(max_size=2 * MAX_LENGTH))
def test_whatever_comes_is_read_or_named_unreadable(raw: str) -> None:
    scan = normalise(raw)
    if isinstance(scan, Scan):
        assert 0 < len(scan.text) <= MAX_LENGTH
        assert key(key(scan.text)) == key(scan.text)


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_a_upc_and_its_ean_are_one_article(digits: str) -> None:
    assert key(digits) == key(f"0{digits}") == key(f"00{digits}")
