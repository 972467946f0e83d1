"""What auto-archiver writes: its results as table and JSON, the sheet it works through, time-stamps."""
