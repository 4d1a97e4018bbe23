"""One module a suite: which cases, which systems, what is recorded. Running never scores."""
