"""Every change to a published package is found, by `verify.py` and by our own code, and named."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256, sha512
from pathlib import Path

import pytest
from tests.package.conftest import verify_py

from firstseen.custody.packaged import check_package

PLACES = 500


def _files(package: Path) -> list[str]:
    return sorted(path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file())


def _assert_found(package: Path, name: str, what: str) -> None:
    theirs = verify_py(package)
    assert theirs.code == 3, what
    assert any(name in wrong for wrong in theirs.wrong()), (what, theirs.wrong())
    ours = check_package(package).wrong
    assert any(name in wrong for wrong in ours), (what, ours)


def test_an_unchanged_package_is_right(package: Path) -> None:
    assert verify_py(package).code == 0, verify_py(package).out
    assert check_package(package).wrong == []


@pytest.mark.slow
def test_each_single_byte_change_is_found_and_named(package: Path, copied: Callable[[Path], Path]) -> None:
    changed = copied(package)
    chance = random.Random(20261128)
    names = [name for name in _files(changed) if (changed / name).stat().st_size]
    # Each kind of file as often as the others: a package has many small pages and few large pictures.
    kinds = sorted({"/".join(name.split("/")[:3]) if name.startswith("data/") else name for name in names})
    seen = set()
    for _ in range(PLACES):
        kind = chance.choice(kinds)
        name = chance.choice([name for name in names if name == kind or name.startswith(f"{kind}/")])
        path = changed / name
        before = path.read_bytes()
        place = chance.randrange(len(before))
        after = bytearray(before)
        after[place] ^= chance.randrange(1, 256)
        path.write_bytes(after)
        _assert_found(changed, name, f"{name}: byte {place} from {before[place]} to {after[place]}")
        path.write_bytes(before)
        seen.add(kind)
    assert seen == set(kinds)
    assert verify_py(changed).code == 0
    assert check_package(changed).wrong == []


def remade(package: Path) -> None:
    """Manifests made anew over what is there, as one who forges a package would."""
    names = [name for name in _files(package) if "manifest-" not in name]
    payload = [name for name in names if name.startswith("data/")]
    size = sum((package / name).stat().st_size for name in payload)
    info = [line for line in (package / "bag-info.txt").read_text().splitlines() if "Oxum" not in line]
    (package / "bag-info.txt").write_text("\n".join([*info, f"Payload-Oxum: {size}.{len(payload)}"]) + "\n")
    for kind, digest in (("sha256", sha256), ("sha512", sha512)):
        lines = [f"{digest((package / name).read_bytes()).hexdigest()}  {name}\n" for name in payload]
        (package / f"manifest-{kind}.txt").write_text("".join(lines))
    tags = [name for name in _files(package) if not name.startswith(("data/", "tagmanifest-"))]
    for kind, digest in (("sha256", sha256), ("sha512", sha512)):
        lines = [f"{digest((package / name).read_bytes()).hexdigest()}  {name}\n" for name in tags]
        (package / f"tagmanifest-{kind}.txt").write_text("".join(lines))


def _first(package: Path, pattern: str) -> Path:
    return sorted(path for path in package.glob(pattern) if path.is_file())[0]


def test_manifests_made_anew_alone_change_nothing(package: Path, copied: Callable[[Path], Path]) -> None:
    forged = copied(package)
    remade(forged)
    assert verify_py(forged).code == 0, verify_py(forged).out
    assert check_package(forged).wrong == []


@pytest.mark.parametrize(
    "pattern",
    [
        "data/blobs/*/*",
        "data/records/findings.jsonl",
        "data/records/collected.jsonl",
        "data/dossier/index.html",
        "data/originals.csv",
        "data/publication.sha256",
        "data/log/custody.jsonl",
        "data/log/checkpoint",
        "data/log/checkpoints/*",
        "data/log/tile/0/**/*",
        "data/log/tile/entries/**/*",
        "data/log/keys/*",
        "README.txt",
        "verify.py",
    ],
)
def test_a_forger_who_makes_the_manifests_anew_is_found(
    package: Path, copied: Callable[[Path], Path], pattern: str
) -> None:
    forged = copied(package)
    path = _first(forged, pattern)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    remade(forged)
    name = path.relative_to(forged).as_posix()
    theirs, ours = verify_py(forged), check_package(forged).wrong
    assert theirs.code == 3
    # The key that is named wrong may be the place where the log names it.
    about = name if "/keys/" not in name else "data/log"
    assert any(about in wrong for wrong in theirs.wrong()), theirs.wrong()
    assert any(about in wrong for wrong in ours), ours
    if "/blobs/" in name:
        told = f"{name}: was changed: its SHA-256 is {sha256(data).hexdigest()}"
        assert told in theirs.wrong()
        assert told in ours


def test_a_forger_who_also_makes_the_list_anew_is_found_by_the_log(
    package: Path, copied: Callable[[Path], Path]
) -> None:
    forged = copied(package)
    findings = forged / "data/records/findings.jsonl"
    findings.write_bytes(findings.read_bytes().replace(b'"found"', b'"not_found"'))
    listed = forged / "data/publication.sha256"
    lines = [line.split("  ")[1] for line in listed.read_text().splitlines()]
    listed.write_text("".join(f"{sha256((forged / name).read_bytes()).hexdigest()}  {name}\n" for name in lines))
    remade(forged)
    _assert_found(forged, "data/publication.sha256", "the list made anew")


@pytest.mark.parametrize("pattern", ["data/blobs/*/*", "data/log/checkpoints/*", "data/log/tile/0/**/*", "bagit.txt"])
def test_what_is_taken_away_is_missed(package: Path, copied: Callable[[Path], Path], pattern: str) -> None:
    forged = copied(package)
    path = sorted(path for path in forged.glob(pattern) if path.is_file())[-1]
    path.unlink()
    name = path.relative_to(forged).as_posix()
    _assert_found(forged, name, "taken away")
    remade(forged)
    assert verify_py(forged).code == 3
    assert check_package(forged).wrong


def test_what_is_put_in_is_found(package: Path, copied: Callable[[Path], Path]) -> None:
    forged = copied(package)
    (forged / "data" / "more.txt").write_text("more")
    (forged / "note.txt").write_text("more")
    for name in ("data/more.txt", "note.txt"):
        _assert_found(forged, name, "put in")
    remade(forged)
    for name in ("data/more.txt", "note.txt"):
        _assert_found(forged, name, "put in, manifests made anew")


def test_a_blob_of_another_is_found(package: Path, copied: Callable[[Path], Path]) -> None:
    forged = copied(package)
    digest = sha256(b"planted").hexdigest()
    path = forged / "data" / "blobs" / digest[:2] / digest
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"planted")
    remade(forged)
    _assert_found(forged, digest, "planted")
    assert any("no entry of the custody log names it" in wrong for wrong in check_package(forged).wrong)


def test_links_are_refused_and_not_followed(package: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    forged = copied(package)
    secret = tmp_path / "secret"
    secret.write_text("secret")
    path = forged / "data/records/findings.jsonl"
    path.unlink()
    path.symlink_to(secret)
    _assert_found(forged, "data/records/findings.jsonl", "a link")
    (forged / "data" / "outside").symlink_to(tmp_path)
    _assert_found(forged, "data/outside", "a linked folder")
    assert not any("secret" in line for line in verify_py(forged).out.splitlines())


@pytest.mark.parametrize(
    "line",
    ["../secret", "/etc/passwd", "data/../../secret", "~/secret", "data/a\\b", "data/%2e%2e/x", "data//x", "C:/x"],
)
def test_names_that_lead_out_are_refused(package: Path, copied: Callable[[Path], Path], line: str) -> None:
    forged = copied(package)
    with (forged / "manifest-sha256.txt").open("a") as file:
        file.write(f"{'0' * 64}  {line}\n")
    _assert_found(forged, "manifest-sha256.txt", line)
    assert "is not a digest and the name of one file" in verify_py(forged).out


def test_a_package_that_would_fetch_is_refused(package: Path, copied: Callable[[Path], Path]) -> None:
    forged = copied(package)
    (forged / "fetch.txt").write_text("https://example.org/x 12 data/x\n")
    remade(forged)
    _assert_found(forged, "fetch.txt", "fetch.txt")


def test_another_key_is_found_when_the_right_one_is_handed_over(package: Path, case: Path) -> None:
    (right,) = [path.read_text().strip() for path in (package / "data/log/keys").iterdir()]
    told = verify_py(package, "--key", right)
    assert told.code == 0
    assert "whose key it is" not in told.out
    name = right.split("+")[0]
    data = b"\x01" + bytes(range(32))
    key_id = sha256(name.encode() + b"\n" + data).hexdigest()[:8]
    other = f"{name}+{key_id}+{b64encode(data).decode()}"
    told = verify_py(package, "--key", other)
    assert told.code == 3
    assert any("no good signature" in wrong for wrong in told.wrong())
