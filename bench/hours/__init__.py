"""`find` of a clip among hundreds of hours of video: a case grown in steps, of which a few minutes are real files."""
