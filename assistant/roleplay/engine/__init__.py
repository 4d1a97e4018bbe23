"""The rules of a role-play: from a state and a move to a new state and what is said."""
