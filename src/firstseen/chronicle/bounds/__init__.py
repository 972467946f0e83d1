"""Times solved together: what one appearance or version says of the time of the others, and what cannot all be true."""
