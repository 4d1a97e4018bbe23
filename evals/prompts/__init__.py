"""Prompts as they are sent, and what each of them must hold whatever its wording becomes."""
