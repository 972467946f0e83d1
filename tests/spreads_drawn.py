"""Spreads made by hand, with words that would do harm if they were ever taken for markup."""

from __future__ import annotations

from datetime import UTC, datetime

from firstseen.model.spread import Edge, MissingAncestor, Sign, SignKind, Spread, Version

HOSTILE_REASON = "</text></svg><script>document.title='harmed'</script> {{ 7*7 }} \u202egpj \x00 \udc80 ]]>"
BEFORE = datetime(2026, 11, 14, 6, 0, tzinfo=UTC)


def edge(
    source: str, target: str, *changes: str, decided: bool = True, confidence: float = 0.93, reason: str = ""
) -> Edge:
    sign = Sign(SignKind.SHOWS_LESS, 2.6, reason or "The later shows less.")
    return Edge(source, target, decided, confidence, changes, (sign,), reason or "The later shows less of it.")


def spread_over(group: str, media: list[str], *, region: tuple[str, tuple[int, int, int, int]] | None = None) -> Spread:
    """A spread of at least five media: a missing ancestor of the first and second; the third came from the first, the
    fourth from the third; the fifth is next to the first, which of the two came first is undecided; all others came
    from the first. `region`: a part of another medium, which came from the second."""
    versions = [Version(medium, medium) for medium in media]
    missing = MissingAncestor(
        "n-0123456789abcdef", (media[0], media[1]), ((media[0], (-120, -40, 1100, 700)),), BEFORE,
        f"Two versions overlap, and neither contains the other. {HOSTILE_REASON}",
    )  # fmt: skip
    edges = [
        edge(missing.id, media[0], "cropped", confidence=0.97),
        edge(missing.id, media[1], "cropped", "re-encoded", confidence=0.9),
        edge(media[0], media[2], "grey", "<b>evil</b>", reason=HOSTILE_REASON),
        edge(media[2], media[3], "text added", confidence=0.81),
        edge(media[0], media[4], decided=False, confidence=0.5, reason="Nothing says which of the two came first."),
        *(edge(media[0], medium, "resized") for medium in media[5:]),
    ]
    if region:
        versions.append(Version("v-00112233aabbccdd", *region))
        edges.append(edge(media[1], "v-00112233aabbccdd", "inside another picture"))
    return Spread(group, tuple(versions), tuple(edges), (), (missing,), (missing.id, media[4]))
