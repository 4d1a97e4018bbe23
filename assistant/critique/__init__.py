"""From a draft to a critique: every criterion of its production, judged, verified and put in order."""
