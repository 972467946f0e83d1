"""What is inside WARC and ARC files: records, HTTP messages, captures, and the items they make."""
