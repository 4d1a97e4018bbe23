"""A run as one HTML file, as Markdown, and as lines on a terminal."""
