"""Pieces of page, each with one subject."""
