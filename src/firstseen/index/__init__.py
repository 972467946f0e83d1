"""Fingerprints in, candidates out; grows by appending; reads from disk."""
