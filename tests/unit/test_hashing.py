"""PINs are hashed slowly, with a secret that is not in the store."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import hashed_pin
from warehouse_app.hashing import AT_ONCE, Argon2


def hasher(secret: bytes = b"s" * 32, wait_s: float = 10.0, memory_kib: int = 64) -> Argon2:
    return Argon2(secret, memory_kib=memory_kib, wait_s=wait_s)


def test_the_right_pin_is_right_and_no_other() -> None:
    kept = hasher().make("2580")
    assert kept.startswith("$argon2id$")
    assert hasher().check(kept, "2580")
    assert not any(hasher().check(kept, pin) for pin in ("2581", "", "25800", "\ud800"))


def test_without_the_secret_a_stolen_hash_opens_nothing() -> None:
    assert not hasher(b"t" * 32).check(hasher().make("2580"), "2580")


def test_two_people_with_one_pin_do_not_look_alike() -> None:
    assert hasher().make("2580") != hasher().make("2580")


def test_nobody_and_a_broken_hash_are_never_right() -> None:
    assert not hasher().check(None, "2580")
    assert not hasher().check("$argon2id$broken", "2580")


def test_the_shipped_strength_is_the_small_setting_of_owasp() -> None:
    assert "$m=19456,t=2,p=1$" in Argon2(b"s" * 32).make("2580")


def test_when_too_many_wait_the_next_is_sent_away() -> None:
    slow, begun = hasher(wait_s=0.01, memory_kib=128 * 1024), threading.Barrier(AT_ONCE + 5)

    def try_it(_: int) -> str:
        begun.wait()
        try:
            return str(slow.check(None, "2580"))
        except Refused as refused:
            return refused.key

    with ThreadPoolExecutor(AT_ONCE + 5) as crowd:
        said = list(crowd.map(try_it, range(AT_ONCE + 5)))
    assert set(said) == {"False", "sign_in.busy"}


def test_codes_are_kept_keyed() -> None:
    assert hasher().keyed("EN-7Q4M-K2XD") == hasher().keyed("EN-7Q4M-K2XD") != hasher(b"t" * 32).keyed("EN-7Q4M-K2XD")


def test_a_shop_may_ask_for_longer_pins_and_those_that_are_there_stay() -> None:
    hasher = Argon2(b"s" * 32, memory_kib=64, pin_digits=6)
    with pytest.raises(Refused) as refused:
        hashed_pin("2580", hasher.make, hasher.pin_digits)
    assert (refused.value.key, refused.value.facts) == ("pin.malformed", {"least": 6})
    assert hasher.check(hashed_pin("258036", hasher.make, hasher.pin_digits), "258036")
    assert hasher.check(hashed_pin("2580", hasher.make), "2580")
