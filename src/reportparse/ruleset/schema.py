"""What a rule file may say. Unknown keys are faults, and every value has one type."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[ACFISTX][1-9][0-9]{2}$")]


class RuleModel(BaseModel):
    """Base of everything in a rule file: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Wording(RuleModel):
    """The same words in the languages the tool speaks."""

    zh: Text
    en: Text


class Concept(RuleModel):
    """A figure the forms ask for. `label` is its name on the form, `aliases` its other names.

    `text_only` are names too loose for a table header but good in a sentence or a heading (`专项经费`).
    `group` names the family whose figures can be mistaken for each other (`expenditure`), `kin` figures of other families
    that can be too. `spoken` tells where it is looked for in sentences: `always`, `never`, or `one_form`, only in a report whose
    tables are the funds of a single form. `qualifier` is what its own label says of the figure (年初预算数: `budget`), `instead` the figure it is on forms that have not this but that. `inside` are short names good only in a list that breaks down the family's total (在用, 出租).
    `broad` are those of its names that may take in the figures `taking_in`, too (财政拨款 with 政府性基金 in it).
    """

    id: Identifier
    label: Text
    aliases: tuple[Text, ...] = ()
    text_only: tuple[Text, ...] = ()
    spoken: Literal["always", "one_form", "never"] = "always"
    qualifier: Literal["budget", "adjustment", "received", "plan"] | None = None
    instead: Identifier | None = None
    inside: tuple[Text, ...] = ()
    broad: tuple[Text, ...] = ()
    taking_in: tuple[Identifier, ...] = ()
    kin: tuple[Identifier, ...] = ()
    unit: Literal["money", "count", "percent", "score"]
    group: Identifier


class Concepts(RuleModel):
    """rules/concepts.yaml."""

    concepts: tuple[Concept, ...]


class OrdinalStyle(RuleModel):
    """A form of heading number. `pattern` matches at the start of a paragraph and has a group `n`; outermost style first."""

    style: Text
    pattern: Text
    numerals: Literal["chinese", "arabic", "circled"]


class Sections(RuleModel):
    """rules/sections.yaml.

    `title_limit` is the longest text (characters) a numbered paragraph may have to be a heading, `run_in_limit` the same for
    a heading that its text follows on the line, `title_never` the characters a heading never ends with; `narrative` are words of the form heading whose text starts a numbering of its own;
    `contents` the titles of a table of contents.
    """

    ordinals: tuple[OrdinalStyle, ...]
    title_limit: int
    run_in_limit: int
    title_never: Text
    narrative: tuple[Text, ...]
    contents: tuple[Text, ...]


class ColumnRule(RuleModel):
    """A column of a list table: its role and the header words that name it (compared squashed; `~` first: contained in)."""

    role: Identifier
    words: tuple[Text, ...]


class TableRule(RuleModel):
    """A table region. A money table names `concepts`, a list table `columns`.

    `captions` are words of its title row; `entity` the header words of the column of row names;
    at least `need` of the columns must be recognised in the header, all of `must` among them (`entity` for the row names).
    A money table may have `columns` besides. `whole` are its row names that stand for the whole (年度资金总额): such a row is
    the summary, its figures have no entity; the rows of such a table are sources or items, no units.
    `side_by_side` tells a table without a header: labels of its concepts in one row, each with its figure to the right, and
    below them the rows whose names are `parts`. `rows` are concepts each of which must name one of its rows. A `loose` one gives way to a table of known labels with their figures beside them.
    """

    id: Identifier
    title: Text
    captions: tuple[Text, ...] = ()
    entity: tuple[Text, ...] = ()
    concepts: tuple[Identifier, ...] = ()
    columns: tuple[ColumnRule, ...] = ()
    need: int = 2
    must: tuple[Identifier, ...] = ()
    whole: tuple[Text, ...] = ()
    side_by_side: bool = False
    loose: bool = False
    parts: tuple[Text, ...] = ()
    rows: tuple[Identifier, ...] = ()


class RowNames(RuleModel):
    """How row names are understood: words of a summary row, of the department's own row, patterns of a blank form's rows."""

    summary: tuple[Text, ...]
    own: tuple[Text, ...]
    placeholder: tuple[Text, ...]


class Tables(RuleModel):
    """rules/tables.yaml.

    `units` are patterns with a group `unit` read in captions and headers, `declared` such patterns of sentences that give the
    unit of all tables behind them, `default_unit` what the forms mean where they say nothing; `among` are header words that only group others (其中).
    """

    tables: tuple[TableRule, ...]
    rows: RowNames
    units: tuple[Text, ...]
    declared: tuple[Text, ...] = ()
    default_unit: Text
    among: tuple[Text, ...]


class FieldRule(RuleModel):
    """A field of the form.

    `labels` are its names; `where` the part of the form that has it (`cover`: the lines before the first table or section,
    `form`: table cells, `any`: both, `title`: the title lines); `patterns` find it without a label, group `value`;
    `kind` is what its content must be; `required` whether a blank is a fault. `instead` is the field that it is on the forms
    that have no such field, but that one (项目单位 is the department where a form is about a department).
    """

    id: Identifier
    labels: tuple[Text, ...] = ()
    patterns: tuple[Text, ...] = ()
    where: Literal["cover", "form", "any", "title"]
    kind: Literal["text", "name", "person", "number", "phone", "date", "score", "grade", "code", "long"]
    required: bool = False
    instead: Identifier | None = None


class SignatureRule(RuleModel):
    """A line to be signed: `pattern` matches its label and has a group `role`.

    A `bare` label does not ask for a signature in words; it counts only where a date is to be put beside it, below the
    evaluators of the form, or at the end of the report.
    """

    pattern: Text
    bare: bool = False


class Fields(RuleModel):
    """rules/fields.yaml.

    `title_ends` are the words a report's title ends with, `title_skips` patterns of lines before it that are no part of it;
    """

    fields: tuple[FieldRule, ...]
    signatures: tuple[SignatureRule, ...]
    title_ends: tuple[Text, ...]
    title_skips: tuple[Text, ...]


class Grade(RuleModel):
    """A grade and the lowest score (inclusive) that earns it, on a scale of 100."""

    grade: Text
    aliases: tuple[Text, ...] = ()
    at_least: int


class Part(RuleModel):
    """A part that a form prescribes: shown by the table region `table`, or by one of `words` in a heading or a short line.

    `severity` is how much its absence weighs: `info` where offices leave it out when they publish.
    """

    title: Text
    table: Identifier | None = None
    words: tuple[Text, ...]
    severity: Literal["warning", "info"]


class Signer(RuleModel):
    """Who signs a form: the label of the line, a pattern for what it may be called, and one for the line it stands below, if any."""

    role: Text
    words: Text
    below: Text | None = None


class Edition(RuleModel):
    """A form edition: recognised where all of `title` (patterns) match the report's title lines, `need_tables` of `tables` are
    there, none of the tables `without` is, and each of `marks` (patterns) matches the title, a heading, or a header or row
    name of one of its tables.

    `fields` are the report fields it has, besides region, fiscal_year and issuer, which any may have. `years` are for
    readers; `grades` highest first; `parts` are what it must have; `signers` sign it below the evaluators.
    """

    id: Identifier
    name: Text
    title: tuple[Text, ...]
    years: tuple[int, int]
    tables: tuple[Identifier, ...]
    need_tables: int
    marks: tuple[Text, ...] = ()
    without: tuple[Identifier, ...] = ()
    fields: tuple[Identifier, ...]
    grades: tuple[Grade, ...] = ()
    parts: tuple[Part, ...] = ()
    signers: tuple[Signer, ...] = ()
    source: Text


class Editions(RuleModel):
    """rules/editions.yaml, most specific first."""

    editions: tuple[Edition, ...]


class BareTotal(RuleModel):
    """A word that stands for a total where only words of time or totality come before it."""

    word: Text
    concept: Identifier


class Contrary(RuleModel):
    """Words that may not stand between a label of a group and its figure."""

    group: Identifier
    words: tuple[Text, ...]


class Words(RuleModel):
    """rules/words.yaml: the words by which sentences are understood. All are literal, but `topics` are patterns."""

    joins: tuple[Text, ...]
    before: tuple[Text, ...]
    subjects: tuple[Text, ...]
    organisations: tuple[Text, ...]
    budget: tuple[Text, ...]
    adjustment: tuple[Text, ...]
    received: tuple[Text, ...]
    change: tuple[Text, ...]
    prior: tuple[Text, ...]
    share: tuple[Text, ...]
    plan: tuple[Text, ...]
    names: tuple[Text, ...] = ()
    standard: tuple[Text, ...]
    part: tuple[Text, ...]
    among: tuple[Text, ...]
    partial: tuple[Text, ...]
    reduce: tuple[Text, ...]
    label_stops: tuple[Text, ...]
    label_fronts: tuple[Text, ...]
    label_tails: tuple[Text, ...]
    bare_totals: tuple[BareTotal, ...] = ()
    whole_year: tuple[Text, ...] = ()
    whole_form: tuple[Text, ...] = ()
    contrary: tuple[Contrary, ...] = ()
    topics: tuple[Text, ...] = ()
    finals: tuple[Text, ...] = ()


class Check(RuleModel):
    """rules/checks/<family>/<CODE>.yaml.

    `kind` is one of the kinds of check, `options` what it binds (each kind has its own schema, see ruleset/kinds.py);
    `message` and the other wordings may use the kind's named arguments in braces.
    """

    code: Code
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Wording
    severity: Literal["error", "warning", "info"]
    status: Literal["stable", "preview"]
    editions: tuple[Identifier, ...] | Literal["all"]
    basis: Text | None
    kind: Identifier
    options: dict[str, Any] = Field(default_factory=dict)
    message: Wording
    suggestion: Wording | None = None
    explain: Wording
    false_positives: tuple[Text, ...]


class Expectation(RuleModel):
    """What a case expects: none, or findings with these severities and words in their message or evidence."""

    count: int
    severity: Literal["error", "warning", "info"] | None = None
    contains: tuple[Text, ...] = ()


class Case(RuleModel):
    """A small document and what the check must say of it.

    `blocks` are paragraphs (strings) and tables (`{table: [[...], ...]}`; `<` joins a cell with the one to its left,
    `^` with the one above). A paragraph may be `{text, number, hidden, level}`.
    """

    name: Text
    expect: Expectation
    blocks: tuple[Any, ...]


class Cases(RuleModel):
    """rules/checks/<family>/<CODE>.cases.yaml."""

    cases: tuple[Case, ...]
