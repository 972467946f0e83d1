"""`firstseen verify`: every stored byte and every log entry checked, offline."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, heading, json_option, line, plural
from firstseen.cli.progress import shown_progress
from firstseen.cli.stamp_ import tell_stamp
from firstseen.custody.expected_keys import public_keys, strange_keys
from firstseen.custody.packaged import is_package, seems_encrypted
from firstseen.errors import CaseDamagedError, WrongUseError
from firstseen.package.checking import check_all
from firstseen.pipeline.verifying import verify

__all__ = ["command"]


@click.command("verify")
@click.argument("case", metavar="CASE|PACKAGE", type=click.Path(path_type=Path))
@click.option(
    "--key",
    "expected",
    multiple=True,
    metavar="KEY",
    help="A public key that the desk made known (name+hash+base64, or the base64 alone): signed by any other is wrong. "
    "May be repeated.",
)
@json_option
def command(case: Path, expected: tuple[str, ...], as_json: bool) -> int:
    """Check the CASE, offline: every stored byte against its digest, every entry of the custody log against tree,
    tiles, checkpoints and signatures, and the catalogue against what the log tells.

    A PACKAGE is an evidence package, opened if it was encrypted: its files, its log and its signatures are checked.
    What is wrong is named with its place (exit code 3); what cannot be checked is said.
    """
    if seems_encrypted(case):
        raise WrongUseError(
            f"{case} is encrypted, and cannot be checked before it is opened",
            advice=f"Open it: age --decrypt {case} | tar x (with --identity KEY, if it was encrypted to a key).",
        )
    keys = public_keys(expected)
    if is_package(case):
        return _verify_package(case, keys, as_json=as_json)
    with shown_progress(quiet=as_json) as progress:
        report = verify(case, progress)
    report.wrong += strange_keys(case, report.keys, keys)
    if as_json:
        emit(
            {
                "blobs": report.blobs,
                "log_entries": report.log_entries,
                "wrong": report.wrong,
                "unfinished": report.unfinished,
                "unchecked": report.unchecked,
                "checkpoints": {"all": report.checkpoints, "signed": report.signed, "keys": report.keys},
                "items": report.items,
                "decisions": report.decisions,
                "time_stamps": [stamp.as_json() for stamp in report.stamps],
            }
        )
    else:
        entries = plural(report.log_entries, "log entry", "log entries")
        checkpoints = f"{plural(report.checkpoints, 'checkpoint')} ({report.signed:,} signed)"
        line(
            f"Checked {plural(report.blobs, 'stored file')}, {entries}, {checkpoints}, {plural(report.items, 'item')}."
        )
        for wrong in report.wrong:
            line(f"  WRONG  {wrong}")
        if report.unfinished:
            line(f"{plural(report.unfinished, 'stored file')} of an add that was stopped: add its source again.")
        if not report.wrong:
            line("Every file that the catalogue names has the bytes it is named by, and the log is unbroken.")
        for key in report.keys:
            line(f"Signed by the key {key}")
        if report.keys:
            line("  Whose key that is, this program cannot know: compare it with what the desk has made public.")
        if report.stamps:
            heading("Trusted time")
            for stamp in report.stamps:
                tell_stamp(stamp.size, stamp.check)
        if report.unchecked:
            heading("What cannot be checked")
            for sentence in report.unchecked:
                line(f"  {sentence}")
    return CaseDamagedError.exit_code if report.wrong else 0


def _verify_package(folder: Path, keys: frozenset[bytes], *, as_json: bool) -> int:
    check, stamps = check_all(folder)
    check.wrong += strange_keys(folder, check.keys, keys)
    if as_json:
        emit(
            {
                "files": check.files,
                "blobs": check.blobs,
                "log_entries": check.log_entries,
                "keys": check.keys,
                "published": check.published,
                "wrong": check.wrong,
                "unchecked": check.unchecked,
                "time_stamps": [stamp.as_json() for stamp in stamps.stamps],
            }
        )
        return CaseDamagedError.exit_code if check.wrong else 0
    entries = plural(check.log_entries, "log entry", "log entries")
    line(f"Checked {plural(check.files, 'file')}, {plural(check.blobs, 'stored file')} among them, and {entries}.")
    if check.published:
        line(f"Published: {check.published}")
    for key in check.keys:
        line(f"Signed by: {key}")
    for stamp in stamps.stamps:
        tell_stamp(stamp.size, stamp.check)
    for wrong in check.wrong:
        line(f"  WRONG  {wrong}")
    for unchecked in check.unchecked:
        line(f"  Not checked: {unchecked}")
    if not check.wrong:
        line("Every file is as it was published, and the log is unbroken.")
    return CaseDamagedError.exit_code if check.wrong else 0
