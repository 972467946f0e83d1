"""Edges in words: what speaks for the direction, and what against it."""

from __future__ import annotations

from collections.abc import Sequence

from firstseen.chronicle.wording import count
from firstseen.model.spread import Sign

__all__ = ["decided_reason", "missing_reason", "neither_reason", "undecided_reason"]


def decided_reason(source: str, target: str, signs: Sequence[Sign]) -> str:
    """One sentence for a decided edge; `signs` are those of its direction, those against it negative, those of
    none 0."""
    pro = _strongest([sign for sign in signs if sign.weight > 0])
    against = _strongest([sign for sign in signs if sign.weight < 0])
    alike = [sign for sign in signs if sign.weight == 0]
    opening = f"{target} came from {source}"
    if not pro:
        why = alike[0].detail if alike else "nothing between the two tells"
        return f"{opening}: {why}, but any other way would fit the rest of the spread less."
    further = f", and {count(len(pro) - 1, 'further sign')} says the same" if len(pro) == 2 else ""
    further = further or (f", and {len(pro) - 1} further signs say the same" if len(pro) > 2 else "")
    beside = f"; {alike[0].detail}" if alike else ""
    but = f"; against it: {against[0].detail}" if against else ""
    return f"{opening}: {pro[0].detail}{further}{beside}{but}."


def undecided_reason(source: str, target: str, signs: Sequence[Sign], sure_of_direction: bool) -> str:
    """One sentence for two versions that are next to each other, where more cannot be told."""
    if sure_of_direction:
        return f"{target} came from {source}, or from another version that is as near: {_said(signs)}."
    return f"{source} and {target} are next to each other; which came from which cannot be told: {_said(signs)}."


def neither_reason(source: str, target: str, *, pages: bool) -> str:
    """One sentence for two versions of which neither was made from the other, though they are next to each other.

    `pages`: both hold the picture among other things; else the one that shows less holds it in finer detail.
    """
    if pages:
        why = "both show the picture among other things: each may have taken it from elsewhere"
    else:
        why = "the one that shows less holds the shared part in finer detail: it came from something fuller and finer"
    return f"{source} and {target} are next to each other, but {why}."


def missing_reason(target: str, lesser: bool) -> str:
    """One sentence for an edge from a missing version; `lesser`: its target shows less than that did."""
    if lesser:
        return f"{target} came from a version that was not collected: what was collected shows as much only later."
    return f"{target} shows what the missing version showed: it is that version, or came from it."


def _said(signs: Sequence[Sign]) -> str:
    ranked = _strongest(signs)
    if not ranked:
        return "nothing speaks for either"
    return "; ".join(sign.detail for sign in ranked[:2])


def _strongest(signs: Sequence[Sign]) -> list[Sign]:
    return sorted(signs, key=lambda sign: (-abs(sign.weight), sign.kind.value, sign.detail))
