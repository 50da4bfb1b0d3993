"""Plants faults in copies of clean reports and counts how many the checks find, and what they say beside them."""

from reportparse.selftest.classes import CLASSES, FaultClass
from reportparse.selftest.run import Options, Run, run_selftest
from reportparse.selftest.score import Score, score

__all__ = ["CLASSES", "FaultClass", "Options", "Run", "Score", "run_selftest", "score"]
