"""The figures of a run as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from bench.video.report import Report

__all__ = ["lines_of", "share"]


def share(value: float, digits: int = 2) -> str:
    """A share, or a dash where there is none."""
    return "-" if isnan(value) else f"{value:.{digits}f}"


def lines_of(report: Report) -> Iterator[str]:
    """The tables: ways over the whole run, then kinds, then what is near to a copy."""
    yield f"{report.files} files, {report.minutes:.1f} minutes; {report.asked} pairs to be found"
    yield from (f"without {what}" for what in report.missing)
    yield ""
    heads = ("no FA", "found", "FA", "F1", "F1 pict", "F1 sound", "s/min", "MB/hour")
    yield f"{'':14}" + "".join(f"{head:>10}" for head in heads)
    for one in report.systems:
        cells = [share(one.ranking.recall_unmistaken, 3), share(one.decided, 3), str(one.false_alarms)]
        cells += [share(value.f1, 3) for value in (one.both, one.picture, one.sound)]
        cells += [f"{one.seconds_minute:.2f}", f"{one.kept_hour / 1e6:.2f}"]
        yield f"{one.name:14}" + "".join(f"{cell:>10}" for cell in cells)
    yield f"decoding alone: {report.decoding_minute:.2f} s a minute"
    yield ""
    rivals = report.systems[1:]
    yield (
        f"{'kind':28}{'n':>4}"
        + "".join(f"{head:>9}" for head in ("found", "F1 pict", "F1 snd", "in time", "mirror", "speed"))
        + "".join(f"{one.name:>13}" for one in rivals)
    )
    for name, kind in report.program.kinds.items():
        shares = (kind.found, kind.picture.f1, kind.sound.f1, kind.in_time, kind.mirrored, kind.speed)
        theirs = "".join(f"{share(one.kinds[name].found):>13}" for one in rivals)
        yield f"{name:28}{kind.pairs:4d}" + "".join(f"{share(value):>9}" for value in shares) + theirs
    for one in rivals:
        yield f"{one.name} ({one.rule}) finds more in: {', '.join(one.ahead) or 'no kind'}"
    yield ""
    yield f"{'joined, though no copies':28}{'pairs':>6}" + "".join(f"{one.name:>13}" for one in report.systems)
    for near, (_, pairs) in report.program.joined.items():
        yield f"{near:28}{pairs:6d}" + "".join(f"{one.joined[near][0]:13d}" for one in report.systems)
    for one in report.systems:
        yield from (f"{one.name}: {note}" for note in one.notes)
