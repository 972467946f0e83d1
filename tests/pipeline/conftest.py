"""The small case, for the tests of this room that need a whole one."""

from __future__ import annotations

from tests.small_case import case, collected, copied, desk

__all__ = ["case", "collected", "copied", "desk"]
