"""Who took it from whom, when and what is missing: generated cascades with known truth, through the real program."""
