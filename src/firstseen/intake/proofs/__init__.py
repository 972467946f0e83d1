"""Proofs that came with a source: hashes, signatures and time-stamps of others, recognised and checked."""
