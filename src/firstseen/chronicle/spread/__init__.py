"""Which version came from which, which appearance from which, and which versions must be missing."""
