"""The section of docs/benchmarks.md that a run writes, and its plots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.section import write_section
from bench.video import plots
from bench.video.report import Report
from bench.video.table import share

__all__ = ["BEGIN", "END", "write_page"]

BEGIN, END = "<!-- video: written by make bench-video -->", "<!-- video: end -->"


def write_page(report: Report, docs: Path, command: str, corpus: str) -> list[Path]:
    """Writes the section between its markers (or adds it at the end), and the plots; gives what was written."""
    drawings = {
        "video-by-kind.svg": plots.by_kind(report),
        "video-segments.svg": plots.segments(report),
        "video-precision.svg": plots.precision_recall(report),
    }
    return write_section(docs, (BEGIN, END), _section(report, command, corpus), drawings)


def _section(report: Report, command: str, corpus: str) -> Iterator[str]:
    yield "## Video and sound"
    yield ""
    yield f"`{command}` wrote this section. Corpus {corpus[:12]}: {report.files} files, {report.minutes:.0f} minutes,"
    yield f"{report.asked} pairs to be found, and all other pairs to be kept apart. Sources are drawn by"
    yield "the bench itself (photographs filmed by hand with things going by, streets in depth, shores with water and"
    yield "smoke; music, speech and streets to be heard), edits made from the encoded sources. Seeds and photographs"
    yield "are apart from those that thresholds were set with (`--set tuning`). The real versions are ThreatExchange's."
    for what in report.missing:
        yield f"Without {what}."
    yield ""
    yield from _systems(report)
    yield ""
    yield "![Share found by kind](benchmarks/video-by-kind.svg)"
    yield "![Stretches in time by kind](benchmarks/video-segments.svg)"
    yield "![Precision and recall over the pairs of videos](benchmarks/video-precision.svg)"
    yield ""
    yield from _kinds(report)
    yield ""
    yield from _near_misses(report)


def _systems(report: Report) -> Iterator[str]:
    heads = ["", "pairs found with no false alarm", "found by its own decision", "false alarms", "segment F1"]
    heads += ["of picture", "of sound", "s a minute of video", "MB of prints an hour"]
    yield "| " + " | ".join(heads) + " |"
    yield "|---|" + "---|" * (len(heads) - 1)
    for one in report.systems:
        cells = [share(one.ranking.recall_unmistaken, 3), share(one.decided, 3), str(one.false_alarms)]
        cells += [share(value.f1, 3) for value in (one.both, one.picture, one.sound)]
        cells += [f"{one.seconds_minute:.2f}", f"{one.kept_hour / 1e6:.2f}"]
        yield f"| {one.name} | " + " | ".join(cells) + " |"
    yield ""
    yield "The first two are of pairs of videos; stills and excerpts of sound are in the table of kinds. Seconds are of"
    yield f"the processor, from files to pairs; decoding alone takes {report.decoding_minute:.2f} a minute."
    yield "Videos are short here, and one has up to twelve key frames whatever it lasts: what an hour of one file has"
    yield "is told above (`make bench-video-scale`)."
    yield from (f"{note[:1].upper()}{note[1:]}." for note in report.program.notes)
    for one in report.systems[1:]:
        yield f"{one.name}: {one.rule}. It finds more than the program in: {', '.join(one.ahead) or 'no kind'}."
    yield "vPDQ looks at a frame a second, as it does unless told otherwise: where a camera moves, a cut that begins"
    yield "between two of these frames leaves few that match. Its curve is over the share of frames, Chromaprint's over"
    yield "the bits that differ."
    yield "Segment F1 is that of VCSL: told and true stretches overlap as boxes in the plane of the two times, and what"
    yield "they share is projected on both; precision and recall are products over the axes. vPDQ tells no stretches."


def _kinds(report: Report) -> Iterator[str]:
    rivals = report.systems[1:]
    heads = ["kind", "pairs", "found", "F1 picture", "F1 sound", "within 1 s", "mirrored", "speed"]
    yield "| " + " | ".join([*heads, *(one.name for one in rivals)]) + " |"
    yield "|---|" + "---|" * (len(heads) - 1 + len(rivals))
    for name, kind in report.program.kinds.items():
        shares = (kind.found, kind.picture.f1, kind.sound.f1, kind.in_time, kind.mirrored, kind.speed)
        cells = [str(kind.pairs), *(share(value) for value in shares)]
        cells += [share(one.kinds[name].found) for one in rivals]
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""
    yield "Mirrored and speed (within 3 %) are shares of those found; within 1 s: stills and excerpts told within"
    yield "a second of where they are from, share of all."


def _near_misses(report: Report) -> Iterator[str]:
    yield "| pairs that are no copies | pairs | " + " | ".join(one.name for one in report.systems) + " |"
    yield "|---|---|" + "---|" * len(report.systems)
    for kind, (_, pairs) in report.program.joined.items():
        yield f"| {kind} | {pairs} | " + " | ".join(str(one.joined[kind][0]) for one in report.systems) + " |"
    yield ""
    yield "The numbers are of pairs called copies: one place at another moment, one moment from another stand, one song"
    yield "under another picture. The last two share their sound: where Chromaprint says so, it is no false alarm."
