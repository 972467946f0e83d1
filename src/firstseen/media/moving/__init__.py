"""Videos and sounds: what their files say, their frames in order of time, and what is heard."""
