"""Keep people, drafts, critiques and conversations in a database."""
