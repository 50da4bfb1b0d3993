"""Makes self-evaluation reports of invented departments, with or without planted faults, and the truth about each."""
