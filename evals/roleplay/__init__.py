"""Role-plays under evaluation: what is played, by whom, and what must never come out of it."""
