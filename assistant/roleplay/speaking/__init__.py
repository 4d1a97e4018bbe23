"""From what the counterpart decided to its words: templates, or a model that is checked."""
