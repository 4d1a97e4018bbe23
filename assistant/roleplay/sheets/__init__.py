"""The printed documents of a case: what they say, and how they are written in Word and PDF."""
