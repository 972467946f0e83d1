"""Mail and what is built like it (RFC 5322, RFC 2045 to 2049, RFC 2557): read line by line, decoded as it passes."""
