"""What is done to videos on their way, each by a name."""

from bench.video.edits.kinds import KINDS
from bench.video.edits.plan import Piece, Plan, Source, render

__all__ = ["KINDS", "Piece", "Plan", "Source", "render"]
