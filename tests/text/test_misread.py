from __future__ import annotations

import pytest

from reportparse.text.misread import alike, as_figures, repointed


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2.882.223.50", ["2,882,223.50"]),
        ("8.153,054.89", ["8,153,054.89"]),
        ("IO5.20", ["105.20"]),
        ("12，345", []),
        ("115.20", []),
        ("局机关", []),
        ("3号", []),
    ],
)
def test_a_text_that_may_be_a_figure(text: str, figures: list[str]) -> None:
    assert as_figures(text) == figures


def test_only_characters_read_without_certainty_are_others() -> None:
    assert list(alike("153.7", [1.0, 0.9, 1.0, 1.0, 1.0], 0.95)) == ["133.7", "163.7", "183.7", "193.7"]
    assert list(alike("153.7", [1.0] * 5, 0.95)) == []


def test_a_figure_without_a_point_may_have_lost_it() -> None:
    assert "15.7" in list(alike("1537", [1.0, 1.0, 0.9, 1.0], 0.95))


@pytest.mark.parametrize(
    ("text", "decimals", "zeros", "figures"),
    [
        ("26870", {2}, False, ["268.70"]),
        ("1,26870", {2}, False, ["1,268.70"]),
        ("026", {2}, False, ["0.26"]),
        ("-15", {1}, False, ["-1.5"]),
        ("11500", {2}, False, []),
        ("11500", {1, 2}, True, ["1150.0", "115.00"]),
        ("1,268", {2}, True, []),
        ("1,268", {3}, True, ["1.268"]),
        ("1.268", {2}, True, ["1,268"]),
        ("268.70", {2}, True, []),
        ("75", {2}, True, []),
        ("局机关", {2}, True, []),
    ],
)
def test_a_figure_that_lost_its_point_or_has_the_wrong_mark(
    text: str, decimals: set[int], zeros: bool, figures: list[str]
) -> None:
    assert list(repointed(text, decimals, zeros)) == figures
