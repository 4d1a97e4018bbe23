"""The evaluation harness: datasets, runs, scorers, metrics and reports."""
