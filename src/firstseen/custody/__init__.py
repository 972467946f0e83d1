"""Bytes kept unchanged: content-addressed blobs, the custody log, the lock of a case."""
