#!/usr/bin/env python3
"""Checks an evidence package that was written by firstseen.

    python3 verify.py [FOLDER] [--key VKEY]

FOLDER is the package; without it, the folder that this file lies in. This program needs Python 3.9 or newer and
nothing else: no other package, no network. It reads only, and it is meant to be read: it is everything you must trust.

What it checks, in this order:
  1  the bag (RFC 8493): every file is listed in both manifests, every listed file is there, every digest is right
  2  the stored bytes: each file in data/blobs/ has the SHA-256 that is its name, and the custody log names it
  3  the custody log: its lines hash to the Merkle tree root (RFC 6962) that every signed checkpoint states, the newest
     and all older ones; the tree's tiles (C2SP tlog-tiles) hold the same hashes and entries
  4  the signatures of the checkpoints (Ed25519, RFC 8032, as C2SP signed notes)
  5  the list of what was published (data/publication.sha256): the log's publication entry names its digest, and every
     file in it is as it was when that entry was signed

It ends with exit code 0 when all of this holds, 3 when anything is wrong (each with its exact place), 2 when it was
called in a way that cannot work. What it cannot check, it says: above all *whose* key signed. Compare the key it
prints with one that you were given in another way, or hand that key over with --key.
"""

# Names stay the text that the lists hold, so paths are joined as text here.
# ruff: noqa: PTH100, PTH112, PTH114, PTH118, PTH120, PTH208, UP007

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, Union

CHUNK = 1 << 20  # bytes read at a time: memory does not grow with the package
LONGEST_LINE = 1 << 24  # bytes; no list or entry has longer lines
LONGEST_NOTE = 1 << 16  # bytes of a checkpoint or key

wrong: list[tuple[str, str]] = []  # what is wrong: (place, what)
unchecked: list[str] = []  # what this program cannot check


def say(words: str = "") -> None:
    """Prints a line. Characters that could move a terminal's cursor are shown as codes."""
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in words)
    sys.stdout.write(shown.encode("ascii", "backslashreplace").decode("ascii") + "\n")


def fault(place: str, what: str) -> None:
    """Notes that something is wrong at a place. Checking goes on: everything wrong is told at the end."""
    wrong.append((place, what))


class RefusedError(Exception):
    """A file cannot be read as what it should be; the message says why."""


# --------------------------------------------------------------------------- files, never outside the package


def safe_name(name: str) -> bool:
    """Whether a file name from a list stays inside the package: relative, without "..", and without odd characters."""
    parts = name.split("/")
    return not (
        name.startswith("~")
        or any(part in ("", ".", "..") for part in parts)
        or any(c in name for c in "\\:%\0")
        or not name.isprintable()
    )


def open_file(root: str, name: str) -> BinaryIO:
    """A file of the package, for reading. Links and other things that are no files are refused, and so is a way out."""
    if not safe_name(name):
        raise RefusedError("the name leads out of the package, or cannot be a file's")
    path = root
    for part in name.split("/"):
        path = os.path.join(path, part)
        if os.path.islink(path):
            raise RefusedError("is a link, or lies behind one")
    try:
        file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)), "rb")
    except OSError as error:
        raise RefusedError(error.strerror or str(error)) from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise RefusedError("is not a file")
    return file


def lines(root: str, name: str) -> Iterator[bytes]:
    """The lines of a file, each without its line end. A last line without one is refused: it may have been cut."""
    with open_file(root, name) as file:
        while True:
            line = file.readline(LONGEST_LINE)
            if not line:
                return
            if not line.endswith(b"\n"):
                raise RefusedError(f"a line is cut off, or longer than {LONGEST_LINE} bytes")
            yield line[:-1]


def small(root: str, name: str) -> bytes:
    """The whole of a small file."""
    with open_file(root, name) as file:
        data = file.read(LONGEST_NOTE + 1)
    if len(data) > LONGEST_NOTE:
        raise RefusedError(f"is longer than {LONGEST_NOTE} bytes")
    return data


def files_in(root: str, folder: str = "") -> Iterator[str]:
    """The names of all files of the package, sorted; what is neither a file nor a folder is told as wrong."""
    for name in sorted(os.listdir(os.path.join(root, folder) if folder else root)):
        inner = folder + "/" + name if folder else name
        mode = os.lstat(os.path.join(root, inner)).st_mode
        if not safe_name(inner):
            fault(inner, "no file of a package has such a name")
        elif stat.S_ISDIR(mode):
            yield from files_in(root, inner)
        elif stat.S_ISREG(mode):
            yield inner
        else:
            fault(inner, "is a link or a device, not a file")


# --------------------------------------------------------------------------- 1: the bag (RFC 8493)

ALGORITHMS = {"sha256": 64, "sha512": 128}  # name -> hexadecimal digits
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def digest_list(root: str, name: str, digits: int) -> dict[str, str]:
    """A list of digests, one "digest  name" a line: {name: digest}. What is written otherwise is told as wrong."""
    found: dict[str, str] = {}
    try:
        for number, line in enumerate(lines(root, name), 1):
            match = re.fullmatch(b"([0-9a-f]{%d})  (.+)" % digits, line)
            try:
                listed = match.group(2).decode("utf-8") if match else ""
            except UnicodeDecodeError:
                listed = ""
            if not match or not safe_name(listed) or listed in found:
                fault(f"{name}, line {number}", "is not a digest and the name of one file inside the package")
            else:
                found[listed] = match.group(1).decode("ascii")
    except RefusedError as why:
        fault(name, str(why))
    return found


def digests_of(root: str, name: str) -> tuple[dict[str, str], int]:
    """The SHA-256 and SHA-512 of a file, and its size, in one pass."""
    states = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    size = 0
    with open_file(root, name) as file:
        while True:
            chunk = file.read(CHUNK)
            if not chunk:
                break
            size += len(chunk)
            for state in states.values():
                state.update(chunk)
    return {algorithm: state.hexdigest() for algorithm, state in states.items()}, size


def check_bag(root: str) -> dict[str, str]:
    """Every file against the manifests, and the manifests against the files. Gives {name: SHA-256} of what is there."""
    present = list(files_in(root))
    if "fetch.txt" in present:
        fault("fetch.txt", "names files to be fetched from elsewhere: such a package is refused")
    try:
        if small(root, "bagit.txt") != DECLARATION:
            fault("bagit.txt", "is not the declaration of a bag of version 1.0")
    except RefusedError as why:
        fault("bagit.txt", str(why))
    expected = read_manifests(root, present)
    found: dict[str, str] = {}
    octets = count = 0
    for name in present:
        try:
            digests, size = digests_of(root, name)
        except RefusedError as why:
            fault(name, str(why))
            continue
        found[name] = digests["sha256"]
        if name.startswith("data/"):
            octets, count = octets + size, count + 1
        for manifest, algorithm, digest in expected.pop(name, ()):
            if digests[algorithm] != digest:
                fault(name, f"was changed: its {algorithm.upper()} is not the one in {manifest}")
    for name in sorted(expected):
        fault(name, f"is listed in {expected[name][0][0]}, but missing")
    check_oxum(root, octets, count)
    return found


def read_manifests(root: str, present: list[str]) -> dict[str, list[tuple[str, str, str]]]:
    """{name: [(manifest, algorithm, digest)]}; a file that a manifest should list, and does not, is told as wrong.

    The payload, data/, has manifests of its own; the tag manifests list all else but themselves.
    """
    expected: dict[str, list[tuple[str, str, str]]] = {}
    for algorithm, digits in ALGORITHMS.items():
        for manifest, payload in ((f"manifest-{algorithm}.txt", True), (f"tagmanifest-{algorithm}.txt", False)):
            listed = digest_list(root, manifest, digits)
            for name, digest in listed.items():
                if name.startswith("data/") != payload:
                    fault(manifest, f"lists {name}, which belongs into another list")
                expected.setdefault(name, []).append((manifest, algorithm, digest))
            for name in present:
                if name.startswith("data/") == payload and name not in listed and not name.startswith("tagmanifest-"):
                    fault(name, f"is not listed in {manifest}")
    return expected


def check_oxum(root: str, octets: int, count: int) -> None:
    """bag-info.txt states how many bytes and files the payload has."""
    try:
        stated = re.findall(rb"(?m)^Payload-Oxum: (.*)$", small(root, "bag-info.txt"))
        if stated != [b"%d.%d" % (octets, count)]:
            fault("bag-info.txt", f"the payload has {octets} bytes in {count} files, which is not what it states")
    except RefusedError as why:
        fault("bag-info.txt", str(why))


# --------------------------------------------------------------------------- 4: Ed25519 (RFC 8032, section 5.1)

P = 2**255 - 19  # the field
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, P - 2, P) % P  # the curve: -x^2 + y^2 = 1 + D x^2 y^2
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z


def add(a: Point, b: Point) -> Point:
    """The sum of two points (RFC 8032, 5.1.4)."""
    e1 = (a[1] - a[0]) * (b[1] - b[0]) % P
    e2 = (a[1] + a[0]) * (b[1] + b[0]) % P
    e3 = 2 * a[3] * b[3] * D % P
    e4 = 2 * a[2] * b[2] % P
    e, f, g, h = e2 - e1, e4 - e3, e4 + e3, e2 + e1
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, point: Point) -> Point:
    """The point added to itself `scalar` times."""
    total = (0, 1, 1, 0)  # the neutral element
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def point_from(data: bytes) -> Point | None:
    """A point from its 32 bytes (RFC 8032, 5.1.3); None if they are not one."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_MINUS_1 % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) is that of the key `public` (32 bytes) over `message` (RFC 8032, 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r = point_from(public), point_from(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= L or BASE is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --------------------------------------------------------------------------- 4: keys and checkpoints (C2SP)


ED25519 = b"\x01"  # the kind of key
Key = tuple[str, bytes, bytes]  # name, key id, public key


def key_text(key: Key) -> str:
    """A key as it is written: name+id+base64."""
    return f"{key[0]}+{key[1].hex()}+{base64.b64encode(ED25519 + key[2]).decode()}"


def key_from(text: str) -> Key:
    """(name, key id, public key) from a verifier key "name+id+base64" (C2SP signed-note); raises `RefusedError`."""
    try:
        name, identifier, encoded = text.strip().split("+", 2)
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise RefusedError("is not a key") from None
    expected = hashlib.sha256(name.encode("utf-8") + b"\n" + data).hexdigest()[:8]
    if len(data) != 33 or data[:1] != ED25519 or expected != identifier or base64.b64encode(data).decode() != encoded:
        raise RefusedError("is not an Ed25519 key that has the name and number it states")
    return name, bytes.fromhex(identifier), data[1:]


def read_keys(root: str, names: list[str], given: list[str]) -> list[Key]:
    """The keys that may sign: those that were handed over, else those in the package."""
    keys = [key_from(text) for text in given]
    for name in names:
        try:
            text = small(root, name).decode("utf-8")
            key = key_from(text)
            if text.strip() + "\n" != text:
                raise RefusedError("holds more than one key")
            if not given:
                keys.append(key)
            elif key not in keys:
                unchecked.append(f"{name}: another key than the one you handed over; it counts for nothing")
        except (RefusedError, UnicodeDecodeError) as why:
            fault(name, str(why))
    return keys


class Checkpoint:
    """A signed checkpoint: which log, how many entries, the tree's root hash, and the known keys that signed it."""

    def __init__(self, place: str, origin: str, size: int, root: bytes) -> None:
        self.place, self.origin, self.size, self.root = place, origin, size, root
        self.signers: set[str] = set()


def read_checkpoint(root: str, place: str, keys: list[Key]) -> Checkpoint | None:
    """A checkpoint with its signatures checked; what is wrong with it is told. None if it cannot be read."""
    try:
        text, rest = small(root, place).decode("utf-8").split("\n\n", 1)
        text += "\n"
        head = text.split("\n")
        size, tree = int(head[1]), base64.b64decode(head[2], validate=True)
        if str(size) != head[1] or len(tree) != 32 or base64.b64encode(tree).decode() != head[2] or head[3:] != [""]:
            raise ValueError
        signatures = [line.split(" ") for line in rest.split("\n")]
        if signatures.pop() != [""] or any(len(parts) != 3 or parts[0] != "\u2014" for parts in signatures):
            raise ValueError
    except RefusedError as why:
        fault(place, str(why))
        return None
    except (ValueError, IndexError):
        fault(place, "is not a checkpoint with signatures")
        return None
    read = Checkpoint(place, head[0], size, tree)
    for _, name, encoded in signatures:
        check_signature(read, text.encode("utf-8"), name, encoded, keys)
    return read


def check_signature(read: Checkpoint, text: bytes, name: str, encoded: str, keys: list[Key]) -> None:
    """One signature line of a checkpoint."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        data = b""
    if base64.b64encode(data).decode() != encoded:
        fault(read.place, "holds a signature that is not one")
    matching = [key for key in keys if key[:2] == (name, data[:4])]
    if not matching:
        unchecked.append(f"{read.place}: a signature by {name}, whose key is not known here")
    elif any(signed_by(key[2], text, data[4:]) for key in matching):
        read.signers.update(key_text(key) for key in matching)
    else:
        fault(read.place, f"the signature by {name} is wrong: the checkpoint was changed after it was signed")


# --------------------------------------------------------------------------- 3: the Merkle tree (RFC 6962, 2.1)


def leaf(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two hashes."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """A Merkle tree that grows by one entry at a time. It keeps only the roots of its whole subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self.whole: list[tuple[int, bytes]] = []  # [(height, hash)], from the largest subtree to the smallest

    def grow(self, height: int, value: bytes) -> None:
        """Adds a subtree of 2^height entries."""
        self.size += 1 << height
        while self.whole and self.whole[-1][0] == height:
            value, height = node(self.whole.pop()[1], value), height + 1
        self.whole.append((height, value))

    def root(self) -> bytes:
        """The root over all entries so far."""
        if not self.whole:
            return hashlib.sha256().digest()
        value = self.whole[-1][1]
        for _, left in reversed(self.whole[:-1]):
            value = node(left, value)
        return value


Level = Union[int, str]  # of a tile: 0, 1, ... or "entries"


class Tiles:
    """The tiles that the log must have (C2SP tlog-tiles): 256 hashes each, and bundles of 256 entries, compared as the
    entries go by. Of what a tile level is still short of 256, a partial tile `NNN.p/W` holds the first W."""

    def __init__(self, root: str, folder: str, present: list[str]) -> None:
        self.root, self.folder, self.left = root, folder, set(present)
        self.pending: dict[Level, list[bytes]] = {}  # level -> hashes of the tile that is not full yet
        self.number: dict[Level, int] = {}  # level -> the number of that tile
        self.partial: dict[
            tuple[str, ...], list[int]
        ] = {}  # (level, number) -> the widths that partial tiles are there for
        for name in present:
            match = re.fullmatch(re.escape(folder) + r"/(entries|\d+)/((?:x\d{3}/)*\d{3})\.p/([1-9]\d*)", name)
            if match:
                self.partial.setdefault(match.group(1, 2), []).append(int(match.group(3)))

    def add(self, level: Level, piece: bytes) -> None:
        """Adds a hash to a level (or an entry to "entries"); a full tile is compared, and counts one level up."""
        tile = self.pending.setdefault(level, [])
        tile.append(piece)
        if len(tile) == 256:
            self.compare(level, full=True)
            if isinstance(level, int):
                top = Tree()
                for value in tile:
                    top.grow(0, value)
                self.add(level + 1, top.root())
            tile.clear()
            self.number[level] = self.number.get(level, 0) + 1

    def compare(self, level: Level, full: bool) -> None:
        """The tile in hand against the files that should hold it."""
        tile, number = self.pending[level], f"{self.number.get(level, 0) % 1000:03}"
        above = self.number.get(level, 0) // 1000
        while above:
            number, above = f"x{above % 1000:03}/{number}", above // 1000
        if level == "entries" and b"" in tile:
            return  # an entry of a log of version 0.1 that is too long for the format: there is no bundle
        name = f"{self.folder}/{level}/{number}"
        widths = sorted(set(self.partial.pop((str(level), number), [])) & set(range(1, 256)))
        if full or len(tile) not in widths:
            widths.append(len(tile))
        for width in widths:
            self.compare_file(name if width == 256 else f"{name}.p/{width}", tile[:width])

    def compare_file(self, name: str, pieces: list[bytes]) -> None:
        """One tile file against what it should hold."""
        self.left.discard(name)
        try:
            with open_file(self.root, name) as file:
                for piece in pieces:
                    if file.read(len(piece)) != piece:
                        raise RefusedError("does not hold what the log's lines give")
                if file.read(1):
                    raise RefusedError("holds more than the log's lines give")
        except RefusedError as why:
            fault(name, str(why))

    def end(self) -> None:
        """After the last entry: the partial tiles, and files that are no tile of this log."""
        for level, tile in list(self.pending.items()):
            if tile:
                self.compare(level, full=False)
        for name in sorted(self.left):
            fault(name, "is no tile of this log")


LOG = "data/log"
JOURNAL = LOG + "/custody.jsonl"


def check_log(root: str, present: list[str], given: list[str]) -> Entries:
    """The log against its checkpoints and tiles. Gives what its entries tell."""
    keys = read_keys(root, [name for name in present if name.startswith(LOG + "/keys/")], given)
    wanted = read_checkpoints(root, present, keys)
    tree, entries = Tree(), Entries()
    tiles = Tiles(root, LOG + "/tile", [name for name in present if name.startswith(LOG + "/tile/")])
    try:
        for number, line in enumerate(lines(root, JOURNAL), 1):
            tree.grow(0, leaf(line))
            tiles.add(0, leaf(line))
            tiles.add("entries", len(line).to_bytes(2, "big") + line if len(line) < 1 << 16 else b"")
            entries.take(number, line)
            for checkpoint in wanted.pop(number, ()):
                check_checkpoint(checkpoint, tree.root(), entries.key)
    except RefusedError as why:
        fault(JOURNAL, str(why))
    tiles.end()
    for checkpoint in (one for found in wanted.values() for one in found):
        fault(checkpoint.place, f"states more entries than {JOURNAL} has ({tree.size})")
    if tree.size not in sizes_of(present):
        fault(LOG + "/checkpoint", f"the log has {tree.size} entries, and no checkpoint is over all of them")
    say(f"The custody log has {tree.size} entries. Keys that sign for it:")
    for key in keys:
        say(f"    {key_text(key)}")
    if not given:
        unchecked.append("whose key it is: who made this package could have made the key too. Compare it, or use --key")
    return entries


def sizes_of(present: list[str]) -> set[int]:
    """The sizes that checkpoints are kept for, by their names."""
    names = (name[len(LOG + "/checkpoints/") :] for name in present if name.startswith(LOG + "/checkpoints/"))
    return {int(name) for name in names if re.fullmatch("[1-9][0-9]*", name)}


def read_checkpoints(root: str, present: list[str], keys: list[Key]) -> dict[int, list[Checkpoint]]:
    """All checkpoints by size. Each is kept under its size; `checkpoint` is the newest of them once more."""
    wanted: dict[int, list[Checkpoint]] = {}
    origins = set()
    for place in [LOG + "/checkpoint"] + [name for name in present if name.startswith(LOG + "/checkpoints/")]:
        read = read_checkpoint(root, place, keys)
        if read is None:
            continue
        wanted.setdefault(read.size, []).append(read)
        origins.add(read.origin)
        right = max(sizes_of(present), default=0) if place == LOG + "/checkpoint" else place.rsplit("/", 1)[1]
        if str(read.size) != str(right):
            fault(place, f"is over {read.size} entries, not over {right}")
    if len(origins) > 1:
        fault(LOG, f"its checkpoints are of different logs: {', '.join(sorted(origins))}")
    return wanted


def check_checkpoint(checkpoint: Checkpoint, root: bytes, key: Any) -> None:
    """A checkpoint against the tree's root at its size, and its signers against the key that the log says signs."""
    if checkpoint.root != root:
        fault(checkpoint.place, f"its root is not that of the first {checkpoint.size} lines of {JOURNAL}")
    if key is None:
        unchecked.append(f"{checkpoint.place}: nobody signs it, as the log says")
    elif key not in checkpoint.signers:
        fault(checkpoint.place, f"has no good signature by the key that the log names ({key})")


class Entries:
    """What the entries of the log tell: the digests they name, and what was published. An entry that was too long for
    one line stands in several, whose texts are joined (`part` says which of how many)."""

    def __init__(self) -> None:
        self.named: set[str] = set()
        self.publications: list[tuple[str, str, Any]] = []  # (at, who, about)
        self.stamps: dict[str, str] = {}  # files of trusted time that the log tells of: name -> SHA-256
        self.key: Any = None  # the key that signs from here on, as the last "key" entry names it
        self.parts: list[str] = []

    def take(self, number: int, line: bytes) -> None:
        """Takes in the next line of the log."""
        place = f"{JOURNAL}, entry {number}"
        try:
            entry = json.loads(line.decode("utf-8"))
            if entry["number"] != number:
                fault(place, f"has another number ({entry['number']!r})")
            about, part = entry["about"], entry.get("part")
            if part:
                if part["number"] != len(self.parts) + 1:
                    fault(place, "is not the next part of an entry")
                self.parts.append(about["json"])
                if len(self.parts) < part["of"]:
                    return
                about = json.loads("".join(self.parts))
            self.parts = []
            if entry["what"] == "key":
                self.key = about["key"]
            if entry["what"] == "stamp":
                self.stamps[f"{LOG}/timestamps/{about['file']}"] = str(about["digest"])
            if entry["what"] == "publish" and about.get("kind") == "package":
                self.publications.append((str(entry["at"]), str(entry["who"]), about))
        except (ValueError, KeyError, TypeError, RecursionError):
            fault(place, "is not an entry of a custody log")
            return
        self.named.update(re.findall('"([0-9a-f]{64})"', json.dumps(about)))


def check_stamps(root: str, found: dict[str, str], told: dict[str, str]) -> None:
    """Files of trusted time against the entries that tell of them. RFC 3161 itself needs X.509 and RSA, which the
    standard library has not: it is said how openssl checks them."""
    for name, digest in told.items():
        if name not in found:
            fault(name, "the log tells of it, but it is missing")
        elif found[name] != digest:
            fault(name, "was changed after the log told of it")
    for name in found:
        if name.startswith(LOG + "/timestamps/") and name not in told:
            fault(name, "no entry of the log tells of it")
        match = re.fullmatch(LOG + r"/timestamps/([1-9]\d*)-[^/]*\.(tsr|ots)", name)
        if not match:
            continue
        over = f"{LOG}/checkpoints/{match.group(1)}"
        if match.group(2) == "ots":
            unchecked.append(f"{name}: an OpenTimestamps proof for {over}, which cannot be checked without a network")
            continue
        check_imprint(root, name, over)
        unchecked.append(
            f"{name}: the time stamp. With the certificate of the authority that you trust (CA.pem), run:\n"
            f"        openssl ts -verify -in {name} -data {over} -CAfile CA.pem\n"
            f"        Certificates that the desk trusts are in {LOG}/timestamps/trust/"
        )


def check_imprint(root: str, name: str, over: str) -> None:
    """A time stamp holds the digest of what was stamped: this much is seen without understanding the rest of it."""
    try:
        stamp, data = small(root, name), small(root, over)
        if not any(hashlib.new(kind, data).digest() in stamp for kind in ("sha256", "sha384", "sha512")):
            fault(name, f"does not hold the digest of {over}")
    except RefusedError as why:
        fault(name, f"{over}: {why}")


# --------------------------------------------------------------------------- 2 and 5: stored bytes, what was published

LIST = "data/publication.sha256"
BLOB = re.compile(r"data/blobs/([0-9a-f]{2})/([0-9a-f]{64})")


def check_blobs(found: dict[str, str], named: set[str]) -> None:
    """Stored bytes: the name is the SHA-256, the folder its first two digits, and the log names it."""
    count = 0
    for name, digest in found.items():
        if not name.startswith("data/blobs/"):
            continue
        count += 1
        match = BLOB.fullmatch(name)
        if not match or match.group(1) != match.group(2)[:2]:
            fault(name, "is not named by a digest")
        elif match.group(2) != digest:
            fault(name, f"was changed: its SHA-256 is {digest}")
        elif digest not in named:
            fault(name, "no entry of the custody log names it")
    say(f"Stored files: {count}.")


def check_publication(root: str, found: dict[str, str], publications: list[tuple[str, str, Any]]) -> None:
    """The last publication entry names the list; the list names all files but the log's and the bag's own."""
    if not publications:
        fault(JOURNAL, "tells of no package that was published")
        return
    at, who, about = publications[-1]
    say(f"Published: {at} by {who}.")
    if found.get(LIST) is None or not isinstance(about, dict) or about.get("manifest") != found.get(LIST):
        fault(LIST, "is not the list that the last publication entry of the log names")
    listed = digest_list(root, LIST, 64)
    for name, digest in listed.items():
        if found.get(name) != digest:
            fault(
                name,
                "is not as it was when the publication was signed"
                if name in found
                else "was published, but is missing",
            )
    bag = re.compile(r"bagit\.txt|bag-info\.txt|(tag)?manifest-sha(256|512)\.txt")
    for name in found:
        if name not in listed and name != LIST and not name.startswith(LOG + "/") and not bag.fullmatch(name):
            fault(name, "was not there when the publication was signed")


def main(arguments: list[str]) -> int:
    """Checks a package; gives the exit code."""
    given: list[str] = []
    while "--key" in arguments[:-1]:
        at = arguments.index("--key")
        given.append(arguments[at + 1])
        del arguments[at : at + 2]
    root = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    if len(arguments) > 1 or root.startswith("-") or not os.path.isdir(root):
        say("usage: python3 verify.py [FOLDER] [--key VKEY]    FOLDER: the package, opened if it was encrypted")
        return 2
    try:
        for text in given:
            key_from(text)
    except RefusedError as why:
        say(f"--key: {why}; it looks like NAME+0123abcd+BASE64")
        return 2
    found = check_bag(root)
    say(f"Files in the package: {len(found)}.")
    entries = check_log(root, sorted(found), given)
    check_stamps(root, found, entries.stamps)
    check_blobs(found, entries.named)
    check_publication(root, found, entries.publications)
    for words in unchecked:
        for line in ("Not checked: " + words).split("\n"):
            say(line)
    for place, what in wrong:
        say(f"WRONG  {place}: {what}")
    if wrong:
        say(f"Wrong: {len(wrong)}. Do not rely on this package.")
        return 3
    say("Nothing is wrong: every file, every entry of the log and every signature agree.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
