"""Time and memory of a process that reads files."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTimeError(BaseException):
    """The time for one file is over. No Exception, so that nothing on the way takes it for a fault of the file."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises OutOfTimeError inside the block once the time is over; without a limit where signals cannot do that.

    A call into a C library ends first.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread() or seconds <= 0:
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def bound_memory(count: int) -> None:
    """From now on this process gets no more than so many bytes for its data; 0, and Windows, have no limit."""
    try:
        import resource
    except ImportError:
        return
    if count > 0:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
