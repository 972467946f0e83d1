"""A picture, video or sound that lies in a source by itself: an item of its own, with what its sidecars say."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from firstseen.errors import RefusedError
from firstseen.intake.described import Described
from firstseen.intake.json_text import canonical_json
from firstseen.intake.proofs.checked import checked, digests_of_file
from firstseen.intake.sidecars import MAX_SIDECAR_BYTES, parse_sidecar
from firstseen.intake.source import Reading, Source, Tree, TreeContent
from firstseen.model.items import Item, ItemKind, Refusal, ShownMedium

__all__ = ["loose_item"]

_CHUNK = 1 << 20


def loose_item(
    tree: Tree,
    name: str,
    sidecars: Sequence[str],
    listed: Mapping[str, str] = MappingProxyType({}),
    proofs: Sequence[str] = (),
) -> Reading:
    """The item of the file `name`, after a refusal for each sidecar that cannot be read.

    Its record holds the name, the size, the SHA-256 of the bytes and every sidecar as it is, so the item is
    the same when the source is read again, and another one when anything in it changed. What lists of digests say
    (`listed`), and what came of the proofs that lie beside it (`proofs`: files by name), is told in `extra`.
    """
    apart = getattr(tree, "apart", None)
    if (sidecars or proofs) and apart is not None:
        # By a worker (`firstseen.intake.apart.Apart`).
        yield from apart.loose(Source(tree, name), sidecars, listed, proofs)
        return
    about = Described()
    kept: dict[str, object] = {}
    for sidecar in sidecars:
        try:
            data = _limited(tree, sidecar)
            kept[sidecar] = _kept(data)
            about = about.joined(parse_sidecar(sidecar, data))
        except RefusedError as error:
            yield Refusal(error.name, error.reason)
    digest, size = _digest(tree, name)
    record = {"name": name, "sha256": digest, "sidecars": kept, "size": size}
    yield Item(
        key=name,
        kind=ItemKind.FILE,
        record=canonical_json(record),
        locator=name,
        media=(ShownMedium(name=name, content=TreeContent(tree, name), alt=about.alt, credit=about.credit),),
        **about.of_item({**listed, **_proved(tree, name, proofs)}),
    )


def _proved(tree: Tree, name: str, proofs: Sequence[str]) -> dict[str, str]:
    if not proofs:
        return {}
    digests = digests_of_file(tree, name)
    return {proof.what: proof.words() for proof in (checked(tree, place, digests) for place in proofs)}


def _limited(tree: Tree, name: str) -> bytes:
    with tree.open(name) as stream:
        data = stream.read(MAX_SIDECAR_BYTES + 1)
    if len(data) > MAX_SIDECAR_BYTES:
        raise RefusedError(name, f"larger than {MAX_SIDECAR_BYTES >> 20} MiB, which no sidecar is")
    return data


def _kept(data: bytes) -> str | Mapping[str, str]:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def _digest(tree: Tree, name: str) -> tuple[str, int]:
    state = hashlib.sha256()
    size = 0
    with tree.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            state.update(chunk)
            size += len(chunk)
    return state.hexdigest(), size
