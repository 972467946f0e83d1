"""The exports read back by other people's programs: networkx and prov."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import networkx
import pytest
from lxml import etree
from prov.model import ProvAgent, ProvDerivation, ProvDocument, ProvEntity
from tests.spreads_drawn import edge

from firstseen.dossier.graphml import write_graphml
from firstseen.dossier.prov import NAMESPACE, write_prov
from firstseen.dossier.spread_parts import all_parts, xml_words
from firstseen.model.spread import Spread

from .fake_case import HOSTILE, FakeCase
from .flood import flood


@pytest.fixture(scope="module")
def told() -> tuple[FakeCase, Spread]:
    """The flood with an appearance taken from another, and words of every harmful kind among its authors."""
    case = flood(spread=10)
    (group,) = case.the_spreads
    shown = [one.id for one in case.appearances(group=group)]
    taken = (edge(shown[0], shown[1], "reposted"), edge(shown[2], shown[3], decided=False))
    case.the_spreads[group] = replace(case.the_spreads[group], taken=taken)
    return case, case.the_spreads[group]


def test_graphml_is_read_back_by_networkx(told: tuple[FakeCase, Spread], tmp_path: Path) -> None:
    case, spread = told
    write_graphml(all_parts(case), tmp_path / "spread.graphml")
    graph = networkx.read_graphml(tmp_path / "spread.graphml")
    assert graph.is_directed()
    shown = list(case.appearances(group=spread.group))
    assert len(graph) == len(spread.versions) + len(spread.missing) + len(shown)
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    assert (kinds.count("version"), kinds.count("missing_ancestor")) == (len(spread.versions), 1)
    missing = spread.missing[0]
    first = graph.edges[missing.id, missing.versions[0]]
    assert (first["kind"], first["decided"], first["confidence"], first["changes"]) == (
        "came_from", True, 0.97, "cropped",
    )  # fmt: skip
    assert graph.nodes[missing.id]["root"] is True
    assert graph.nodes[missing.id]["before"] == "2026-11-14T06:00:00Z"
    undecided = [data for _, _, data in graph.edges(data=True) if not data["decided"]]
    assert sorted(data["kind"] for data in undecided) == ["came_from", "taken"]
    whole = [one for one in shown if one.region is None]
    for one in whole:
        assert graph.edges[one.medium, one.id]["kind"] == "shown_in"
        assert graph.nodes[one.id]["text"] == xml_words(one.text or "")
    assert any("<script>" in data.get("reason", "") for _, _, data in graph.edges(data=True))
    assert any("حسن" in (data.get("author") or "") for _, data in graph.nodes(data=True))


def test_graphml_has_no_foreign_elements_and_declares_every_key(told: tuple[FakeCase, Spread], tmp_path: Path) -> None:
    case, _ = told
    write_graphml(all_parts(case), tmp_path / "spread.graphml")
    tree = etree.parse(tmp_path / "spread.graphml")
    names = {etree.QName(element).localname for element in tree.iter()}
    assert names == {"graphml", "key", "graph", "node", "edge", "data"}
    keys = {key.get("id") for key in tree.iter("{*}key")}
    assert {data.get("key") for data in tree.iter("{*}data")} <= keys


def test_prov_is_read_back_by_the_prov_library(told: tuple[FakeCase, Spread], tmp_path: Path) -> None:
    case, spread = told
    path = tmp_path / "spread.prov.json"
    write_prov(all_parts(case), path)
    document = ProvDocument.deserialize(str(path), format="json")
    shown = list(case.appearances(group=spread.group))
    entities = {str(one.identifier): one for one in document.get_records(ProvEntity)}
    assert len(entities) == len(spread.versions) + len(spread.missing) + len(shown)
    decided = [one for one in (*spread.edges, *spread.taken) if one.decided]
    derivations = list(document.get_records(ProvDerivation))
    assert len(derivations) == len(decided)
    confidence, reason = f"{NAMESPACE}confidence", f"{NAMESPACE}reason"
    for derivation in derivations:
        said = {name.uri: value for name, value in derivation.extra_attributes}
        assert 0 <= float(str(said[confidence])) <= 1 and said[reason]
    assert len(list(document.get_records(ProvAgent))) == len({(one.platform, one.author) for one in shown})
    assert not list(tmp_path.glob("tmp*")), "passing files are gone"


def test_prov_gives_times_as_bounds_and_claims_no_instant(told: tuple[FakeCase, Spread], tmp_path: Path) -> None:
    case, spread = told
    write_prov(all_parts(case), tmp_path / "spread.prov.json")
    said = json.loads((tmp_path / "spread.prov.json").read_text(encoding="utf-8"))
    for one in case.appearances(group=spread.group):
        showing = said["activity"][f"firstseen:showing-{one.id}"]
        for name, bound in (("prov:startTime", one.span.earliest), ("prov:endTime", one.span.latest)):
            assert (name in showing) == (bound is not None)
            assert bound is None or datetime.fromisoformat(showing[name]) == bound.replace(microsecond=0)
    assert all("prov:time" not in one for one in said["wasGeneratedBy"].values())
    making = said["activity"][f"firstseen:making-{spread.missing[0].id}"]
    assert making["prov:endTime"] == "2026-11-14T06:00:00Z"
    undecided = sum(not one.decided for one in (*spread.edges, *spread.taken))
    assert len(said["alternateOf"]) == undecided == 2


def test_a_case_without_a_spread_gives_empty_exports(tmp_path: Path) -> None:
    case = flood(spread=10)
    case.the_spreads.clear()
    write_graphml(all_parts(case), tmp_path / "spread.graphml")
    write_prov(all_parts(case), tmp_path / "spread.prov.json")
    assert len(networkx.read_graphml(tmp_path / "spread.graphml")) == 0
    assert ProvDocument.deserialize(str(tmp_path / "spread.prov.json"), format="json").get_records() == []


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert xml_words("a\x00b\udc80\ufffe\U0001f4a7\tc") == "a\ufffdb\ufffd\ufffd\U0001f4a7\tc"
    for words in HOSTILE:
        etree.Element("a").text = xml_words(words)
