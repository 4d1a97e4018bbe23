"""The authored material that cases are composed from: its shapes, and how it is loaded."""
