"""Many files: finding them, and one result for each."""
