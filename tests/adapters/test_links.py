"""Links open what was signed, for as long as was said, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from adapters.links import LONGEST, Altered, Expired, Links

SECRET = b"a secret of thirty-two bytes ...."
DELIVERY = UUID("11111111-2222-3333-4444-555555555555")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def links(at: Callable[[], datetime] = lambda: NOON, secret: bytes = SECRET) -> Links:
    return Links(secret, "https://aimant.example/", 30, at)


def signed(by: Links, delivery: UUID = DELIVERY) -> str:
    return by.sign(delivery).removeprefix("/m/")


def test_a_link_opens_the_delivery_it_was_signed_for():
    assert links().open(signed(links())) == DELIVERY


def test_a_link_is_a_short_path_under_m_at_the_public_address():
    path = links().sign(DELIVERY)

    assert path.startswith("/m/")
    assert len(path) < 150
    assert links().url(DELIVERY) == f"https://aimant.example{path}"


def test_a_link_is_good_to_its_last_second_and_then_says_what_it_led_to():
    old = signed(links())
    last, after = NOON + timedelta(days=30), NOON + timedelta(days=30, seconds=1)

    assert links(lambda: last).open(old) == DELIVERY
    with pytest.raises(Expired) as expired:
        links(lambda: after).open(old)
    assert expired.value.delivery == DELIVERY


def test_a_link_signed_by_a_machine_whose_clock_is_ahead_is_good():
    ahead = signed(links(lambda: NOON + timedelta(seconds=90)))

    assert links().open(ahead) == DELIVERY


def test_a_link_with_one_bit_flipped_is_refused_wherever_the_bit_is():
    opener = links()
    whole = signed(opener).encode()
    tried = [_flipped(whole, bit) for bit in range(len(whole) * 8)]
    for number in range(256):
        text = signed(opener, uuid5(DELIVERY, str(number))).encode()
        tried += [_flipped(text, -1 - (number % 16)), _flipped(text, number * 7 % (len(text) * 8))]

    for text in tried:
        with pytest.raises(Altered):
            opener.open(text)


def _flipped(text: bytes, bit: int) -> str:
    bit %= len(text) * 8
    changed = bytearray(text)
    changed[bit // 8] ^= 1 << (bit % 8)
    return changed.decode("latin-1")


@pytest.mark.parametrize("more", ["=", "A", ".", "\n", " ", "%00", "é", "!"])
def test_nothing_can_be_added_to_a_link(more: str):
    with pytest.raises(Altered):
        links().open(signed(links()) + more)


@given(st.text(max_size=LONGEST + 20))
def test_no_text_opens_anything(text: str):
    with pytest.raises(Altered):
        links().open(text)


def test_a_link_of_another_secret_is_refused():
    other = signed(links(secret=b"another secret, long enough"))

    with pytest.raises(Altered):
        links().open(other)


def test_a_text_signed_with_the_same_secret_for_another_purpose_is_refused():
    opener = links(lambda: datetime(1970, 1, 2, tzinfo=UTC))  # nothing has expired yet

    assert opener.open(_signed_for(b"aimant/magnet-delivery/1")) == DELIVERY
    with pytest.raises(Altered):
        opener.open(_signed_for(b"aimant/session"))


def _signed_for(purpose: bytes) -> str:
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return str(URLSafeTimedSerializer(SECRET, salt=purpose, signer_kwargs=how).dumps(DELIVERY.hex))


def test_parts_of_two_links_do_not_make_a_third():
    mine, other = signed(links()).split("."), signed(links(), uuid5(DELIVERY, "other")).split(".")

    with pytest.raises(Altered):
        links().open(".".join([other[0], *mine[1:]]))


def test_an_overlong_link_is_refused_before_it_is_read():
    bomb = "." + "A" * LONGEST

    with pytest.raises(Altered):
        links().open(bomb)


@pytest.mark.parametrize(
    ("secret", "address", "days"),
    [(b"short", "https://a.example", 30), (SECRET, "javascript:alert(1)", 30), (SECRET, "https://a.example", 0)],
)
def test_a_weak_secret_a_strange_address_or_no_days_are_refused_at_the_start(secret: bytes, address: str, days: int):
    with pytest.raises(ValueError, match=r"secret|address|day"):
        Links(secret, address, days, lambda: NOON)
