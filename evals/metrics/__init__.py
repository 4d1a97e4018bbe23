"""Pure arithmetic of agreement, ranking, calibration and uncertainty."""
