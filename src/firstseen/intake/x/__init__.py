"""Posts of X in the shapes that its archives, its interfaces and collecting programs write."""
