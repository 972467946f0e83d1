"""Pixels in, fingerprints out: PDQ, local features, a small grey picture. Pure: arrays in, arrays out."""
