"""Video and sound: re-cut, mirrored, framed, re-voiced copies with known truth, beside rivals, on files made here."""
