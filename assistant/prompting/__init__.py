"""Prompts as artefacts: found, checked, rendered without ever expanding what a learner wrote, and locked."""
