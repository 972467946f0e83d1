"""Times and copies in, order out: time spans, first seen, findings. Pure."""
