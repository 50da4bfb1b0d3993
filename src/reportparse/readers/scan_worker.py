"""The process that reads page images, one after the other; scan_client starts it and speaks to it.

For each image it is given a line of JSON (`width`, `height` in pixels, `scale` in pixels per point) and then the
pixels, three bytes each (red, green, blue); it answers with a line of JSON: a page, or an object with `error`.
"""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

import numpy as np

from reportparse.readers.scan_engines import Engine, engine
from reportparse.readers.scan_page import read_page
from reportparse.readers.scan_result import to_json


def serve(source: BinaryIO, answers: BinaryIO, own: Engine) -> None:
    """Answers until the source ends."""
    while header := source.readline():
        task = json.loads(header)
        width, height = int(task["width"]), int(task["height"])
        pixels = source.read(3 * width * height)
        if len(pixels) != 3 * width * height:
            return
        try:
            rgb = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
            answer = to_json(read_page(rgb, float(task["scale"]), own))
        except Exception as error:
            # Whatever it was, the next page may well be read.
            answer = json.dumps({"error": f"{type(error).__name__}: {error}"})
        answers.write(answer.encode() + b"\n")
        answers.flush()


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    # What libraries print must not get between the answers.
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers, engine())


if __name__ == "__main__":
    main()
