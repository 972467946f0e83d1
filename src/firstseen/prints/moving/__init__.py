"""Fingerprints of videos and sound: frames by their time, shots, and what is heard."""
