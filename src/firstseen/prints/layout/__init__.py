"""What a picture is composed of: the photographs on a page, in a screenshot, in a collage, laid over one another."""
