"""Find, render and lock the prompts."""
