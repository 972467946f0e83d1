"""Trusted time of a case in its time spans: real replies of an authority of our own (openssl), kept as users do."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.authority import Authority, authority
from tests.drawing import jpeg, photograph
from tests.small_case import done, listed

from firstseen.custody.checkpoint import Checkpoint
from firstseen.custody.log import CustodyLog
from firstseen.custody.merkle import Tree, leaf_hash
from firstseen.model.identifiers import sha256_hex
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.left import left_to_do
from firstseen.pipeline.trusted_time import covered_entries

FAR = "2090-01-01"
"""The event lies in the future, since the authority stamps with today's clock: what it covers is older than that."""


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = authority(tmp_path_factory.mktemp("authority"))
    if made is None:
        pytest.skip("openssl is not installed")
    return made


@pytest.fixture
def held(tmp_path: Path, desk: Path) -> Path:
    """A case with one file of which nothing else tells the time."""
    source = tmp_path / "first"
    source.mkdir()
    (source / "river.jpg").write_bytes(jpeg(photograph(1)))
    done("new", tmp_path / "case", "--event", "Flood", "--from", FAR)
    done("add", tmp_path / "case", source)
    done("trace", tmp_path / "case")
    return tmp_path / "case"


def stamp(case: Path, ours: Authority, *more: object) -> None:
    request, reply = case.parent / "request.tsq", case.parent / "reply.tsr"
    request.unlink(missing_ok=True)
    done("stamp", case, "--request", request)
    reply.write_bytes(ours.reply(request.read_bytes()))
    done("stamp", case, "--reply", reply, *more)


def traced(case: Path) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Appearances by the name of their file, and findings about the event, after `trace`."""
    done("trace", case)
    with reading_case(case) as opened:
        assert left_to_do(opened)["order"] == 0
        names = {one.id: one.name or "" for one in opened.reading.appearances()}
    shown = {names[one["appearance"]]: one for one in listed(case, "appearances")}
    return shown, [one for one in listed(case, "findings") if one["kind"] == "older_than_event"]


def kinds(appearance: dict[str, Any]) -> list[str]:
    return [bound["kind"] for bound in appearance["basis"]]


def waits(case: Path) -> int:
    with reading_case(case) as opened:
        return left_to_do(opened)["order"]


def notes(case: Path) -> list[str]:
    with reading_case(case) as opened:
        return [note for one in opened.reading.appearances() for note in one.notes]


def test_only_what_a_trusted_time_stamp_covers_was_there_by_then(held: Path, ours: Authority) -> None:
    shown, (finding,) = traced(held)
    assert shown["river.jpg"]["latest"] is None
    assert finding["outcome"] == "cannot_say"
    stamp(held, ours)
    assert waits(held) == 1
    shown, (finding,) = traced(held)
    assert (shown["river.jpg"]["latest"], kinds(shown["river.jpg"])) == (None, [])
    assert finding["outcome"] == "cannot_say"
    assert "no certificate is trusted in this case" in finding["reason"]
    assert any("limits nothing: no certificate is trusted" in note for note in notes(held))

    done("stamp", held, "--trust", ours.root)
    second = held.parent / "second"
    second.mkdir()
    (second / "bridge.jpg").write_bytes(jpeg(photograph(2)))
    done("add", held, second)
    shown, findings = traced(held)
    first = shown["river.jpg"]
    assert kinds(first) == ["trusted_timestamp"]
    stamped = datetime.fromisoformat(first["latest"])
    assert abs(stamped - datetime.now(UTC)) < timedelta(minutes=20)
    assert "in entry 3, was time-stamped by CN=Test Stamps on " in first["basis"][0]["detail"]
    assert kinds(shown["bridge.jpg"]) == [], "added after the time-stamp"
    assert {one["outcome"] for one in findings} == {"found", "cannot_say"}
    (found,) = (one for one in findings if one["outcome"] == "found")
    assert "was time-stamped by CN=Test Stamps" in found["reason"]
    assert notes(held) == []

    stamp(held, ours)
    shown, findings = traced(held)
    assert datetime.fromisoformat(shown["river.jpg"]["latest"]) == stamped, "the earliest counts"
    assert kinds(shown["bridge.jpg"]) == ["trusted_timestamp"]
    assert datetime.fromisoformat(shown["bridge.jpg"]["latest"]) >= stamped
    assert {one["outcome"] for one in findings} == {"found"}


def test_a_reply_that_was_changed_and_a_certificate_nobody_told_of_count_for_nothing(
    held: Path, ours: Authority
) -> None:
    stamp(held, ours)
    shutil.copy(ours.root, held / "log" / "timestamps" / "trust.pem")
    (held / "log" / "timestamps" / "trust").mkdir()
    shutil.copy(ours.root, held / "log" / "timestamps" / "trust" / "stray.pem")
    shown, _ = traced(held)
    assert kinds(shown["river.jpg"]) == []
    done("stamp", held, "--trust", ours.root)
    shown, _ = traced(held)
    assert kinds(shown["river.jpg"]) == ["trusted_timestamp"]
    (reply,) = (held / "log" / "timestamps").glob("*.tsr")
    data = reply.read_bytes()
    reply.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])
    assert waits(held) == 1
    shown, _ = traced(held)
    assert kinds(shown["river.jpg"]) == []


def test_a_stamped_checkpoint_over_another_log_proves_nothing(held: Path, ours: Authority) -> None:
    stamp(held, ours, "--trust", ours.root)
    log = CustodyLog(held / "log" / "custody.jsonl")
    log.open()
    assert covered_entries(log).over
    # A journal written anew, with a newest checkpoint to match: the stamped one is left as it was.
    places = log.places
    lines = places.journal.read_bytes().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if b'"what":"add"' in line)
    lines[place] = lines[place].replace(b"river.jpg", b"rivet.jpg").replace(b"a", b"b", 1)
    places.journal.write_bytes(b"".join(lines))
    forged = CustodyLog(places.journal)
    for checkpoint in places.checkpoints.iterdir():
        if int(checkpoint.name) > stamped_size(places.timestamps):
            checkpoint.unlink()
    tree = tree_of(lines)
    text = Checkpoint(log.origin, len(lines), tree).text()
    signature = b"\n\xe2\x80\x94 " + log.origin.encode() + b" " + b64encode(b"k" * 68) + b"\n"
    (places.checkpoints / str(len(lines))).write_bytes(text + signature)
    forged.open()
    assert covered_entries(forged).over == []


def stamped_size(timestamps: Path) -> int:
    (reply,) = timestamps.glob("*.tsr")
    return int(reply.name.partition("-")[0])


def tree_of(lines: list[bytes]) -> bytes:
    tree = Tree()
    for line in lines:
        tree.append(leaf_hash(line[:-1]))
    return tree.root()


def test_a_proof_that_cannot_be_checked_offline_is_a_note(held: Path) -> None:
    size = max(int(path.name) for path in (held / "log" / "checkpoints").iterdir())
    digest = bytes.fromhex(sha256_hex((held / "log" / "checkpoints" / str(size)).read_bytes()))
    magic = bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108")
    (held.parent / "proof.ots").write_bytes(magic + digest + b"\x00rest")
    done("stamp", held, "--reply", held.parent / "proof.ots")
    shown, _ = traced(held)
    assert kinds(shown["river.jpg"]) == []
    assert any("cannot be verified offline" in note for note in notes(held))


def test_without_time_stamps_nothing_is_asked_for(case: Path, copied: Callable[[Path], Path]) -> None:
    with reading_case(copied(case)) as opened:
        assert covered_entries(opened.log).of("i", None) is None
