"""What the browser extension Zeeschuimer collects: the objects that platforms send to a browser, a line each."""
