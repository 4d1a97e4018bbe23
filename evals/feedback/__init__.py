"""Quality of the feedback itself: a rubric, an anchor set, and the agreement that a judge of feedback must reach."""
