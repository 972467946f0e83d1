"""Time stamps in a package: what `verify.py` says of them, and openssl by the very command it prints."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.authority import authority
from tests.package.conftest import verify_py
from tests.package.test_changes_found import remade
from tests.small_case import done

from firstseen.cli import run
from firstseen.custody.packaged import check_package
from firstseen.package.checking import check_all


@pytest.fixture(scope="module")
def stamped(desk: Path) -> tuple[Path, Path]:
    """A package with a time stamp, and the certificate of who made it."""
    (desk / "authority").mkdir()
    ours = authority(desk / "authority")
    if ours is None:
        pytest.skip("openssl is not installed")
    case, request, reply = desk / "stamped", desk / "request.tsq", desk / "reply.tsr"
    done("new", case, "--event", "Flood")
    done("stamp", case, "--request", request)
    reply.write_bytes(ours.reply(request.read_bytes()))
    done("stamp", case, "--reply", reply, "--trust", ours.root)
    done("publish", case, desk / "stamped-package", "--package")
    return desk / "stamped-package", ours.root


def test_the_command_that_is_printed_verifies_the_stamp(stamped: tuple[Path, Path], tmp_path: Path) -> None:
    package, root = stamped
    told = verify_py(package)
    assert told.code == 0, told.out
    (command,) = [line.strip() for line in told.out.splitlines() if "openssl ts -verify" in line]
    words = command.replace("CA.pem", str(root)).split()
    ran = subprocess.run(words, cwd=package, capture_output=True, text=True, check=False)
    assert "Verification: OK" in ran.stdout, ran.stderr


def test_our_own_check_says_whose_time_it_is(stamped: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    package, _ = stamped
    check, stamps = check_all(package)
    assert check.wrong == []
    assert [stamp.check is not None and stamp.check.chain == "trusted" for stamp in stamps.stamps] == [True]
    assert run(["verify", str(package), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["time_stamps"]
    assert told["check"]["matches"] is True


@pytest.mark.parametrize("suffix", [".tsr", ".tsq", ".pem"])
def test_a_changed_or_missing_stamp_is_found_though_the_manifests_were_made_anew(
    stamped: tuple[Path, Path], copied: Callable[[Path], Path], suffix: str
) -> None:
    forged = copied(stamped[0])
    (path,) = list((forged / "data/log/timestamps").rglob(f"*{suffix}"))
    name = path.relative_to(forged).as_posix()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    for change in (lambda: path.write_bytes(data), path.unlink):
        change()
        remade(forged)
        assert any(name in wrong for wrong in verify_py(forged).wrong())
        assert any(name in wrong for wrong in check_all(forged)[0].wrong)
    shutil.copy(stamped[0] / name, path)
    remade(forged)
    assert verify_py(forged).code == 0
    assert check_package(forged).wrong == []


def test_a_stamp_that_nobody_told_of_is_found(stamped: tuple[Path, Path], copied: Callable[[Path], Path]) -> None:
    forged = copied(stamped[0])
    (path,) = list((forged / "data/log/timestamps").glob("*.tsr"))
    shutil.copy(path, path.with_name("2-00000000.tsr"))
    remade(forged)
    assert any("2-00000000.tsr" in wrong for wrong in verify_py(forged).wrong())
