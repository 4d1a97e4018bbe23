"""Load and validate the référentiel and the pedagogical content written for it."""
