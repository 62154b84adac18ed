"""Imports go one way: whoever reads the code follows the data without going back."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pii_scan"
MODULES = {
    ".".join(("pii_scan", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in PACKAGE.rglob("*.py")
}


def _imports(module: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _is_cli(module: str) -> bool:
    return module == "pii_scan.cli" or module.startswith("pii_scan.cli.")


def _ours(module: str) -> set[str]:
    return {name for name in _imports(module) if name in MODULES and name != "pii_scan"}


@pytest.mark.parametrize("module", ["model", "errors", "mask"])
def test_the_words_import_only_the_standard_library(module):
    allowed = {"pii_scan.model", "pii_scan.errors"}
    third_party = {"pydantic", "rich", "typer", "polars", "yaml", "sqlalchemy", "openpyxl"}
    names = _imports(f"pii_scan.{module}")
    assert _ours(f"pii_scan.{module}") <= allowed
    assert not {name.split(".")[0] for name in names} & third_party


def test_sources_and_detection_never_see_each_other():
    for module in MODULES:
        if module.startswith("pii_scan.sources"):
            assert not any(name.startswith("pii_scan.detect") for name in _ours(module)), module
        if module.startswith("pii_scan.detect"):
            assert not any(name.startswith("pii_scan.sources") for name in _ours(module)), module


# What each kind of source may use: SQLite keeps its schema as SQL, files are named as logs are.
_KINDS_OF_SOURCES = {
    "tables": set(),
    "logs": set(),
    "ddl": {"tables"},
    "databases": {"tables", "ddl"},
    "files": {"tables", "logs"},
    # A database in a file.
    "dumps": {"tables", "ddl", "databases", "files"},
}


@pytest.mark.parametrize("kind", _KINDS_OF_SOURCES)
def test_one_kind_of_source_sees_no_other(kind):
    others = set(_KINDS_OF_SOURCES) - {kind} - _KINDS_OF_SOURCES[kind]
    modules = [module for module in MODULES if module.startswith(f"pii_scan.sources.{kind}.")]
    assert modules
    for module in modules:
        seen = {name.split(".")[2] for name in _ours(module) if name.count(".") > 1}
        assert not seen & others, module


def test_reports_see_only_the_model():
    reports = [module for module in MODULES if module.startswith("pii_scan.reports.")]
    assert reports
    for module in reports:
        others = {name for name in _ours(module) if not name.startswith("pii_scan.reports")}
        assert others <= {"pii_scan.model", "pii_scan.errors"}, module


def test_nothing_but_the_cli_prints_exits_or_reads_the_environment():
    for module, path in MODULES.items():
        if _is_cli(module):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name):
                assert node.id != "print", module
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in {
                    ("sys", "exit"),
                    ("os", "environ"),
                    ("os", "getenv"),
                }, module


def test_no_module_imports_the_cli_and_no_circle_exists():
    seen: dict[str, int] = {}

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module in seen:
            return
        for name in _ours(module):
            assert _is_cli(module) or not _is_cli(name), module
            visit(name, (*trail, module))
        seen[module] = 1

    for module in MODULES:
        if module != "pii_scan.__main__":
            visit(module, ())
