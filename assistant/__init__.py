"""Jalon: a conversational coach for people preparing a vocational certification."""

__version__ = "0.1.0"
