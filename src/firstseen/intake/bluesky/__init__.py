"""Bluesky: posts and threads as its API gives them (JSON), and repositories of accounts (CAR)."""
