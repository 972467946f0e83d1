"""`verify PACKAGE`: the package, and the trusted time in it with its signatures and chains."""

from __future__ import annotations

from pathlib import Path

from firstseen.custody.log import LogPlaces
from firstseen.custody.packaged import LOG, PackageCheck, check_package
from firstseen.pipeline.told import told_by
from firstseen.pipeline.verifying_stamps import StampsCheck, check_stamps

__all__ = ["check_all"]


def check_all(folder: Path) -> tuple[PackageCheck, StampsCheck]:
    """Checks the package at `folder`; time stamps only where it could be read to its log."""
    check = check_package(folder)
    stamps = StampsCheck()
    if check.entries:
        stamps = check_stamps(LogPlaces(folder / LOG), told_by(check.entries).stamps)
        inside = f"{folder}/"
        check.wrong += [said.replace(inside, "") for said in stamps.wrong]
        check.unchecked += [said.replace(inside, "") for said in stamps.unchecked]
    return check, stamps
