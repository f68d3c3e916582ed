"""The benchmark of the project's store: what it costs to write a million events to a file."""
