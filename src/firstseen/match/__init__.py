"""Candidates in, verified copies out: geometry, relations, groups. Pure."""
