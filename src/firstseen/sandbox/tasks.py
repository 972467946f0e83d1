"""Finds what a worker runs by its name."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["task_named"]


def task_named(name: str) -> Any:
    """The function that "module:function" names: a `Task`, or what a talking worker runs."""
    module, _, function = name.partition(":")
    task: Any = getattr(importlib.import_module(module), function)
    return task
