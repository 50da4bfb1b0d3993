"""`schema`: the JSON Schema of the output."""

from __future__ import annotations

import click

from reportparse.cli.output import opened


@click.command()
def schema() -> None:
    """输出结果的 JSON Schema（--format json 的整个对象；jsonl 每行是其中的 Report）。"""
    import json

    from reportparse.model.report import Results

    with opened(None) as out:
        described = Results.model_json_schema(by_alias=True, mode="serialization")
        json.dump(described, out.stream, ensure_ascii=False, indent=2)
        out.stream.write("\n")
