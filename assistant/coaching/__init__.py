"""The chat: answers grounded on the référentiel, its guidance and the learner's text."""
