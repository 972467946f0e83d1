"""What a run comes to: everything the program said of the cascades of its cases, held against the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.spread.baselines import BASELINES, graph_of, shown_first
from bench.spread.cascade import Cascade, Post
from bench.spread.cut_off import claims_of, to_be_found
from bench.spread.edges import EdgeCounts, answered, judged
from bench.spread.making import Setting
from bench.spread.program import Answer
from bench.spread.truth import Truth, truth_of
from firstseen.model.findings import Finding, FindingKind, Outcome

__all__ = ["Figures", "Tally", "figures_of"]


@dataclass(slots=True)
class Tally:
    """Claims that were right and wrong, and what was to be found: `precision` and `recall` follow."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    planted: int = 0

    def add(self, other: Tally) -> None:
        """Adds the counts of another case."""
        self.right += other.right
        self.wrong += other.wrong
        self.found += other.found
        self.planted += other.planted

    @property
    def precision(self) -> float:
        """The share of the claims that are right; 1 where none was made."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what was planted that was found."""
        return self.found / max(self.planted, 1)


@dataclass(slots=True)
class Figures:
    """All counts of a run.

    `rivals` hold for each baseline its counts over all targets, and over those that the program decided. `inside`: of
    `appearances` without a planted false statement, those whose true time lies in the span; `inside_planted` those of
    the others. `whole`: cascades of which all collected versions are in one group, and nothing else is. `wrong` names
    what went wrong, a line each.
    """

    cascades: int = 0
    versions: int = 0
    collected: int = 0
    groups: int = 0
    whole: int = 0
    clean: int = 0
    edges: EdgeCounts = field(default_factory=EdgeCounts)
    rivals: dict[str, tuple[EdgeCounts, EdgeCounts]] = field(
        default_factory=lambda: {name: (EdgeCounts(), EdgeCounts()) for name in BASELINES}
    )
    missing: Tally = field(default_factory=Tally)
    cut_off: Tally = field(default_factory=Tally)
    contradictions: Tally = field(default_factory=Tally)
    by_plant: dict[str, Tally] = field(default_factory=dict)
    older: Tally = field(default_factory=Tally)
    after: int = 0
    appearances: int = 0
    inside: int = 0
    appearances_planted: int = 0
    inside_planted: int = 0
    spreads: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Adds the counts of another case."""
        for name in ("cascades", "versions", "collected", "groups", "whole", "clean", "after", "spreads"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("appearances", "inside", "appearances_planted", "inside_planted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.edges.add(other.edges)
        for rival, (everywhere, decided) in other.rivals.items():
            self.rivals[rival][0].add(everywhere)
            self.rivals[rival][1].add(decided)
        self.missing.add(other.missing)
        self.cut_off.add(other.cut_off)
        self.contradictions.add(other.contradictions)
        self.older.add(other.older)
        for plant, tally in other.by_plant.items():
            self.by_plant.setdefault(plant, Tally()).add(tally)
        self.wrong += other.wrong

    @property
    def best_rival(self) -> float:
        """The F1 of the best baseline, on all targets."""
        return max(everywhere.f1_of_all for everywhere, _ in self.rivals.values())

    @property
    def best_rival_decided(self) -> float:
        """The F1 of the best baseline on the targets that the program decided; on all while it decides nothing."""
        return max(decided.f1 for _, decided in self.rivals.values()) if self.edges.decided else self.best_rival


def figures_of(cascades: list[Cascade], answer: Answer, setting: Setting) -> Figures:
    """The figures of one case."""
    figures = Figures(cascades=len(cascades), groups=len(answer.groups), spreads=len(answer.chronicle.spreads))
    truths = {cascade.name: truth_of(cascade) for cascade in cascades}
    figures.versions = sum(len(cascade.versions) for cascade in cascades)
    figures.collected = sum(len(cascade.collected) for cascade in cascades)
    _edges(figures, cascades, truths, answer)
    _missing(figures, cascades, truths, answer)
    _cut_off(figures, cascades, answer)
    _times(figures, cascades, answer)
    _contradictions(figures, cascades, answer)
    _older(figures, cascades, answer, setting)
    return figures


def _edges(figures: Figures, cascades: list[Cascade], truths: dict[str, Truth], answer: Answer) -> None:
    homes = _homes(cascades, answer)
    spans = [(one.medium, answer.chronicle.spans[one.appearance]) for one in answer.shown if one.medium]
    first = shown_first(spans)
    held = _held(answer)
    for cascade in cascades:
        truth = truths[cascade.name]
        media = set(truth.sources)
        home = homes[cascade.name]
        if len(home) == 1 and held[next(iter(home))] == media:
            figures.whole += 1
        else:
            figures.wrong.append(f"{cascade.name}: in {len(home)} groups, or not alone: {_kinds(cascade)}")
        said = answered(spread for spread in answer.chronicle.spreads if spread.group in home)
        counts = judged(truth, said)
        figures.edges.add(counts)
        if counts.kinds:
            figures.wrong.append(f"{cascade.name}: edges: {dict(counts.kinds)}")
        decided = {to for _, to in said.decided if to in media}
        graph, own = graph_of(answer.copies, media), {medium: first[medium] for medium in media if medium in first}
        for name, baseline in BASELINES.items():
            of_rival = baseline(graph, own)
            figures.rivals[name][0].add(judged(truth, of_rival))
            figures.rivals[name][1].add(judged(truth, of_rival, decided))


def _held(answer: Answer) -> dict[str, set[str]]:
    """The media of each group, those that belong to it through a region too."""
    held = {group: set(media) for group, media in answer.groups.items()}
    for one in answer.shown:
        if one.group and one.medium:
            held.setdefault(one.group, set()).add(one.medium)
    return held


def _homes(cascades: list[Cascade], answer: Answer) -> dict[str, set[str]]:
    """The groups of each cascade's own photograph, by its name.

    Pages show other photographs too, and pages of several cascades the same ones: what is a group through these is none
    of the cascade. So pages say where it is only where nothing else was collected.
    """
    group_of = {medium: group for group, media in answer.groups.items() for medium in media}
    homes = {}
    for cascade in cascades:
        plain = [one for one in cascade.collected if not one.page] or list(cascade.collected)
        homes[cascade.name] = {group_of[one.digest] for one in plain if one.digest in group_of}
    return homes


def _kinds(cascade: Cascade) -> str:
    return ", ".join(
        f"{one.number}<-{one.parent} {one.kind}" + ("" if one.collected else "!") for one in cascade.versions
    )


def _missing(figures: Figures, cascades: list[Cascade], truths: dict[str, Truth], answer: Answer) -> None:
    """A claim is right where one must be inferred and it names a head; neither right nor wrong where one may be."""
    homes = _homes(cascades, answer)
    claims = [
        (spread.group, frozenset(version.medium for version in spread.versions if version.id in missing.versions))
        for spread in answer.chronicle.spreads
        for missing in spread.missing
    ]
    for cascade in cascades:
        truth = truths[cascade.name]
        about = [claim for group, claim in claims if group in homes[cascade.name] and claim & truth.sources.keys()]
        right = [claim for claim in about if claim & truth.heads and claim <= truth.sources.keys()]
        wrong = len(about) if truth.missing == "not" else len(about) - len(right)
        figures.missing.wrong += wrong
        if wrong:
            figures.wrong.append(f"{cascade.name}: {wrong} missing ancestors made up ({truth.missing})")
        if truth.missing == "must":
            figures.missing.planted += 1
            figures.missing.right += len(right)
            figures.missing.found += bool(right)
            if not right:
                figures.wrong.append(f"{cascade.name}: missing ancestor not found {_kinds(cascade)}")


def _cut_off(figures: Figures, cascades: list[Cascade], answer: Answer) -> None:
    """A share that is told is right when it is near the truth; a version is found when a finding is about it."""
    named = {one.name: (cascade, one) for cascade in cascades for one in cascade.versions}
    found = list(_found(answer, FindingKind.CROPPED_CONTEXT))
    for claim in claims_of(found):
        right = claim.is_right(named)
        figures.cut_off.right += right
        figures.cut_off.wrong += not right
        if not right:
            figures.wrong.append(f"cut off: {claim.less} lacks {claim.share:.2f} of {claim.fuller}: it does not")
    about = {id for finding in found for id in finding.about}
    for cascade in cascades:
        digests = [one.digest for one in to_be_found(cascade)]
        figures.cut_off.planted += len(digests)
        figures.cut_off.found += sum(digest in about for digest in digests)


def _posts(cascades: list[Cascade]) -> dict[str, tuple[Cascade, Post]]:
    return {post.author: (cascade, post) for cascade in cascades for post in cascade.posts}


def _times(figures: Figures, cascades: list[Cascade], answer: Answer) -> None:
    posts = _posts(cascades)
    for one in answer.shown:
        if one.region is not None or one.author not in posts:
            continue
        _, post = posts[one.author]
        span = answer.chronicle.spans[one.appearance]
        inside = (span.earliest is None or span.earliest <= post.when) and (
            span.latest is None or post.when <= span.latest
        )
        if post.plant:
            figures.appearances_planted += 1
            figures.inside_planted += inside
            continue
        figures.appearances += 1
        figures.inside += inside
        if not inside:
            told = f"{span.earliest} .. {span.latest}, truly {post.when} (stated {post.stated!r}, {post.platform})"
            figures.wrong.append(f"{post.author}: outside its span: {told}")


def _found(answer: Answer, kind: FindingKind) -> Iterator[Finding]:
    return (one for one in answer.chronicle.findings if one.kind is kind and one.outcome is Outcome.FOUND)


def _contradictions(figures: Figures, cascades: list[Cascade], answer: Answer) -> None:
    """A finding is right when it names an appearance of a post in which a false statement was planted."""
    posts = _posts(cascades)
    author_of = {one.appearance: one.author for one in answer.shown if one.author}
    author_of |= {one.item: one.author for one in answer.shown if one.author}
    named: set[str] = set()
    for finding in _found(answer, FindingKind.TIME_CONTRADICTION):
        authors = {author_of[id] for id in (*finding.about, *finding.evidence) if id in author_of}
        planted = {author for author in authors if author in posts and posts[author][1].plant}
        named |= planted
        if planted:
            figures.contradictions.right += 1
        else:
            figures.contradictions.wrong += 1
            figures.wrong.append(f"contradiction made up: {finding.reason}")
    for author, (cascade, post) in posts.items():
        if post.plant:
            tally = figures.by_plant.setdefault(post.plant, Tally())
            for one in (figures.contradictions, tally):
                one.planted += 1
                one.found += author in named
            if author not in named:
                figures.wrong.append(
                    f"{cascade.name}: {post.plant} of {author} not found ({post.platform} {post.stated})"
                )
    figures.clean += sum(not any(post.plant for post in cascade.posts) for cascade in cascades)


def _older(figures: Figures, cascades: list[Cascade], answer: Answer, setting: Setting) -> None:
    """A cascade counts as planted when a post of it that was collected was surely made before the event."""
    found = {id for finding in _found(answer, FindingKind.OLDER_THAN_EVENT) for id in finding.about}
    homes = _homes(cascades, answer)
    for cascade in cascades:
        said = bool(homes[cascade.name] & found)
        if all(post.when >= setting.start for post in cascade.posts):
            figures.after += 1
            figures.older.wrong += said
        elif any(post.latest is not None and post.latest < setting.start for post in cascade.posts):
            figures.older.planted += 1
            figures.older.found += said
            figures.older.right += said
        else:
            continue
        if said == all(post.when >= setting.start for post in cascade.posts):
            figures.wrong.append(f"{cascade.name}: {'called older' if said else 'older, not found'}")
