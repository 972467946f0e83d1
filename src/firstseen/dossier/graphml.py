"""The spread as GraphML (graphml.graphdrawing.org, XML 1.0): one directed graph for any number of groups.

Nodes are versions, missing ancestors and appearances (`kind`), each with its `group`. Edges (`kind`): `came_from` runs
from a version to what came from it, `taken` from an appearance to the one that took it, `shown_in` from a version to
an appearance of it. An edge that is not `decided` has a direction only because the format asks for one: it says that
the two are next to each other. Written as a stream: memory grows with one group, not with the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from lxml import etree

from firstseen.dossier.spread_parts import SpreadParts, xml_words
from firstseen.model.records import AppearanceRecord, MediumRecord
from firstseen.model.spread import Edge, MissingAncestor, Version
from firstseen.model.time import rfc3339

__all__ = ["write_graphml"]

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_NODE: Final = {
    "kind": "string",
    "group": "string",
    "label": "string",
    "root": "boolean",
    "medium": "string",
    "box": "string",
    "names": "string",
    "earliest": "string",
    "latest": "string",
    "before": "string",
    "must_contain": "string",
    "reason": "string",
    "platform": "string",
    "author": "string",
    "url": "string",
    "text": "string",
}
_EDGE: Final = {
    "kind": "string",
    "decided": "boolean",
    "confidence": "double",
    "changes": "string",
    "signs": "string",
    "reason": "string",
}

_Values = Mapping[str, object]


def write_graphml(parts: Iterable[SpreadParts], path: Path) -> None:
    """Writes the spreads of `parts` to `path`. Raises OSError."""
    with (
        path.open("wb") as file,
        etree.xmlfile(file, encoding="utf-8") as out,
    ):
        out.write_declaration()
        with out.element(_tag("graphml"), nsmap={None: _NAMESPACE}):
            for domain, keys in (("node", _NODE), ("edge", _EDGE)):
                for name, kind in keys.items():
                    out.write(_made("key", {"id": _key(domain, name), "for": domain, "attr.name": name,
                                            "attr.type": kind}), "\n")  # fmt: skip
            with out.element(_tag("graph"), {"id": "spread", "edgedefault": "directed"}):
                out.write("\n")
                number = 0
                for one in parts:
                    for id, values in _nodes(one):
                        out.write(_with_data("node", {"id": xml_words(id)}, "node", values), "\n")
                    for source, target, values in _edges(one):
                        ends = {"id": f"e{number}", "source": xml_words(source), "target": xml_words(target)}
                        out.write(_with_data("edge", ends, "edge", values), "\n")
                        number += 1


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _key(domain: str, name: str) -> str:
    return f"{domain}-{name}"


def _made(name: str, attributes: Mapping[str, str]) -> Any:
    return etree.Element(_tag(name), attributes, nsmap={None: _NAMESPACE})


def _with_data(name: str, attributes: Mapping[str, str], domain: str, values: _Values) -> Any:
    element = _made(name, attributes)
    for key, value in values.items():
        if value is None or value == "":
            continue
        data = etree.SubElement(element, _tag("data"), key=_key(domain, key))
        data.text = str(value).lower() if isinstance(value, bool) else xml_words(str(value))
    return element


def _nodes(parts: SpreadParts) -> Iterator[tuple[str, _Values]]:
    spread = parts.spread
    roots = set(spread.roots)
    for version, medium in parts.versions:
        yield version.id, {"group": spread.group, "root": version.id in roots, **_version(version, medium)}
    for missing in spread.missing:
        yield missing.id, {"group": spread.group, "root": missing.id in roots, **_missing(missing)}
    for appearance, _ in parts.shown:
        yield appearance.id, {"group": spread.group, **_appearance(appearance)}


def _version(version: Version, medium: MediumRecord | None) -> _Values:
    names = ", ".join(medium.names) if medium else ""
    return {
        "kind": "version",
        "label": medium.names[0] if medium and medium.names else version.id[:12],
        "medium": version.medium,
        "box": " ".join(map(str, version.box)) if version.box else None,
        "names": names,
    }


def _missing(missing: MissingAncestor) -> _Values:
    outlines = (f"{version}: {' '.join(map(str, box))}" for version, box in missing.outlines)
    return {
        "kind": "missing_ancestor",
        "label": "missing ancestor",
        "before": rfc3339(missing.before),
        "must_contain": "; ".join(outlines),
        "reason": missing.reason,
    }


def _appearance(appearance: AppearanceRecord) -> _Values:
    return {
        "kind": "appearance",
        "label": appearance.author or appearance.name or appearance.id,
        "medium": appearance.medium,
        "box": " ".join(map(str, appearance.region)) if appearance.region else None,
        "earliest": rfc3339(appearance.span.earliest),
        "latest": rfc3339(appearance.span.latest),
        "platform": appearance.platform,
        "author": appearance.author,
        "url": appearance.url,
        "text": appearance.text,
    }


def _edges(parts: SpreadParts) -> Iterator[tuple[str, str, _Values]]:
    known = {version.id for version, _ in parts.versions} | {missing.id for missing in parts.spread.missing}
    shown = {appearance.id for appearance, _ in parts.shown}
    for kind, edges, ends in (("came_from", parts.spread.edges, known), ("taken", parts.spread.taken, shown)):
        for edge in edges:
            if edge.source in ends and edge.target in ends:
                yield edge.source, edge.target, {"kind": kind, **_edge(edge)}
    for appearance, version in parts.shown:
        if version is not None:
            yield version, appearance.id, {"kind": "shown_in", "decided": True}


def _edge(edge: Edge) -> _Values:
    return {
        "decided": edge.decided,
        "confidence": edge.confidence,
        "changes": ", ".join(edge.changes),
        "signs": "; ".join(f"{sign.kind.value} {sign.weight:+.2f}: {sign.detail}" for sign in edge.signs),
        "reason": edge.reason,
    }
