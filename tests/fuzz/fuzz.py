"""Feeds damaged files to a target for a time, in a process of its own, so that a crash or a hang is seen from outside."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from mutate import mutated

HANG = 10.0
"""Seconds that no file of these sizes may take."""


@dataclass(frozen=True)
class Crash:
    """A file that a target did not survive, and what happened."""

    target: str
    data: bytes
    what: str

    def keep(self, folder: Path) -> Path:
        """Writes the file into a folder; its name says whose it is."""
        file = folder / f"{self.target}-{hashlib.sha256(self.data).hexdigest()[:12]}.bin"
        file.write_bytes(self.data)
        return file


def fuzz(target: str, seconds: float, seed: int, most: int = 1, files: int = 0) -> tuple[int, list[Crash]]:
    """How many files were tried, and up to `most` of those that a target did not survive. With `files` no more are tried."""
    deadline = time.monotonic() + seconds
    tried, crashes = 0, []
    while time.monotonic() < deadline and len(crashes) < most:
        count, crash = _round(target, deadline, seed, files)
        tried += count
        seed += 1_000_003
        if crash is not None:
            crashes.append(crash)
        elif files:
            break
    return tried, crashes


def _round(target: str, deadline: float, seed: int, files: int) -> tuple[int, Crash | None]:
    """One process, until the time is over or the first crash."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, target, deadline - time.monotonic(), seed, files), daemon=True)
    process.start()
    there.close()
    tried, data = 0, b""
    try:
        while True:
            # The first answer waits for imports and seeds.
            if not here.poll(HANG if tried else 120.0):
                return tried, Crash(target, data, f"no answer within {HANG:g} seconds")
            kind, payload = here.recv()
            if kind == "trying":
                tried, data = tried + 1, payload
            elif kind == "raised":
                return tried, Crash(target, data, payload)
            else:
                return tried, None
    except EOFError:
        process.join(5)
        return tried, Crash(target, data, f"the process died with code {process.exitcode}")
    finally:
        process.kill()
        process.join()
        here.close()


def _work(pipe: Connection, name: str, seconds: float, seed: int, files: int) -> None:
    from targets import TARGETS, fed

    from reportparse.audit.bounds import bound_memory
    from reportparse.model.limits import Limits

    bound_memory(Limits().memory)
    target = TARGETS[name]
    dice = random.Random(seed)
    seeds = target.seeds()
    until = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < until and (not files or tried < files):
        tried += 1
        data = mutated(dice, dice.choice(seeds), seeds)
        pipe.send(("trying", data))
        error = fed(target, data)
        if error is not None:
            pipe.send(("raised", "".join(traceback.format_exception(error)[-6:])))
            return
    pipe.send(("done", b""))
