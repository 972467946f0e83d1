"""Makes the project's own environment in .venv and puts the locked installer (uv) into it.

Standard library only, so that a machine with nothing but Python 3.11 can run it. The version and
the SHA-256 digest of the installer are those of uv.lock; a file with another digest is refused.
"""

from __future__ import annotations

import hashlib
import io
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UV = VENV / "bin" / "uv"


def locked_installer() -> dict[str, object]:
    """The entry of uv in uv.lock: version and wheels, each with address and digest."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return next(package for package in lock["package"] if package["name"] == "uv")


def wheel_for_this_machine(wheels: list[dict[str, str]]) -> dict[str, str]:
    """The wheel whose name fits this system, processor and C library."""
    machine = {"arm64": "aarch64", "amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    system = platform.system()
    if system == "Darwin":
        marks = ["macosx", "arm64" if machine == "aarch64" else machine]
    else:
        libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
        marks = [libc, machine]
    for wheel in wheels:
        if all(mark in wheel["url"].rsplit("/", 1)[-1] for mark in marks):
            return wheel
    raise SystemExit(f"set-up: no installer for {system} on {machine}; install uv {marks} by hand into {UV}")


def install(version: str, wheel: dict[str, str]) -> None:
    """Downloads the wheel, checks its digest and puts the program into the environment."""
    print(f"set-up: fetching the installer uv {version}", flush=True)
    try:
        with urllib.request.urlopen(wheel["url"], timeout=60) as answer:
            data = answer.read()
    except (urllib.error.URLError, TimeoutError) as error:
        print(f"set-up: direct download failed ({error}); asking pip", flush=True)
        install_with_pip(version)
        return
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    if digest != wheel["hash"]:
        raise SystemExit(f"set-up: the installer's digest is {digest}, uv.lock says {wheel['hash']}: refused")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        place(archive.read(member))


def install_with_pip(version: str) -> None:
    """The second way, for machines that reach packages only through pip's own configuration."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, f"uv=={version}"],
            check=False,
        )
        if done.returncode != 0:
            raise SystemExit("set-up: uv could not be fetched; check the network, or pip's configuration")
        place((Path(folder) / "bin" / "uv").read_bytes())


def place(program: bytes) -> None:
    """Writes the program atomically: a stopped set-up leaves nothing half done."""
    temporary = UV.with_suffix(".part")
    temporary.write_bytes(program)
    temporary.chmod(0o755)
    temporary.replace(UV)


def main() -> None:
    """Makes what is missing; does nothing when all is there."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        raise SystemExit(f"set-up: Python 3.11 or newer is needed, this is {platform.python_version()}")
    if not (VENV / "bin" / "python").exists():
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=False, symlinks=True)
    uv = locked_installer()
    version = str(uv["version"])
    if UV.exists():
        have = subprocess.run([UV, "--version"], capture_output=True, text=True, check=False).stdout
        if have.split()[1:2] == [version]:
            return
    install(version, wheel_for_this_machine(uv["wheels"]))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
