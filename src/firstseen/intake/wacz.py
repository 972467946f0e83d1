"""WACZ 1.1.1: web archives in a zip, with a list of their pages and the hashes of their parts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from firstseen.errors import RefusedError
from firstseen.intake.json_text import load_json
from firstseen.intake.page.words import MAX_WORDS
from firstseen.intake.proofs.outcome import Outcome, Proof
from firstseen.intake.proofs.wacz_auth import signature_of
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.webarchive.captures import same_address
from firstseen.intake.webarchive.items import ListedPage, archive_items
from firstseen.intake.webarchive.members import seekable
from firstseen.intake.zip_tree import ZipTree
from firstseen.model.items import Item, Noticed, Refusal, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["WaczReader"]

_PACKAGE = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_ARCHIVE = re.compile(r"archive/.+\.w?arc(?:\.gz)?$", re.I)
_MAX_JSON = 64 << 20
_MAX_PAGES = 200_000
_MAX_LINE = 8 << 20
_MAX_TIME = 200
_HASHES = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})


@dataclass(frozen=True, slots=True)
class _Stated:
    """A part as the package's list states it."""

    path: str
    algorithm: str
    digest: str


class WaczReader:
    """Reads WACZ files. Its hashes are checked first; a part that does not agree is named, and read all the same."""

    name: ClassVar[str] = "WACZ"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether this is a zip with a package description and web archives, or at least the name of such a file."""
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            names = ZipTree(source).all_names
        except RefusedError:
            return False
        return _PACKAGE in names and (
            any(_ARCHIVE.match(name) for name in names) or source.name.lower().endswith(".wacz")
        )

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """What fails its hash, then the items of each archive inside; raises `RefusedError` when there are none."""
        tree = ZipTree(source)
        yield SourceRead(source.name, self.name, source.content())
        with tree:
            faults = [
                *(_under(source.name, found) for found in tree.walk() if isinstance(found, Refusal)),
                *_check(source.name, tree),
            ]
            packed = tuple(_packed(tree))
            signed = _signature(tree)
            if signed and signed.outcome is Outcome.DOES_NOT_MATCH:
                faults.append(Refusal(f"{source.name}/{_DIGEST}", f"{signed.detail}; it is read all the same"))
            archives = [name for name in tree.names() if _ARCHIVE.match(name)]
            listed = _pages(tree)
            items = 0
            for name in archives:
                for found in _archive(source, tree, name, listed):
                    items += isinstance(found, Item)
                    if isinstance(found, Item):
                        extra = {**found.extra, signed.what: signed.words()} if signed else found.extra
                        yield replace(found, times=(*found.times, *packed), extra=extra)
                    elif isinstance(found, Noticed):
                        yield found
                    else:
                        faults.append(found)
        if not items:
            why = (
                "" if archives else f"no web archive lies in its folder archive/ ({len(tree.all_names)} other files); "
            )
            said = "; ".join(f"{fault.name.removeprefix(source.name + '/')}: {fault.reason}" for fault in faults[:4])
            raise RefusedError(source.name, f"gives no page and no picture: {why}{said}".rstrip("; "))
        yield from faults


def _archive(
    source: Source, tree: ZipTree, name: str, listed: dict[str, ListedPage]
) -> Iterator[Item | Refusal | Noticed]:
    place = f"{source.name}/{name}"
    try:
        yield from archive_items(place, seekable(source, tree, name), listed)
    except RefusedError as error:
        yield Refusal(place, error.reason)


def _under(name: str, refusal: Refusal) -> Refusal:
    return Refusal(f"{name}/{refusal.name}" if refusal.name != name else name, refusal.reason)


def _check(name: str, tree: ZipTree) -> Iterator[Refusal]:
    """A refusal for each part whose bytes do not agree with the package's list, or that the list names in vain."""
    try:
        package = _json(tree, _PACKAGE)
        if tree.has(_DIGEST):
            stated = _stated(_PACKAGE, _json(tree, _DIGEST))
            yield from _checked(name, tree, stated, _DIGEST)
        resources = package.get("resources")
        if not isinstance(resources, list):
            raise RefusedError(_PACKAGE, "lists no resources, so no part can be checked")
        for resource in resources[:_MAX_PAGES]:
            path = resource.get("path") if isinstance(resource, dict) else None
            if isinstance(path, str):
                yield from _checked(name, tree, _stated(path, resource), _PACKAGE)
    except RefusedError as error:
        yield Refusal(f"{name}/{error.name}", error.reason)


def _stated(path: str, described: dict[str, Any]) -> _Stated:
    """The hash stated for a part, in the words of WACZ 1.1 ("sha256:..."), or in those of 1.0 ("stats", "hashing")."""
    stats = described.get("stats")
    value = described.get("hash") or (stats.get("hash") if isinstance(stats, dict) else None)
    text = value if isinstance(value, str) else ""
    algorithm, colon, digest = text.partition(":")
    if not colon:
        algorithm, digest = str(described.get("hashing") or "sha256"), text
    return _Stated(path, algorithm.lower().replace("-", ""), digest.lower())


def _checked(name: str, tree: ZipTree, stated: _Stated, by: str) -> Iterator[Refusal]:
    place = f"{name}/{stated.path[:200]}"
    if not tree.has(stated.path):
        yield Refusal(place, f"named in {by}, but not in the package")
    elif stated.algorithm not in _HASHES or not stated.digest:
        yield Refusal(place, f"{by} states no hash for it that can be checked")
    else:
        found = hashlib.new(stated.algorithm, usedforsecurity=False)
        with tree.open(stated.path) as stream:
            while data := stream.read(1 << 20):
                found.update(data)
        if found.hexdigest() != stated.digest:
            yield Refusal(
                place,
                f"does not agree with the hash in {by}: its {stated.algorithm} begins {found.hexdigest()[:16]}, "
                f"not {stated.digest[:16]}; it was changed after the package was made, and is read all the same",
            )


def _signature(tree: ZipTree) -> Proof | None:
    """What came of the signature over the package's list; None where there is no file that could hold one."""
    if not (tree.has(_DIGEST) and tree.has(_PACKAGE)):
        return None
    try:
        with tree.open(_PACKAGE) as stream:
            digest = hashlib.sha256(stream.read(_MAX_JSON)).hexdigest()
        return signature_of(_json(tree, _DIGEST), digest)
    except RefusedError:
        return None


def _packed(tree: ZipTree) -> Iterator[StatedTime]:
    """When the package was made, last changed and signed, by the clocks of who did it.

    Some programs keep for `created`, and even for the signature, when they began to capture: what that means beside the
    times of the captures is for the reader of the times.
    """
    stated: list[tuple[object, str]] = []
    for name, places in ((_PACKAGE, ((), ("created", "modified"))), (_DIGEST, (("signedData",), ("created",)))):
        try:
            value: Any = _json(tree, name) if tree.has(name) else {}
        except RefusedError:
            continue
        for key in places[0]:
            value = value.get(key)
        where = "the signature's" if places[0] else "the package's"
        if isinstance(value, dict):
            stated += [(value.get(key), f"{where} {key} ({name})") for key in places[1]]
    for text, where in stated:
        if isinstance(text, str) and text.strip():
            yield StatedTime(TimeRole.PACKED, text.strip()[:_MAX_TIME], where)


def _json(tree: ZipTree, name: str) -> dict[str, Any]:
    with tree.open(name) as stream:
        data = stream.read(_MAX_JSON + 1)
    if len(data) > _MAX_JSON:
        raise RefusedError(name, f"larger than {_MAX_JSON >> 20} MiB")
    try:
        value = load_json(data.decode("utf-8-sig"))
    except ValueError as error:
        raise RefusedError(name, f"is not JSON ({error})") from error
    if not isinstance(value, dict):
        raise RefusedError(name, "is not a JSON object")
    return value


def _pages(tree: ZipTree) -> dict[str, ListedPage]:
    """The pages by address, from `pages/*.jsonl`; lines that cannot be read are passed over."""
    found: dict[str, ListedPage] = {}
    for name in tree.names():
        if not re.fullmatch(r"pages/[^/]+\.jsonl", name):
            continue
        try:
            with tree.open(name) as stream:
                while len(found) < _MAX_PAGES and (line := stream.readline(_MAX_LINE)):
                    _note_page(found, line)
        except RefusedError:
            continue
    return found


def _note_page(found: dict[str, ListedPage], line: bytes) -> None:
    try:
        page = load_json(line.decode("utf-8"))
    except ValueError:
        return
    url = page.get("url") if isinstance(page, dict) else None
    if isinstance(url, str):
        title, text, stamp = page.get("title"), page.get("text"), page.get("ts")
        found.setdefault(
            same_address(url),
            ListedPage(
                title if isinstance(title, str) else None,
                text[:MAX_WORDS] if isinstance(text, str) else None,
                stamp.strip()[:_MAX_TIME] if isinstance(stamp, str) and stamp.strip() else None,
            ),
        )
