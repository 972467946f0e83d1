"""Downloads of one's own data from Facebook and Instagram, as JSON."""
