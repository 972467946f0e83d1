"""Readers at work in a walled worker: the program asks, the worker reads what it is handed and tells what it found."""

from firstseen.intake.apart.asking import Apart
from firstseen.intake.apart.readers import ApartTree

__all__ = ["Apart", "ApartTree"]
