"""A play under way: its exchanges, how it is kept, the hints on the way."""
