"""A case in, a static page out."""
