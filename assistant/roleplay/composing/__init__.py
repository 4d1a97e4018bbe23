"""Compose a whole case from the authored material: people, prices, terms, secrets, objections, occasions."""
