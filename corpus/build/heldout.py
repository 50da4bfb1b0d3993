"""Makes reports by chance, each as a clean twin and one copy for each fault, with the truth about each.

python corpus/build/heldout.py OUT_DIR --count N --seed S [--faults CODE,...] [--pdf [CODE,...]]
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

from maker.chance import chance_spec
from maker.compose import compose
from maker.content import Content
from maker.faults import FAULTS, CannotPlantError, plant
from maker.faults_form import REGION_CODES
from maker.output import convert, write
from maker.spec import ReportSpec

PDF_OF = "clean,C201,C202,A101"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--count", type=int, default=6, help="how many reports to draw")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    parser.add_argument("--faults", default="", help="only faults whose name begins with one of these (default: all)")
    parser.add_argument(
        "--pdf",
        nargs="?",
        const=PDF_OF,
        help=f"also make PDFs of `clean` and these faults, or of `all` (alone: {PDF_OF})",
    )
    args = parser.parse_args()
    rng = random.Random(args.seed)
    wanted = [name for name in FAULTS if not args.faults or _begins(name, args.faults)]
    made: list[Path] = []
    for number in range(1, args.count + 1):
        spec = chance_spec(f"s{args.seed}h{number:02}", rng)
        made += _twins(spec, wanted, args.out)
    if args.pdf:
        chosen = [path for path in made if args.pdf == "all" or _begins(path.stem.split("-", 1)[1], args.pdf)]
        convert(chosen, args.out)
        print(f"{len(chosen)} PDFs")
    print(f"{len(made)} reports in {args.out}")


def _begins(name: str, prefixes: str) -> bool:
    return name.startswith(tuple(prefix.strip() for prefix in prefixes.split(",")))


def _twins(spec: ReportSpec, faults: list[str], out: Path) -> list[Path]:
    """Writes the clean report and a copy for each fault it has room for."""
    clean = compose(spec)
    write(clean, [], f"{spec.name}-clean", out)
    made = [out / f"{spec.name}-clean.docx"]
    for fault in faults:
        base = _in_real_county(spec) if fault == "F303" else clean
        try:
            content, planted = plant(base, (fault,))
        except CannotPlantError:
            continue
        write(content, planted, f"{spec.name}-{fault}", out)
        made.append(out / f"{spec.name}-{fault}.docx")
    return made


def _in_real_county(spec: ReportSpec) -> Content:
    """The same report of a county that has a division code."""
    regions = sorted(REGION_CODES)
    return compose(replace(spec, region=regions[spec.seed % len(regions)]))


if __name__ == "__main__":
    main()
