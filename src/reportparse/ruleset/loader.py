"""Loads a rule folder. The only code that knows where the rules lie."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from reportparse.errors import RuleError, RuleFault
from reportparse.ruleset import crosscheck
from reportparse.ruleset.crosscheck import File
from reportparse.ruleset.faults import did_you_mean, say_faults
from reportparse.ruleset.kinds import KINDS
from reportparse.ruleset.nodes import Path as KeyPath
from reportparse.ruleset.nodes import parse
from reportparse.ruleset.rules import LoadedCheck, RuleSet
from reportparse.ruleset.schema import Cases, Check, Concepts, Editions, Fields, RuleModel, Sections, Tables, Words

M = TypeVar("M", bound=RuleModel)

LEXICON = "lexicon.txt"
REGIONS = "gbt2260.csv"
_FILES = ("concepts.yaml", "editions.yaml", "fields.yaml", "sections.yaml", "tables.yaml", "words.yaml")
_CASES = ".cases.yaml"


def packaged_folder() -> Path:
    """The rules that come with the package: inside it when installed, beside its source in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "rules", *(parent / "rules" for parent in package.parents[:3])):
        if (folder / "concepts.yaml").is_file():
            return folder
    fault = RuleFault(str(package / "rules"), None, None, "", "安装不完整：找不到随包的规则，请重新安装 reportparse")
    raise RuleError([fault])


def load_rules(folder: Path | str | None = None, *, cases: bool = False) -> RuleSet:
    """Loads and checks a rule folder (the packaged one if None). `cases` also checks the contents of the case files.

    Raises RuleError with all faults of all files at once.
    """
    root = packaged_folder() if folder is None else Path(folder)
    if not root.is_dir():
        raise RuleError([RuleFault(str(root), None, None, "", "没有这个规则文件夹")])
    return _Loading(root).run(cases)


def load_cases(check: LoadedCheck) -> Cases:
    """The cases of a check. Raises RuleError."""
    faults: list[RuleFault] = []
    file = _read_cases(check.cases, faults)
    if file is None or faults:
        raise RuleError(faults)
    return file.model


class _Loading:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[RuleFault] = []

    def run(self, cases: bool) -> RuleSet:
        paths = sorted(path for path in self.root.rglob("*") if path.is_file() and not _ignored(path, self.root))
        self._strangers(paths)
        concepts = _read(self.root / "concepts.yaml", Concepts, self.faults)
        sections = _read(self.root / "sections.yaml", Sections, self.faults)
        tables = _read(self.root / "tables.yaml", Tables, self.faults)
        fields = _read(self.root / "fields.yaml", Fields, self.faults)
        editions = _read(self.root / "editions.yaml", Editions, self.faults)
        words = _read(self.root / "words.yaml", Words, self.faults)
        for name in (LEXICON, REGIONS):
            if not (self.root / name).is_file():
                self.faults.append(RuleFault(str(self.root / name), None, None, "", "缺少这个文件"))
        checks = self._checks(paths)
        if cases:
            for path in paths:
                if path.name.endswith(_CASES):
                    _read_cases(path, self.faults)
        # A name can only be judged where the file it should stand in was readable, else one fault would make many.
        concept_ids = {concept.id for concept in concepts.model.concepts} if concepts else None
        if concepts:
            self.faults += crosscheck.concepts_faults(concepts)
        if sections:
            self.faults += crosscheck.sections_faults(sections)
        if tables and concept_ids is not None:
            self.faults += crosscheck.tables_faults(tables, concept_ids)
        if words and concept_ids is not None:
            self.faults += crosscheck.words_faults(words, concept_ids)
        if fields:
            self.faults += crosscheck.fields_faults(fields)
        if editions and tables and fields:
            table_ids = {table.id for table in tables.model.tables}
            field_ids = {field.id for field in fields.model.fields}
            self.faults += crosscheck.editions_faults(editions, table_ids, field_ids)
        if editions and concept_ids is not None:
            edition_ids = {edition.id for edition in editions.model.editions}
            for file, options in checks:
                code = Path(file.name).stem
                self.faults += crosscheck.check_faults(file, options, code, edition_ids, concept_ids)
        self.faults += crosscheck.same_among([(file, file.model.code) for file, _ in checks], "code")
        self.faults += crosscheck.same_among([(file, file.model.name) for file, _ in checks], "name")
        if self.faults or not (concepts and sections and tables and fields and editions and words):
            raise RuleError(sorted(self.faults, key=lambda fault: (fault.path, fault.line or 0, fault.column or 0)))
        loaded = {}
        for file, options in sorted(checks, key=lambda pair: pair[0].model.code):
            path = Path(file.name)
            assert options is not None  # else there would be faults
            loaded[file.model.code] = LoadedCheck(file.model, options, path, path.with_name(path.stem + _CASES))
        return RuleSet(
            concepts=concepts.model,
            sections=sections.model,
            tables=tables.model,
            fields=fields.model,
            editions=editions.model,
            words=words.model,
            checks=loaded,
            lexicon=self.root / LEXICON,
            regions=self.root / REGIONS,
            folder=self.root,
            digest=_digest(paths, self.root),
        )

    def _strangers(self, paths: list[Path]) -> None:
        """YAML files that nothing would read: most likely a wrong name or a wrong folder."""
        for path in paths:
            where = path.relative_to(self.root).parts
            if path.suffix not in (".yaml", ".yml") or (
                len(where) == 3 and where[0] == "checks" and path.suffix == ".yaml"
            ):
                continue
            if len(where) == 1 and path.name in _FILES:
                continue
            hint = did_you_mean(path.name, _FILES) if len(where) == 1 else "；检查应在 checks/<类别>/<编码>.yaml"
            self.faults.append(RuleFault(str(path), None, None, "", f"不认识的规则文件{hint}"))

    def _checks(self, paths: list[Path]) -> list[tuple[File[Check], RuleModel | None]]:
        files = {path for path in paths if path.suffix == ".yaml" and path.parent.parent == self.root / "checks"}
        found = []
        for path in sorted(files):
            if path.name.endswith(_CASES):
                if path.with_name(path.name.removesuffix(_CASES) + ".yaml") not in files:
                    self.faults.append(RuleFault(str(path), None, None, "", "只有用例，没有同名的规则文件"))
                continue
            if path.with_name(path.stem + _CASES) not in files:
                message = f"缺少用例文件 {path.stem}{_CASES}（至少一个应报出、一个不应报出）"
                self.faults.append(RuleFault(str(path), None, None, "", message))
            family = path.parent.name
            if len(family) == 1 and not path.name.startswith(family):
                self.faults.append(RuleFault(str(path), None, None, "", f"编码的首字母与文件夹 {family} 不一致"))
            file = _read(path, Check, self.faults)
            if file is not None:
                found.append((file, self._options(file)))
        return found

    def _options(self, file: File[Check]) -> RuleModel | None:
        kind = KINDS.get(file.model.kind)
        if kind is None:
            return None
        try:
            return kind.options.model_validate(file.model.options)
        except ValidationError as error:
            self.faults += say_faults(error, kind.options, file.tree, file.name, ("options",))
            return None


def _read(path: Path, model: type[M], faults: list[RuleFault]) -> File[M] | None:
    """A file that is valid by itself, or None with its faults appended."""
    name = str(path)
    text = _text(path, faults)
    if text is None:
        return None
    before = len(faults)
    tree = parse(text, name, faults, _in_blocks if model is Cases else None)
    if tree is None:
        return None
    if tree.value is None and not tree.bad:
        faults.append(RuleFault(name, None, None, "", "文件是空的"))
        return None
    try:
        valid = model.model_validate(tree.value)
    except ValidationError as error:
        faults += say_faults(error, model, tree, name)
        return None
    return File(name, tree, valid) if len(faults) == before else None


def _read_cases(path: Path, faults: list[RuleFault]) -> File[Cases] | None:
    file = _read(path, Cases, faults)
    if file is not None:
        faults += crosscheck.cases_faults(file)
    return file


def _in_blocks(path: KeyPath) -> bool:
    """Texts of a case's document are as written (`0.10` stays so); its switches are not texts."""
    return len(path) > 3 and path[0] == "cases" and path[2] == "blocks" and path[-1] not in ("hidden", "level")


def _text(path: Path, faults: list[RuleFault]) -> str | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        faults.append(RuleFault(str(path), None, None, "", "缺少这个文件"))
        return None
    except OSError as error:
        faults.append(RuleFault(str(path), None, None, "", f"读不了这个文件：{error.strerror}"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(RuleFault(str(path), line, None, "", "不是 UTF-8 编码，请另存为 UTF-8"))
        return None


def _ignored(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part.startswith(".") or part == "__pycache__" for part in parts) or path.name.endswith("~")


def _digest(paths: list[Path], root: Path) -> str:
    """Of names and bytes, each with its length before it so that no two folders read alike."""
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in paths):
        for part in (name.encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
