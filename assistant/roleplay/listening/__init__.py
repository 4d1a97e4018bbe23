"""From a learner's own words to a move: acts, terms, and what of the case they are about."""
