"""The product's own figures, each beside the obvious way, in one run: ``python -m evals.benchmarks`` prints JSON."""
