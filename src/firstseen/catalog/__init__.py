"""What is known, in SQL."""
