"""Replies of a real authority, checked; then changed a byte at a time."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from tests.authority import Authority, authority

from firstseen.custody.der_order import certificates_in_order
from firstseen.custody.open_timestamps import is_proof, stamped_digest
from firstseen.custody.time_stamps import MAX_REPLY, check_reply, digests_of, read_certificates, request_for
from firstseen.errors import RefusedError
from firstseen.model.identifiers import sha256_hex
from firstseen.model.stamps import Chain, StampCheck, stamp_bound
from firstseen.model.time import BoundKind, Side

DATA = b"firstseen/case/0\n7\nroot\n\n"


def _made(tmp_path_factory: pytest.TempPathFactory, name: str, *, chain: bool) -> Authority:
    made = authority(tmp_path_factory.mktemp(name), name, chain=chain)
    if made is None:
        pytest.skip("openssl is not installed")
    return made


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return _made(tmp_path_factory, "Ours", chain=True)


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return _made(tmp_path_factory, "Brief", chain=False)


def _roots(one: Authority) -> list[x509.Certificate]:
    return read_certificates("root.pem", one.root.read_bytes())


def _check(reply: bytes, *trusted: Authority, data: bytes = DATA) -> StampCheck:
    return check_reply(reply, digests_of(data), [root for one in trusted for root in _roots(one)])


def test_three_answers_apart(ours: Authority, brief: Authority) -> None:
    request, nonce = request_for(DATA)
    reply = ours.reply(request)
    check = _check(reply, ours)
    assert (check.well_formed, check.matches, check.signature, check.chain) == (True, True, True, Chain.TRUSTED)
    assert check.time is not None
    assert abs(check.time - datetime.now(UTC)) < timedelta(minutes=10)
    assert (check.accuracy, check.nonce, check.imprint) == (1.5, nonce, sha256_hex(DATA))
    assert check.authority == "CN=Ours Stamps"
    assert _check(reply).chain is Chain.CANNOT_SAY
    assert _check(reply).signature is True, "by the certificates that it brings along"
    stranger = _check(reply, brief)
    assert (stranger.well_formed, stranger.matches, stranger.chain) == (True, True, Chain.NOT_TRUSTED)
    assert "leads to no certificate trusted here" in stranger.reason
    other = _check(reply, ours, data=b"other")
    assert (other.well_formed, other.matches, other.chain) == (True, False, Chain.TRUSTED)
    assert other.reason == "it is over other bytes"


def test_a_reply_that_brings_only_its_own_certificate(brief: Authority) -> None:
    reply = brief.reply(request_for(DATA)[0])
    assert _check(reply).signature is None, "nothing it brings along vouches for it"
    assert _check(reply, brief).chain is Chain.TRUSTED
    assert _check(reply, brief).signature is True


def test_openssl_says_the_same(ours: Authority, brief: Authority, tmp_path: Path) -> None:
    for one in (ours, brief):
        (tmp_path / "reply").write_bytes(one.reply(request_for(DATA)[0]))
        (tmp_path / "data").write_bytes(DATA)
        assert one.says_ok(tmp_path / "data", tmp_path / "reply")
        (tmp_path / "data").write_bytes(DATA + b"x")
        assert not one.says_ok(tmp_path / "data", tmp_path / "reply")


def test_every_changed_byte_of_what_is_signed_costs_an_answer(ours: Authority) -> None:
    """The order and the rest of the certificates that come along are not signed: a change there may leave all right."""
    reply = ours.reply(request_for(DATA)[0])
    chance = random.Random(5)
    certificates = [root.public_bytes(Encoding.DER) for root in _roots(ours)]
    root = reply.find(certificates[0])
    assert root > 0
    for _ in range(300):
        place = chance.randrange(len(reply))
        changed = reply[:place] + bytes([reply[place] ^ chance.randrange(1, 256)]) + reply[place + 1 :]
        check = _check(changed, ours)
        right = check.well_formed and check.matches and check.chain is Chain.TRUSTED
        assert not right or root <= place < root + len(certificates[0]) or _same(check, _check(reply, ours)), place


def _same(one: StampCheck, other: StampCheck) -> bool:
    return (one.time, one.imprint, one.serial, one.nonce) == (other.time, other.imprint, other.serial, other.nonce)


@pytest.mark.parametrize("data", [b"", b"x", b"\x30\x84\xff\xff\xff\xff", b"\x30\x03\x02\x01\x02", b"\x30\x80" * 5000])
def test_nonsense_is_no_reply(data: bytes) -> None:
    check = _check(data)
    assert not check.well_formed
    assert "no reply of RFC 3161" in check.reason
    assert certificates_in_order(data) == data


def test_what_is_too_large_or_not_granted(ours: Authority) -> None:
    assert "larger than" in _check(b"\x30" * (MAX_REPLY + 1)).reason
    refused = ours.reply(
        request_for(DATA)[0].replace(bytes.fromhex("0609608648016503040201"), bytes.fromhex("0609608648016503040204"))
    )
    check = _check(refused, ours)
    assert not check.well_formed
    assert "did not grant it" in check.reason


def test_certificates_are_sorted_and_nothing_else_is_touched(ours: Authority) -> None:
    reply = ours.reply(request_for(DATA)[0])
    in_order = certificates_in_order(reply)
    assert len(in_order) == len(reply)
    assert sorted(in_order) == sorted(reply)
    assert certificates_in_order(in_order) == in_order


def test_what_is_no_certificate() -> None:
    for data in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"x" * (2 << 20)):
        with pytest.raises(RefusedError, match=re.escape("trust.pem")):
            read_certificates("trust.pem", data)


def test_a_bound_only_from_what_is_trusted(ours: Authority) -> None:
    check = _check(ours.reply(request_for(DATA)[0]), ours)
    bound = stamp_bound(check, "The log")
    assert bound is not None and check.time is not None
    assert (bound.side, bound.kind) == (Side.LATEST, BoundKind.TRUSTED_TIMESTAMP)
    assert bound.time == check.time + timedelta(seconds=1.5)
    assert "CN=Ours Stamps" in bound.detail
    reply = ours.reply(request_for(DATA)[0])
    assert stamp_bound(_check(reply), "The log") is None
    assert stamp_bound(_check(reply, ours, data=b"other"), "The log") is None


def test_open_timestamps() -> None:
    proof = (
        bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108") + b"d" * 32 + b"\x00rest"
    )
    assert is_proof(proof)
    assert stamped_digest(proof) == (b"d" * 32).hex()
    assert stamped_digest(proof[:40]) is None
    assert stamped_digest(proof.replace(b"\x01\x08", b"\x01\x02")) is None
    assert not is_proof(b"")
