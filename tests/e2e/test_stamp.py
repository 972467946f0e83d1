"""Trusted time: asked for by file and over a network, kept, checked, and missed when it was changed."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tests.authority import Authority, authority
from tests.drawing import jpeg, photograph
from tests.e2e.conftest import Done

from firstseen.custody.time_stamps import request_for
from firstseen.model.identifiers import sha256_hex

Run = Callable[..., Done]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = authority(tmp_path_factory.mktemp("authority"))
    if made is None:
        pytest.skip("openssl is not installed")
    return made


@pytest.fixture
def case(tmp_path: Path, firstseen: Run) -> Path:
    assert firstseen("new", tmp_path / "case", "--event", "Flood").code == 0
    return tmp_path / "case"


def _stamped(case: Path, ours: Authority, firstseen: Run, *more: object) -> Done:
    request, reply = case.parent / "request.tsq", case.parent / "reply.tsr"
    request.unlink(missing_ok=True)
    assert firstseen("stamp", case, "--request", request).code == 0
    reply.write_bytes(ours.reply(request.read_bytes()))
    return firstseen("stamp", case, "--reply", reply, *more)


def test_a_request_carried_away_and_the_reply_brought_back(case: Path, ours: Authority, firstseen: Run) -> None:
    done = _stamped(case, ours, firstseen)
    assert done.code == 0, done.err
    assert "cannot say whether the authority can be trusted" in done.out
    checked = firstseen("verify", case, "--json")
    assert checked.code == 0
    assert any("no certificate is trusted" in sentence for sentence in checked.lines()[0]["unchecked"])
    assert firstseen("stamp", case, "--trust", ours.root).code == 0
    checked = firstseen("verify", case, "--json")
    (record,) = checked.lines()
    assert (record["wrong"], record["unchecked"]) == ([], [])
    (stamp,) = record["time_stamps"]
    assert stamp["check"]["well_formed"] is True
    assert stamp["check"]["matches"] is True
    assert stamp["check"]["chain"] == "trusted"
    file = case / "log" / "timestamps" / stamp["file"]
    assert file.read_bytes() == (case.parent / "reply.tsr").read_bytes()
    assert ours.says_ok(case / "log" / "checkpoints" / str(stamp["entries"]), file)
    assert firstseen("stamp", case, "--json").lines() == record["time_stamps"]
    assert "existed at" in firstseen("verify", case).out


def test_over_a_network_that_is_named(case: Path, ours: Authority, firstseen: Run) -> None:
    with _serving(lambda data: (200, ours.reply(data))) as url:
        done = firstseen("stamp", case, "--url", url, "--trust", ours.root, "--json")
    assert done.code == 0, done.err
    assert done.lines()[0]["check"]["chain"] == "trusted"
    assert firstseen("verify", case).code == 0


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, b"no"), "answered 500"),
        ((302, b""), "answered 302"),
        ((200, b"x" * (300 << 10)), "no time-stamp"),
        ((200, b"nonsense"), "no reply of RFC 3161"),
    ],
)
def test_an_authority_that_answers_badly(case: Path, firstseen: Run, answer: tuple[int, bytes], said: str) -> None:
    with _serving(lambda _: answer) as url:
        done = firstseen("stamp", case, "--url", url)
    assert done.code == 1
    assert said in done.err
    assert firstseen("verify", case).code == 0


def test_addresses_that_cannot_be_asked(case: Path, firstseen: Run) -> None:
    assert firstseen("stamp", case, "--url", "http://127.0.0.1:9/").code == 1
    for url in ("file:///etc/passwd", "ftp://127.0.0.1/", "stamps", "http://"):
        done = firstseen("stamp", case, "--url", url)
        assert done.code == 2, url
    assert firstseen("stamp", case, "--url", "http://a.invalid/", "--reply", "x").code == 2


def test_a_reply_to_something_else_is_refused(case: Path, ours: Authority, firstseen: Run) -> None:
    request, reply = case.parent / "request.tsq", case.parent / "reply.tsr"
    firstseen("new", case.parent / "other")
    firstseen("stamp", case.parent / "other", "--request", request)
    reply.write_bytes(ours.reply(request.read_bytes()))
    done = firstseen("stamp", case, "--reply", reply)
    assert (done.code, "over other bytes" in done.err) == (1, True)
    reply.write_bytes(b"not a reply")
    assert firstseen("stamp", case, "--reply", reply).code == 1
    assert firstseen("stamp", case, "--reply", case.parent / "none").code == 1
    assert firstseen("stamp", case, "--request", request).code == 2, "never written over"
    assert firstseen("stamp", case, "--request", case / "request.tsq").code == 2
    assert not list((case / "log").glob("timestamps/*.tsr"))


def test_an_answer_to_another_request_over_the_same_bytes(case: Path, ours: Authority, firstseen: Run) -> None:
    assert firstseen("stamp", case, "--request", case.parent / "one.tsq").code == 0
    data = (case / "log" / "checkpoints" / "2").read_bytes()
    (case.parent / "own.tsr").write_bytes(ours.reply(request_for(data)[0]))
    done = firstseen("stamp", case, "--reply", case.parent / "own.tsr")
    assert done.code == 1
    assert "nonce differs" in done.err


def test_what_is_changed_or_gone_is_named(case: Path, ours: Authority, firstseen: Run, tmp_path: Path) -> None:
    assert _stamped(case, ours, firstseen, "--trust", ours.root).code == 0
    files = sorted(path for path in (case / "log" / "timestamps").rglob("*") if path.is_file())
    assert {path.suffix for path in files} == {".tsq", ".tsr", ".pem"}
    for path in files:
        data = path.read_bytes()
        path.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])
        checked = firstseen("verify", case, "--json")
        assert checked.code == 3
        assert any(path.name in sentence and "was changed" in sentence for sentence in checked.lines()[0]["wrong"])
        path.unlink()
        assert any("is missing" in sentence for sentence in firstseen("verify", case, "--json").lines()[0]["wrong"])
        path.write_bytes(data)
    (case / "log" / "timestamps" / "stray.tsr").write_bytes(b"x")
    checked = firstseen("verify", case, "--json")
    assert checked.code == 0
    assert any("no entry tells of it" in sentence for sentence in checked.lines()[0]["unchecked"])


def test_an_open_timestamps_proof_is_kept_and_not_called_verified(case: Path, firstseen: Run) -> None:
    digest = bytes.fromhex(sha256_hex((case / "log" / "checkpoints" / "2").read_bytes()))
    magic = bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108")
    (case.parent / "proof.ots").write_bytes(magic + digest + b"\x00rest")
    done = firstseen("stamp", case, "--reply", case.parent / "proof.ots")
    assert done.code == 0, done.err
    assert "not verifiable offline" in done.out
    checked = firstseen("verify", case, "--json")
    assert checked.code == 0
    assert any("not verifiable offline" in sentence for sentence in checked.lines()[0]["unchecked"])
    (case.parent / "proof.ots").write_bytes(magic + b"d" * 32 + b"\x00rest")
    assert firstseen("stamp", case, "--reply", case.parent / "proof.ots").code == 1


def test_without_a_time_stamp_it_says_so(case: Path, firstseen: Run) -> None:
    assert "No time-stamp" in firstseen("stamp", case).out
    (case.parent / "bad.pem").write_text("nothing")
    assert firstseen("stamp", case, "--trust", case.parent / "bad.pem").code == 1
    shutil.rmtree(case / "log" / "checkpoints")
    assert firstseen("verify", case).code == 3


@contextmanager
def _serving(answer: Callable[[bytes], tuple[int, bytes]]) -> Iterator[str]:
    """An authority on this machine; gives its address while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            status, data = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_proofs_that_came_with_a_source_are_said_with_the_item(
    case: Path, ours: Authority, firstseen: Run, tmp_path: Path
) -> None:
    """Through `add`, whose readers work in walled workers."""
    source = tmp_path / "source"
    source.mkdir()
    picture = jpeg(photograph(1))
    (source / "a.jpg").write_bytes(picture)
    (source / "a.jpg.json").write_text('{"title": "River"}')
    (source / "a.jpg.tsr").write_bytes(ours.reply(request_for(picture)[0]))
    (source / "SHA256SUMS").write_text(f"{sha256_hex(picture)}  a.jpg\n")
    assert firstseen("add", case, source).code == 0
    (item,) = firstseen("list", case, "items", "--json").lines()
    assert item["title"] == "River"
    assert item["extra"]["list SHA256SUMS"] == "verified: its sha256 is the one that is listed"
    assert item["extra"]["time-stamp a.jpg.tsr"].startswith("verified: over these bytes, 20")
    assert "verified: over these bytes" in firstseen("show", case, item["item"]).out
    assert firstseen("verify", case).code == 0
