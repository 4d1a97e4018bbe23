"""Check that a case holds, and play it out with scripted sellers."""
