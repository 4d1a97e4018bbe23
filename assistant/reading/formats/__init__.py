"""One reader per format: bytes -> ``Extract``. Run in the child process only."""
