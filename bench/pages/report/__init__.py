"""Layouts that figures are told of. They were written before the reader was worked on, and are not looked at while it
is: their digest is pinned in `bench/floors-pages.json`. One whose figures were looked at is a tuning layout now; the
one that took its place was written before the rule that it had shown to be wrong was mended.
"""

from bench.pages.report.articles import ARTICLES
from bench.pages.report.composed import COMPOSED
from bench.pages.report.kinds import KINDS
from bench.pages.report.platforms import PLATFORMS

__all__ = ["FAMILIES"]

FAMILIES = {**ARTICLES, **KINDS, **PLATFORMS, **COMPOSED}
