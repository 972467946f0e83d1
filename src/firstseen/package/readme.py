"""The README of an evidence package: plain words for a lawyer, in the words of the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firstseen.model.records import CaseFacts
from firstseen.model.time import rfc3339

__all__ = ["Told", "readme"]


@dataclass(frozen=True, slots=True)
class Told:
    """What the README tells of one package. `selected`: the identifiers asked for, None for the whole case."""

    facts: CaseFacts
    made_at: datetime
    operator: str
    program: str
    keys: Sequence[str]
    counts: dict[str, int]
    selected: Sequence[str] | None
    left_out: int
    web_archives: int


def readme(told: Told) -> str:
    """The text, lines of at most 100 characters where no name or key is longer."""
    return (
        "\n\n".join(
            part
            for part in (
                _title(told),
                _WHAT,
                _selection(told),
                _contents(told),
                _PROVES,
                _NOT,
                _CHECK,
                _signed(told),
                _WORDS,
            )
            if part
        )
        + "\n"
    )


def _title(told: Told) -> str:
    facts = told.facts
    lines = ["EVIDENCE PACKAGE", f"Case:         {_shown(facts.name)}", f"Event:        {_shown(facts.event)}"]
    lines.append(f"Place:        {_shown(facts.place)}")
    if facts.start or facts.end:
        lines.append(f"Time window:  {rfc3339(facts.start) or 'open'} to {rfc3339(facts.end) or 'open'}")
    lines.append(f"Put together: {rfc3339(told.made_at)} by {_shown(told.operator)}, with {told.program}")
    return "\n".join(lines)


def _shown(words: str | None) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words or "").split()) or "not stated"


_WHAT = """\
WHAT THIS IS
This folder holds pictures and videos as they were collected, byte for byte, with the posts, pages
and messages that showed them; what a computer program worked out about them; and a log of
everything that was done with them. It can be read and checked without the program that made it, and
without a network: open dossier/index.html (in the folder data) in any web browser; read the tables
with any spreadsheet or text editor; check it with verify.py, see below."""


def _selection(told: Told) -> str:
    if told.selected is None:
        return ""
    return f"""\
THIS IS A PART OF A CASE
It was made for: {", ".join(told.selected)}. It holds what these need, and every finding about them,
whether it speaks for or against another. {told.left_out:,} stored files of the case are not in it.
The log is here as a whole: of what is not in the package it names digests (numbers that tell files
apart), identifiers and names of sources, and nothing of their content."""


def _contents(told: Told) -> str:
    counts = ", ".join(f"{number:,} {name}" for name, number in told.counts.items())
    archives = (
        "\n    data/web-archives/      web archives that pages were collected in, as WACZ 1.1.1"
        if told.web_archives
        else ""
    )
    return f"""\
WHAT IS IN IT ({counts})
    data/dossier/           the case as pages to read: begin with index.html
    data/originals.csv      which stored file was collected under which name
    data/blobs/             the stored files, byte for byte as collected; each is named by its SHA-256
    data/records/           what was collected (collected.jsonl holds the raw records) and what was worked out, one JSON
                            object a line: items, media, appearances, copies, groups, findings, spread, decisions
    data/log/               the custody log: every step with who, when and which version of the program{archives}
    data/publication.sha256 the digest of every file above but the log's; the log's publication entry signs this list
    verify.py               checks all of it; manifest-*.txt, bagit.txt: the package is a BagIt bag (RFC 8493)"""


_PROVES = """\
WHAT IT PROVES
- No byte of a stored file, of a record or of the log was changed since the package was signed, if
  verify.py says so.
- The log was only added to: each of its signed checkpoints, old and new, stands for the same
  entries from the first on.
- With a time stamp of an authority you trust (data/log/timestamps/): the log up to there existed at
  that time.
- What the program worked out was worked out from these bytes, by the methods and versions that are
  named with it."""

_NOT = """\
WHAT IT DOES NOT PROVE
- That a picture is genuine, that it shows what its words say, or who took it. The program calls no
  picture fake or genuine.
- That the first appearance known here is the first there was. "First seen" is the earliest
  appearance that was collected; an earlier one may exist that nobody collected. That something was
  not found is not evidence that it does not exist.
- When something happened, before the log. Times come from posts, pages and files, each with the
  evidence it rests on; an account or a clock can be wrong. "Cannot say" is an answer, and is kept.
- That the person who collected it left nothing out before it entered the case.
- Whose key signed it. Anyone can make a key and a whole new package with it: compare the key below
  with one that you were given in another way (on paper, by telephone, on the desk's web site)."""

_CHECK = """\
HOW TO CHECK IT
With Python 3.9 or newer, on any computer, without a network, in this folder:
    python3 verify.py
It ends with "Nothing is wrong", or names each file that is. It is one file of some 600 lines that
needs nothing but Python: read it, or have it read by someone you trust; better still, use a copy
that you did not get with this package. Without Python:  sha256sum -c manifest-sha256.txt   (on a
Mac: shasum -a 256 -c manifest-sha256.txt) Time stamps are checked with openssl; verify.py prints
the command."""


def _signed(told: Told) -> str:
    if not told.keys:
        return """\
WHO SIGNED IT
Nobody: the log of this case is not signed. Its digests show accidental changes, not those of
someone who made them anew."""
    keys = "\n".join(f"    {key}" for key in told.keys)
    return f"""\
WHO SIGNED IT, AND WHEN
The log's checkpoints are signed (Ed25519) with the key of the desk that keeps the case:
{keys}
The last publication entry in data/log/custody.jsonl says when this package was put together, by the
clock of the desk's computer. A clock can be wrong: only a time stamp of an authority outside the
desk shows that it was not later."""


_WORDS = """\
WORDS
item: one post, page, message, front page or loose file.  medium: one file of picture, video or
sound, known by the SHA-256 of its bytes.  appearance: a medium shown by an item.  copy: two media
that carry the same photograph.  group: media joined by copies.  first seen: the earliest known
appearance of a group.  spread: which version came from which.  finding: something the program
worked out; its outcome is found, not found or cannot say.  decision: what a person concluded about
a finding."""
