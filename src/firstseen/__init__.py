"""Finds every copy of a picture in what was collected, and says where each was first seen."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("firstseen")
