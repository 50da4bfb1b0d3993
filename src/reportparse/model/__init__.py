"""Frozen data that the floors above hand to each other. Imports nothing else of this package."""
