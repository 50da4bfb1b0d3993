"""Whatever stands in a rule file, the answer is values or faults with a place, never another exception."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from reportparse.errors import RuleFault
from reportparse.ruleset.faults import say_faults
from reportparse.ruleset.kinds import SumOptions
from reportparse.ruleset.nodes import parse, say_path
from reportparse.ruleset.schema import Cases, Check, Concepts, Editions, RuleModel

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["all", "A101", "1.5", "{x}"])
)
KEYS = st.sampled_from(
    [
        "code",
        "editions",
        "options",
        "identities",
        "total",
        "cases",
        "expect",
        "blocks",
        "years",
        "grades",
        "concepts",
        "zh",
    ]
) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@given(st.text(alphabet="ab: -[]{}'\"\n&*!|>?#%@`,\t岳1.", max_size=60))
def test_any_text_is_values_or_faults(text: str) -> None:
    faults: list[RuleFault] = []
    tree = parse(text, "x.yaml", faults)
    assert tree is not None or faults
    assert all(str(fault).startswith("x.yaml") for fault in faults)


@pytest.mark.parametrize("model", [Concepts, Editions, Check, Cases, SumOptions])
@given(value=VALUES)
@settings(max_examples=60)
def test_any_value_is_valid_or_has_faults_with_a_place(model: type[RuleModel], value: object) -> None:
    faults: list[RuleFault] = []
    tree = parse(yaml.safe_dump(value, allow_unicode=True), "x.yaml", faults)
    assert tree is not None
    try:
        model.model_validate(tree.value)
    except ValidationError as error:
        said = say_faults(error, model, tree, "x.yaml")
        assert said or tree.bad
        assert all(fault.line is not None and fault.message for fault in said)


def test_paths_are_said_as_one_would_write_them() -> None:
    assert say_path(("concepts", 3, "unit")) == "concepts[3].unit"
    assert say_path(()) == ""
