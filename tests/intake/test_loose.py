from __future__ import annotations

import hashlib
import json
from pathlib import Path

from firstseen.intake.loose import loose_item
from firstseen.intake.sidecars import MAX_SIDECAR_BYTES
from firstseen.intake.tree import FolderTree
from firstseen.model.identifiers import item_id
from firstseen.model.items import Item, ItemKind, Refusal


def _read(folder: Path, *sidecars: str) -> tuple[Item, list[Refusal]]:
    found = list(loose_item(FolderTree(folder), "a.jpg", sidecars))
    (item,) = [entry for entry in found if isinstance(entry, Item)]
    return item, [entry for entry in found if isinstance(entry, Refusal)]


def _id(item: Item) -> str:
    return item_id(item.key, item.record)


def test_the_record_holds_the_digest_and_the_sidecars_as_they_are(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    (tmp_path / "a.json").write_text('{"title": "Повінь", "broadcaster": "قناة"}', "utf-8")
    item, refusals = _read(tmp_path, "a.json")
    assert refusals == []
    assert json.loads(item.record) == {
        "name": "a.jpg",
        "sha256": hashlib.sha256(jpeg).hexdigest(),
        "sidecars": {"a.json": '{"title": "Повінь", "broadcaster": "قناة"}'},
        "size": len(jpeg),
    }
    assert (item.key, item.kind, item.locator, item.title) == ("a.jpg", ItemKind.FILE, "a.jpg", "Повінь")
    assert item.extra == {"broadcaster": "قناة"}
    assert [shown.name for shown in item.media] == ["a.jpg"]


def test_the_item_stays_the_same_until_a_byte_changes(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    first = _id(_read(tmp_path)[0])
    assert _id(_read(tmp_path)[0]) == first
    (tmp_path / "a.jpg").write_bytes(jpeg + b"\x00")
    second = _id(_read(tmp_path)[0])
    (tmp_path / "a.txt").write_text("words")
    assert len({first, second, _id(_read(tmp_path, "a.txt")[0])}) == 3


def test_sidecars_that_are_broken_or_too_large_are_refused_and_the_picture_stays(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\xfd")
    with (tmp_path / "a.jpg.json").open("wb") as stream:
        stream.truncate(MAX_SIDECAR_BYTES + 1)
    (tmp_path / "a.txt").write_text("слова")
    item, refusals = _read(tmp_path, "a.json", "a.jpg.json", "a.txt")
    assert [refusal.name for refusal in refusals] == ["a.json", "a.jpg.json"]
    assert item.text == "слова"
    assert json.loads(item.record)["sidecars"]["a.json"] == {"base64": "//79"}
