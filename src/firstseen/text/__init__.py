"""Words read on a page in, the words next to a picture out. Pure: boxes and text, no pixels, no storage."""
