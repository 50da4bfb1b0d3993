"""Engines that read the image of one line. They run in the process of scan_worker, one page at a time."""

from __future__ import annotations

import csv
import importlib.util
import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from reportparse.readers.scan_image import Pixels


@dataclass(frozen=True)
class Reading:
    """What an engine reads on a line: for each character its centre (pixels from the image's left) and confidence (0 to 1)."""

    text: str
    centres: tuple[float, ...]
    confidences: tuple[float, ...]


class Engine(Protocol):
    """Reads images of single lines, grey, dark on white; one reading for each, an empty one where there is no text."""

    def read(self, images: Sequence[Pixels]) -> list[Reading]: ...


class RapidEngine:
    """The recognition model that comes with the package rapidocr, run on onnxruntime.

    Only the model file is used: the lines are found by the page's own white space and rulings, which loses none.
    """

    _HEIGHT = 48
    _NARROWEST, _WIDEST = 160, 3200

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # More threads read no faster, and an archive is read by several processes.
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            str(_model()), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        listed = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        # Class 0 is the blank between characters, the last one the space.
        self._characters = ["", *listed, " "]

    def read(self, images: Sequence[Pixels]) -> list[Reading]:
        return [self._read(image) for image in images]

    def _read(self, image: Pixels) -> Reading:
        # One at a time: filling lines up to a common length costs more than it saves.
        width = min(self._WIDEST, math.ceil(self._HEIGHT * image.shape[1] / image.shape[0]))
        room = max(self._NARROWEST, width)
        scaled = cv2.resize(image, (width, self._HEIGHT), interpolation=cv2.INTER_LINEAR)
        line = np.zeros((1, 3, self._HEIGHT, room), np.float32)
        line[0, :, :, :width] = scaled.astype(np.float32) / 127.5 - 1.0
        scores = self._session.run(None, {self._input: line})[0][0]
        return self._decoded(scores, image.shape[1] / width * room / scores.shape[0])

    def _decoded(self, scores: Any, step: float) -> Reading:
        best = scores.argmax(axis=1)
        text: list[str] = []
        centres: list[float] = []
        confidences: list[float] = []
        place = 0
        while place < len(best):
            behind = place + 1
            while behind < len(best) and best[behind] == best[place]:
                behind += 1
            if best[place]:
                text.append(self._characters[best[place]])
                own = scores[place:behind, best[place]]
                centres.append((float((own * np.arange(place, behind)).sum() / own.sum()) + 0.5) * step)
                confidences.append(float(own.max()))
            place = behind
        return Reading("".join(text), tuple(centres), tuple(confidences))


def _model() -> Path:
    spec = importlib.util.find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted((Path(folder) / "models").glob("*rec*.onnx")):
            return file
    raise FileNotFoundError("rapidocr's recognition model is not installed")


class TesseractEngine:
    """The program tesseract with its data for simplified Chinese: chosen by REPORTPARSE_OCR=tesseract."""

    def read(self, images: Sequence[Pixels]) -> list[Reading]:
        found: list[Reading] = [Reading("", (), ())] * len(images)
        if not images:
            return found
        with tempfile.TemporaryDirectory() as folder:
            names = [str(Path(folder) / f"{number}.png") for number in range(len(images))]
            for name, image in zip(names, images, strict=True):
                cv2.imwrite(name, image)
            (Path(folder) / "list.txt").write_text("\n".join(names), encoding="utf-8")
            command = ["tesseract", "list.txt", "out", "-l", "chi_sim", "--psm", "7", "-c", "hocr_char_boxes=0", "tsv"]
            subprocess.run(
                command, cwd=folder, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
            )
            with (Path(folder) / "out.tsv").open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for row in rows:
            number = int(row["page_num"]) - 1
            if row["level"] == "5" and row["text"].strip() and number < len(found):
                found[number] = _with_word(found[number], row)
        return found


def _with_word(reading: Reading, row: dict[str, str]) -> Reading:
    word = row["text"].strip()
    left, wide = float(row["left"]), float(row["width"])
    share = wide / len(word)
    confidence = max(0.0, min(1.0, float(row["conf"]) / 100))
    return Reading(
        reading.text + word,
        reading.centres + tuple(left + share * (place + 0.5) for place in range(len(word))),
        reading.confidences + (confidence,) * len(word),
    )


def engine(name: str | None = None) -> Engine:
    """The engine of this name: `rapidocr` (the default) or `tesseract`. Raises ImportError or FileNotFoundError where it is not installed."""
    if (name or os.environ.get("REPORTPARSE_OCR") or "rapidocr") == "tesseract":
        if shutil.which("tesseract") is None:
            raise FileNotFoundError("tesseract is not installed")
        return TesseractEngine()
    return RapidEngine()
