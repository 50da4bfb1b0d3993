"""Writes the reports of the corpus: python corpus/build/build.py [--no-pdf]

The .docx files come out the same byte for byte; a PDF is made anew only where its .docx changed or the PDF is missing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from maker.catalogue import CORPUS
from maker.compose import compose
from maker.faults import plant
from maker.forms.catalogue import forms
from maker.output import convert, write, write_form

CORPUS_FOLDER = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-pdf", action="store_true", help="write only the .docx files and the truth")
    parser.add_argument("--out", type=Path, default=CORPUS_FOLDER, help="folder to write to (default: corpus/)")
    args = parser.parse_args()
    stale: list[Path] = []
    for spec in CORPUS:
        content, planted = plant(compose(spec), spec.faults)
        changed = write(content, planted, spec.name, args.out)
        if changed or not (args.out / f"{spec.name}.pdf").exists():
            stale.append(args.out / f"{spec.name}.docx")
    others = forms()
    for form in others:
        changed = write_form(form, args.out)
        if changed or not (args.out / f"{form.name}.pdf").exists():
            stale.append(args.out / f"{form.name}.docx")
    if stale and not args.no_pdf:
        convert(stale, args.out)
    print(f"{len(CORPUS) + len(others)} reports in {args.out}, {len(stale)} new or changed")


if __name__ == "__main__":
    main()
