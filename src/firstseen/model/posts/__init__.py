"""Where posts are seen: hosts of platforms, and how each writes a post into an address; for readers and times alike."""
