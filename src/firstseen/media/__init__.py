"""What is inside a file: its type, pixels, metadata and Content Credentials. Runs inside the sandbox."""
