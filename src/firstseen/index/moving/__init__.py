"""Videos and sounds by the hashes of all their frames and by what is heard: prints in, candidates out, on disk."""
