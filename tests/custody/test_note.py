from __future__ import annotations

import subprocess
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firstseen.custody.checkpoint import Checkpoint, parse_checkpoint
from firstseen.custody.note import NoteError, VerifierKey, parse_note, sign_note, unsigned_note

PEACE = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
"""The key of the example in the documentation of Go's package golang.org/x/mod/sumdb/note, which the format is from."""
PEACE_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()


def test_the_note_that_others_made() -> None:
    key = VerifierKey.parse(PEACE)
    assert str(key) == PEACE
    note = parse_note(PEACE_NOTE)
    assert note.signed_by(key) is True
    assert parse_note(PEACE_NOTE.replace(b"the answer", b"an answer")).signed_by(key) is False


def test_openssl_verifies_our_signature(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    checkpoint = Checkpoint("firstseen/case/0", 7, b"r" * 32)
    note = sign_note(checkpoint.text(), checkpoint.origin, [private])
    (tmp_path / "note").write_bytes(note)
    (tmp_path / "key.vkey").write_text(f"{VerifierKey(checkpoint.origin, private.public_key().public_bytes_raw())}\n")
    steps = """
        (printf '302a300506032b6570032100' | xxd -r -p; cut -d+ -f3- key.vkey | base64 -d | tail -c32) > key.der
        head -n3 note > text; tail -n1 note | cut -d' ' -f3 | base64 -d | tail -c64 > signature
        openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin -in text -sigfile signature
    """.replace("xxd -r -p", "python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))'")
    done = subprocess.run(["sh", "-c", steps], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in done.stdout, done.stderr
    (tmp_path / "note").write_bytes(note.replace(b"\n7\n", b"\n8\n"))
    done = subprocess.run(["sh", "-c", steps], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_several_keys_and_none() -> None:
    ours, theirs = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    checkpoint = Checkpoint("firstseen/case/0", 7, b"r" * 32)
    note = parse_note(sign_note(checkpoint.text(), "n", [ours, theirs]))
    for private in (ours, theirs):
        assert note.signed_by(VerifierKey("n", private.public_key().public_bytes_raw())) is True
    assert note.signed_by(VerifierKey("n", b"k" * 32)) is None
    assert note.signed_by(VerifierKey("m", ours.public_key().public_bytes_raw())) is None
    bare = parse_note(unsigned_note(checkpoint.text()))
    assert bare.signatures == ()
    assert bare.text == checkpoint.text()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\nno dash\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— name AAAAAAAAAAA\n".encode(),
        "text\n\n— na+me AAAAAAAAAAA=\n".encode(),
        "text\n\n— name AAAAAAAAAAA=".encode(),
        b"te\rxt\n\n",
        b"te\xffxt\n\n",
        b"x" * 70_000 + b"\n\n",
    ],
)
def test_what_is_no_note(data: bytes) -> None:
    with pytest.raises(NoteError):
        parse_note(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        PEACE.replace("c74f", "c74e"),
        PEACE.replace("+AR", "+BR"),
        PEACE[:-4],
        PEACE.replace("Peter", "P eter"),
    ],
)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.parse(text)


@pytest.mark.parametrize(
    "text",
    ["o\n1\n", "o\n01\nAAAA\n", "o\n1\nAAAA\n", "o\n1\n!\n", "o\n-1\nAAAA\n", "o\n1\n" + "A" * 43 + "=\nmore\n"],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(NoteError, match="checkpoint"):
        parse_checkpoint(text.encode() + b"\n")


def test_a_checkpoint_is_read_as_it_was_written() -> None:
    checkpoint = Checkpoint("firstseen/case/0", 70_000, bytes(range(32)))
    again, note = parse_checkpoint(unsigned_note(checkpoint.text()))
    assert again == checkpoint
    assert note.text == checkpoint.text()
    assert b64decode(checkpoint.text().split(b"\n")[2]) == checkpoint.root
