"""`publish --package`: a case, or a part of it, as a bag (RFC 8493) that stands without this program.

Everything but the log is written first; a list of its digests is named by an entry of the custody log, which is then
sealed and copied: so the desk's key signs for every file. Asked for again while nothing has happened in the case, the
package has the same bytes, with the date of the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from firstseen import __version__
from firstseen.custody.bag import BagWriter, settle
from firstseen.custody.durable import PASSING, flush_folder
from firstseen.custody.entries import Entry, named_digests
from firstseen.custody.packaged import BLOBS, LIST, LOG
from firstseen.dossier.publish import publish
from firstseen.errors import CaseDamagedError
from firstseen.model.identifiers import Digest, sha256_hex
from firstseen.model.time import rfc3339
from firstseen.package.encryption import Encryption, encrypt
from firstseen.package.readme import Told, readme
from firstseen.package.records import CollectedReading, write_originals, write_records
from firstseen.package.selection import SelectedReading, Selection, select
from firstseen.package.web_archives import write_web_archives
from firstseen.pipeline.case import WriteCase, operator, seal_log, writing_case
from firstseen.pipeline.place import making, must_be_free
from firstseen.pipeline.previews import CaseCrops, CasePreviews
from firstseen.pipeline.progress import Progress, silent
from firstseen.pipeline.showing_footage import CaseFootage

__all__ = ["Published", "Wanted", "publish_package"]

_COUNTED: Final = ("items", "media", "appearances", "copies", "groups", "findings", "decisions")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: groups and findings by identifier (none: the whole case), and for whom it is encrypted."""

    groups: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    encryption: Encryption | None = None

    @property
    def part(self) -> bool:
        """Whether only a part of the case is asked for."""
        return bool(self.groups or self.findings)

    def as_json(self) -> dict[str, Any]:
        """What the log tells of it."""
        return {
            "kind": "package",
            "groups": list(self.groups),
            "findings": list(self.findings),
            "encrypted": self.encryption is not None,
            "receivers": list(self.receivers),
        }


@dataclass(frozen=True, slots=True)
class Published:
    """A package that was written: where, how many stored files it holds, and what it told of itself."""

    place: Path
    blobs: int
    counts: dict[str, int]
    made_at: datetime


def publish_package(folder: Path, target: Path, wanted: Wanted, progress: Progress = silent) -> Published:
    """Writes the package of the case at `folder` to `target`: a folder, or one file when it is encrypted.

    Raises `WrongUseError` when something is there or an identifier is not in the case, `CaseDamagedError` when stored
    bytes or the log are not what they were, `StorageFullError` when the disk is full.
    """
    must_be_free(target, folder)
    with writing_case(folder, "publish") as case:
        # What will be encrypted is put together beside the case, which is readable there too, not on the other disk.
        near = target if wanted.encryption is None else folder.resolve().with_name(f"{folder.resolve().name}.package")
        with making(near) as work:
            published = _Assembling(case, work, wanted, progress).run(target)
            if wanted.encryption is None:
                settle(work)
                work.rename(target.resolve())
                flush_folder(target.resolve().parent)
            else:
                _encrypt(work, target.resolve(), wanted.encryption, published.made_at)
    return published


def _encrypt(work: Path, target: Path, encryption: Encryption, made_at: datetime) -> None:
    with making(target) as place:
        made = place / "package"
        top = target.name.removesuffix(".age").removesuffix(".tar") or "package"
        encrypt(work, top, int(made_at.timestamp()), made, encryption)
        settle(place)
        made.rename(target)
        flush_folder(target.parent)


@dataclass(slots=True)
class _Assembling:
    """One package being put together."""

    case: WriteCase
    work: Path
    wanted: Wanted
    progress: Progress
    _entries: list[Entry] = field(init=False)
    _chosen: Selection | None = field(init=False)

    def __post_init__(self) -> None:
        reading = self.case.reading
        self._entries = list(self.case.log.entries())
        self._chosen = select(reading, self.wanted.groups, self.wanted.findings) if self.wanted.part else None

    def run(self, target: Path) -> Published:
        bag = BagWriter(self.work)
        reading: CollectedReading = self.case.reading
        if self._chosen is not None:
            reading = SelectedReading(self.case.reading, self._chosen)
        named = self._named()
        blobs = self._blobs(named)
        for done, digest in enumerate(blobs, start=1):
            bag.copy(f"{BLOBS}{digest[:2]}/{digest}", self._blob(digest), digest)
            self.progress("copying stored files", done, len(blobs))
        counts = write_records(reading, bag)
        write_originals(reading.media(), set(blobs), bag)
        self._dossier(reading, bag)
        bag.write("verify.py", (files("firstseen.package") / "verify.py").read_bytes())
        archives = write_web_archives(reading, self.case.blobs, bag, part=self._chosen is not None)
        left_out = sum(1 for digest in named if self.case.blobs.has(digest)) - len(blobs)
        made_at = self._sign(bag, lambda made_at: self._readme(reading, made_at, counts, left_out, archives))
        self._log(bag)
        bag.finish(self._info(reading, made_at))
        return Published(target, len(blobs), counts, made_at)

    def _named(self) -> list[Digest]:
        """The digests that the log names, sorted."""
        return sorted(named_digests(self._entries))

    def _blobs(self, named: list[Digest]) -> list[Digest]:
        if self._chosen is not None:
            return sorted(self._chosen.media)
        return [digest for digest in named if self.case.blobs.has(digest)]

    def _blob(self, digest: Digest) -> Path:
        path = self.case.blobs.path(digest)
        if path.is_symlink() or not path.is_file():
            raise CaseDamagedError(f"{path}: the stored bytes are missing", advice="`firstseen verify` says what is.")
        return path

    def _dossier(self, reading: CollectedReading, bag: BagWriter) -> None:
        folder = self.work / "data" / "dossier"
        with CaseFootage(self.case) as footage:
            publish(
                reading,
                folder,
                previews=CasePreviews(self.case),
                crops=CaseCrops(self.case),
                footage=footage,
                progress=self.progress,
            )
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                bag.adopt(path.relative_to(self.work).as_posix())

    def _sign(self, bag: BagWriter, words: Callable[[datetime], str]) -> datetime:
        """Writes the README and the list of what is published, and has the log name it; gives the date of both."""
        before = self._same_before()
        digests = bag.digests()
        for made_at in [*([before[0]] if before else []), datetime.now(UTC).replace(microsecond=0)]:
            text = words(made_at).encode("utf-8", "backslashreplace")
            lines = sorted({**digests, "README.txt": sha256_hex(text)}.items())
            listed = "".join(f"{digest}  {name}\n" for name, digest in lines).encode()
            if before and before == (made_at, sha256_hex(listed)):
                break
        else:
            about = {**self.wanted.as_json(), "made_at": rfc3339(made_at), "manifest": sha256_hex(listed)}
            self.case.record("publish", about)
        bag.write("README.txt", text)
        bag.write(LIST, listed)
        seal_log(self.case)
        return made_at

    def _same_before(self) -> tuple[datetime, Digest] | None:
        """Date and list of the last publication, if the same was asked for then and nothing happened since."""
        last = next((entry for entry in reversed(self._entries) if entry.what != "key"), None)
        if (
            last is None
            or last.what != "publish"
            or any(last.about.get(name) != value for name, value in self.wanted.as_json().items())
        ):
            return None
        try:
            return datetime.fromisoformat(last.about["made_at"]), str(last.about["manifest"])
        except (KeyError, TypeError, ValueError):
            return None

    def _readme(
        self, reading: CollectedReading, made_at: datetime, counts: dict[str, int], left_out: int, archives: int
    ) -> str:
        signing = self.case.log.signing
        return readme(
            Told(
                facts=reading.facts(),
                made_at=made_at,
                operator=operator(),
                program=f"firstseen {__version__}",
                keys=[signing.key] if signing and signing.key else [],
                counts={name: counts[name] for name in _COUNTED},
                selected=[*self.wanted.groups, *self.wanted.findings] if self.wanted.part else None,
                left_out=left_out,
                web_archives=archives,
            )
        )

    def _log(self, bag: BagWriter) -> None:
        folder = self.case.log.places.folder
        for path in sorted(folder.rglob("*")):
            if path.is_symlink():
                raise CaseDamagedError(f"{path} is a link to another place; a case holds all of its parts itself")
            if path.is_file() and not path.name.startswith(PASSING):
                bag.copy(f"{LOG}/{path.relative_to(folder).as_posix()}", path)

    def _info(self, reading: CollectedReading, made_at: datetime) -> list[tuple[str, str]]:
        facts = reading.facts()
        part = ", ".join([*self.wanted.groups, *self.wanted.findings])
        return [
            ("Bag-Software-Agent", f"firstseen {__version__}"),
            ("Bagging-Date", made_at.date().isoformat()),
            ("External-Description", " - ".join(filter(None, (facts.name, facts.event, facts.place)))),
            ("Internal-Sender-Description", f"Part of a case: {part}" if part else "A whole case"),
        ]
