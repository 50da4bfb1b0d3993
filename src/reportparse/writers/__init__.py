"""Results on paper: text for reading, JSON and CSV for programs."""
