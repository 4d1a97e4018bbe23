"""One scorer a file: additive tallies of a case, and the metrics of their sums."""
