"""The spread as PROV-JSON (W3C Member Submission of 24 April 2013), which names the terms of PROV-DM.

Entities are versions, missing ancestors and appearances; an appearance is a specialization of the version it shows.
Activities: `edit-…` made a version from another (its changes), `making-…` a missing ancestor, `showing-…` an
appearance: it began at the earliest and ended at the latest possible instant, so that the time of generation lies
inside, and no instant is claimed that is not known. Agents are authors. A decided edge is a `wasDerivedFrom` with its
confidence and reason. An undecided one is an `alternateOf`, which has no direction and no attributes: its reason is in
GraphML and in the machine formats.

Sections are collected in passing files and joined, so that memory grows with one group, not with the case.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final

from firstseen.dossier.addresses import safe_name
from firstseen.dossier.spread_parts import SpreadParts
from firstseen.model.identifiers import short_id
from firstseen.model.records import AppearanceRecord
from firstseen.model.spread import Edge
from firstseen.model.time import rfc3339

__all__ = ["NAMESPACE", "write_prov"]

NAMESPACE: Final = "urn:firstseen:"
"""What the names in the file stand under. It leads nowhere, on purpose: nothing is to be fetched."""
_SECTIONS: Final = ("entity", "activity", "agent", "wasDerivedFrom", "wasGeneratedBy", "used", "wasAssociatedWith",
                    "wasAttributedTo", "specializationOf", "alternateOf")  # fmt: skip

_Record = Mapping[str, Any]


class _Sections:
    """The sections of a document as they grow; each name is written once."""

    def __init__(self, files: dict[str, IO[str]]) -> None:
        self._files = files
        self.begun: set[str] = set()
        self._agents: set[str] = set()
        self._relations = 0

    def put(self, section: str, name: str, record: _Record) -> None:
        """An entity, activity or agent."""
        file = self._files[section]
        mark = ",\n" if section in self.begun else ""
        self.begun.add(section)
        words = json.dumps({key: value for key, value in record.items() if value not in (None, "", [])})
        # Written with escapes, as json does by itself: lone surrogates cannot harm the file.
        file.write(f"{mark}  {json.dumps(name)}: {words}")

    def relate(self, section: str, record: _Record) -> None:
        """A relation; it gets a name of its own."""
        self._relations += 1
        self.put(section, f"_:r{self._relations}", record)

    def agent(self, appearance: AppearanceRecord) -> str | None:
        """The name of the author of an appearance, who is written when met first; None where not known."""
        if not appearance.author:
            return None
        name = _named(short_id("agent", appearance.platform or "", appearance.author))
        if name not in self._agents:
            self._agents.add(name)
            about = {"prov:label": appearance.author, "firstseen:platform": appearance.platform}
            self.put("agent", name, {"prov:type": _type("Account"), **about})
        return name


def _named(identifier: str) -> str:
    return f"firstseen:{safe_name(identifier)}"


def _type(name: str) -> _Record:
    return {"$": f"firstseen:{name}", "type": "prov:QUALIFIED_NAME"}


def _moment(time: str | None) -> _Record | None:
    return {"$": time, "type": "xsd:dateTime"} if time else None


def write_prov(parts: Iterable[SpreadParts], path: Path) -> None:
    """Writes the spreads of `parts` to `path`. Raises OSError."""
    with ExitStack() as open_files:
        files: dict[str, IO[str]] = {
            name: open_files.enter_context(tempfile.TemporaryFile("w+", encoding="ascii", dir=path.parent))
            for name in _SECTIONS
        }
        sections = _Sections(files)
        for one in parts:
            _put_versions(sections, one)
            _put_appearances(sections, one)
            for edge in one.spread.edges:
                _put_edge(sections, edge)
        out = open_files.enter_context(path.open("w", encoding="ascii"))
        prefixes = {"firstseen": NAMESPACE, "xsd": "http://www.w3.org/2001/XMLSchema#"}
        out.write('{\n"prefix": ' + json.dumps(prefixes))
        for name in _SECTIONS:
            if name in sections.begun:
                out.write(f',\n"{name}": {{\n')
                files[name].seek(0)
                shutil.copyfileobj(files[name], out)
                out.write("\n}")
        out.write("\n}\n")


def _put_versions(sections: _Sections, parts: SpreadParts) -> None:
    group, roots = parts.spread.group, set(parts.spread.roots)
    for version, medium in parts.versions:
        record = {
            "prov:type": _type("Version"),
            "prov:label": medium.names[0] if medium and medium.names else None,
            "firstseen:group": group,
            "firstseen:sha256": version.medium,
            "firstseen:box": " ".join(map(str, version.box)) if version.box else None,
            "firstseen:root": version.id in roots,
        }
        sections.put("entity", _named(version.id), record)
    for missing in parts.spread.missing:
        about: _Record = {
            "prov:type": _type("MissingAncestor"),
            "prov:label": "missing ancestor",
            "firstseen:group": group,
            "firstseen:root": missing.id in roots,
            "firstseen:mustContain": [f"{id}: {' '.join(map(str, box))}" for id, box in missing.outlines],
            "firstseen:reason": missing.reason,
        }
        name, making = _named(missing.id), _named(f"making-{missing.id}")
        sections.put("entity", name, about)
        sections.put("activity", making, {"prov:type": _type("Making"), "prov:endTime": rfc3339(missing.before)})
        sections.relate("wasGeneratedBy", {"prov:entity": name, "prov:activity": making})


def _put_appearances(sections: _Sections, parts: SpreadParts) -> None:
    for appearance, version in parts.shown:
        earliest, latest = rfc3339(appearance.span.earliest), rfc3339(appearance.span.latest)
        name, showing = _named(appearance.id), _named(f"showing-{appearance.id}")
        record = {
            "prov:type": _type("Appearance"),
            "firstseen:group": parts.spread.group,
            "firstseen:earliest": _moment(earliest),
            "firstseen:latest": _moment(latest),
            "firstseen:platform": appearance.platform,
            "firstseen:url": appearance.url,
            "firstseen:text": appearance.text,
        }
        sections.put("entity", name, record)
        bounds = {"prov:startTime": earliest, "prov:endTime": latest}
        sections.put("activity", showing, {"prov:type": _type("Showing"), **bounds})
        sections.relate("wasGeneratedBy", {"prov:entity": name, "prov:activity": showing})
        if version is not None:
            whole = {"prov:specificEntity": name, "prov:generalEntity": _named(version)}
            sections.relate("specializationOf", whole)
        agent = sections.agent(appearance)
        if agent:
            sections.relate("wasAssociatedWith", {"prov:activity": showing, "prov:agent": agent})
            sections.relate("wasAttributedTo", {"prov:entity": name, "prov:agent": agent})
    for edge in parts.spread.taken:
        _put_taken(sections, edge)


def _put_edge(sections: _Sections, edge: Edge) -> None:
    source, target = _named(edge.source), _named(edge.target)
    if not edge.decided:
        sections.relate("alternateOf", {"prov:alternate1": source, "prov:alternate2": target})
        return
    editing = _named(short_id("edit", edge.source, edge.target))
    sections.put("activity", editing, {"prov:type": _type("Editing"), "firstseen:changes": list(edge.changes)})
    sections.relate("used", {"prov:activity": editing, "prov:entity": source})
    sections.relate("wasGeneratedBy", {"prov:entity": target, "prov:activity": editing})
    sections.relate("wasDerivedFrom", {**_derived(edge), "prov:activity": editing})


def _put_taken(sections: _Sections, edge: Edge) -> None:
    if edge.decided:
        sections.relate("wasDerivedFrom", _derived(edge))
        return
    ends = {"prov:alternate1": _named(edge.source), "prov:alternate2": _named(edge.target)}
    sections.relate("alternateOf", ends)


def _derived(edge: Edge) -> dict[str, Any]:
    return {
        "prov:generatedEntity": _named(edge.target),
        "prov:usedEntity": _named(edge.source),
        "firstseen:confidence": {"$": f"{edge.confidence:.6f}", "type": "xsd:double"},
        "firstseen:reason": edge.reason,
    }
