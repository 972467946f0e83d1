"""Layouts that rules were set with: their pages may be looked at one by one."""

from bench.pages.tuning.articles import ARTICLES
from bench.pages.tuning.kinds import KINDS

__all__ = ["FAMILIES"]

FAMILIES = {**ARTICLES, **KINDS}
