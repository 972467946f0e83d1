"""The sample case: an invented flood in an invented town, drawn by our own code."""
