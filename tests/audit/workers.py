"""What worker processes are told to do in the tests of the batch."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from reportparse.audit.batch import Job
from reportparse.audit.discovery import Found
from reportparse.model.report import Report
from sample_reports import report


def work(item: Found, job: Job) -> Report:
    """Behaves as the file's name says; the pid goes into the report so that a test sees which process did it."""
    name = Path(item.path).stem
    if name == "dies":
        os._exit(3)
    if name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "hangs":
        time.sleep(60)
    if name == "raises":
        raise ZeroDivisionError("a fault\nof two lines")
    if name == "grows":
        bytes(item_size := 3 << 30)[item_size - 1 :]
    if name == "turns":
        while True:
            pass
    if name == "slow":
        time.sleep(0.3)
    return report(item.path, report={"department": job.lang, "pid": os.getpid()})
