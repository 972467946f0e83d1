"""A web page as bytes in, its words, dates, pictures and embedded posts out. Nothing is fetched, no script is run."""
