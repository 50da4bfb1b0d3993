"""Writes reports, their truth and their PDFs."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from .body import docx_bytes
from .content import Content
from .forms.kit import Form
from .truth import Data, Planted, truth

BATCH = 40
"""Files per call of LibreOffice, whose start takes longer than a conversion."""


def write(content: Content, planted: list[Planted], name: str, folder: Path) -> bool:
    """Writes name.docx and truth/name.yaml; says whether the .docx is new or changed."""
    return _write(docx_bytes(content), truth(content, planted), name, folder)


def write_form(form: Form, folder: Path) -> bool:
    """The same for a report in another form."""
    return _write(form.docx(), form.truth(), form.name, folder)


def _write(data: bytes, told: Data, name: str, folder: Path) -> bool:
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.docx"
    changed = not target.exists() or target.read_bytes() != data
    if changed:
        target.write_bytes(data)
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)
    (folder / "truth" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return changed


def convert(paths: Sequence[Path], folder: Path) -> None:
    """Makes PDFs of the .docx files in `folder`. Raises CalledProcessError or FileNotFoundError where soffice fails or is missing."""
    with tempfile.TemporaryDirectory() as profile:
        for start in range(0, len(paths), BATCH):
            batch = [str(path) for path in paths[start : start + BATCH]]
            command = [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{profile}",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
            ]
            subprocess.run([*command, *batch], check=True, capture_output=True, timeout=60 + 10 * len(batch))
    missing = [path.name for path in paths if not (folder / f"{path.stem}.pdf").exists()]
    if missing:
        raise FileNotFoundError(f"LibreOffice made no PDF of {', '.join(missing)}")
