"""Exports written in the exact shape of the programs that make them, with pictures. One module a format."""
