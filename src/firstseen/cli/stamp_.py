"""`firstseen stamp`: trusted time for the newest checkpoint."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, moment, plural
from firstseen.custody.time_stamps import MAX_CERTIFICATES
from firstseen.errors import RefusedError, WrongUseError
from firstseen.model.stamps import Chain, StampCheck
from firstseen.pipeline.asking import ask
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.stamping import Kept, keep_reply, make_request, trust
from firstseen.pipeline.told_stamps import told_stamp
from firstseen.pipeline.verifying_stamps import StampsCheck, check_stamps

__all__ = ["command", "tell_stamp"]

_CHAIN = {
    Chain.TRUSTED: "authority trusted here",
    Chain.NOT_TRUSTED: "authority not trusted here",
    Chain.CANNOT_SAY: "cannot say whether the authority can be trusted: no certificate is trusted here",
}


@click.command("stamp")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--url", metavar="URL", help="Ask this authority over the network. The only option that sends anything.")
@click.option(
    "--request",
    "request_file",
    type=click.Path(path_type=Path),
    metavar="FILE.tsq",
    help="Write the request, to be carried to a machine that has a network.",
)
@click.option(
    "--reply",
    "reply_file",
    type=click.Path(path_type=Path),
    metavar="FILE.tsr",
    help="Keep the reply that was carried back; also an OpenTimestamps proof (.ots).",
)
@click.option(
    "--trust",
    "trusted",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.pem",
    help="Certificates of authorities that this case trusts. May be repeated.",
)
@json_option
def command(
    case: Path,
    url: str | None,
    request_file: Path | None,
    reply_file: Path | None,
    trusted: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Have it confirmed when the custody log of the CASE was as it is: a time-stamp (RFC 3161) over a checkpoint.

    What the log told of by then was there by then: trace takes the time of a trusted authority into the time spans.

    Nothing but the digest of the checkpoint leaves the case, and only with --url. Without options: the time-stamps
    there are. On a machine with a network, with FILE.tsq from --request:

    \b
    curl --data-binary @FILE.tsq -H 'Content-Type: application/timestamp-query' URL > FILE.tsr
    """
    if sum(option is not None for option in (url, request_file, reply_file)) > 1:
        raise WrongUseError("--url, --request and --reply are three ways: use one at a time")
    for file in trusted:
        subjects = trust(case, str(file), _read(file, MAX_CERTIFICATES + 1))
        if not as_json:
            line(f"Trusted in this case: {'; '.join(subjects)}")
    if request_file is not None:
        return _write_request(case, request_file, as_json)
    if url is not None:
        request = make_request(case)
        return _kept(keep_reply(case, url, ask(url, request.data)), as_json)
    if reply_file is not None:
        return _kept(keep_reply(case, str(reply_file), _read(reply_file, 2 << 20)), as_json)
    return _listed(case, as_json)


def _read(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise RefusedError(str(file), f"cannot be read: {error.strerror or error}") from error


def _write_request(case: Path, file: Path, as_json: bool) -> int:
    if file.resolve().is_relative_to(case.resolve()):
        raise WrongUseError(f"{file} lies inside the case", advice="The case keeps a copy of the request itself.")
    try:
        with file.open("xb") as stream:
            request = make_request(case)
            stream.write(request.data)
    except FileExistsError:
        raise WrongUseError(f"{file} is already there", advice="Choose another name.") from None
    if as_json:
        emit({"request": str(file), "kept": str(request.path), "entries": request.size})
    else:
        line(f"Request: {file} (over the checkpoint of {plural(request.size, 'entry', 'entries')})")
        line(f"With the reply: firstseen stamp {case} --reply FILE.tsr")
    return 0


def _kept(kept: Kept, as_json: bool) -> int:
    if as_json:
        emit({"kept": str(kept.path), "entries": kept.size, "check": kept.check.as_json() if kept.check else None})
    else:
        line(f"Kept: {kept.path}")
        tell_stamp(kept.size, kept.check)
    return 0


def tell_stamp(size: int, check: StampCheck | None) -> None:
    """A time-stamp: what it is over, and the answers apart."""
    over = f"the first {plural(size, 'entry', 'entries')} of the log"
    if check is None:
        line(f"  OpenTimestamps over {over}: not verifiable offline")
        return
    within = f", within {check.accuracy:g} s" if check.accuracy else ""
    line(f"  {over} existed at {moment(check.time)}{within}, says {check.authority or 'an authority without a name'}")
    line(f"  well-formed: {'yes' if check.well_formed else 'no'}; over these bytes: {_yes(check.matches)}")
    line(f"  signature: {_yes(check.signature)}; {_CHAIN[check.chain]}")


def _yes(answer: bool | None) -> str:
    return "cannot say" if answer is None else ("right" if answer else "WRONG")


def _listed(case: Path, as_json: bool) -> int:
    with reading_case(case) as opened:
        told = list(filter(None, map(told_stamp, opened.log.entries())))
        check: StampsCheck = check_stamps(opened.log.places, told)
    if as_json:
        for stamp in check.stamps:
            emit(stamp.as_json())
        return 0
    if not check.stamps:
        line("No time-stamp is kept with this case.")
    for stamp in check.stamps:
        line(stamp.file)
        tell_stamp(stamp.size, stamp.check)
    for sentence in check.wrong:
        line(f"  WRONG  {sentence}")
    return 0
