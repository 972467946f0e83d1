"""Tests of the dossier; a package, so that they can share the invented case."""
