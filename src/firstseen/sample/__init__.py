"""The sample case: an invented flood in an invented town, drawn by our own code."""

from __future__ import annotations

from firstseen.sample.case import Planted, Progress, SampleCase, write_sample

__all__ = ["Planted", "Progress", "SampleCase", "write_sample"]
