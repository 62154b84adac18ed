"""The output that README shows of `pii-scan policy …`, held against the program."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_service.files import build

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "remotemeeting"
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ pii-scan (policy [^\n]+)\n(.*?)```", README, re.DOTALL)


def run(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "pii_scan", *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    for file in EXAMPLE.iterdir():
        if file.suffix in {".yaml", ".txt"}:
            shutil.copy(file, folder)
    build(folder / "data", faults=True)
    run(folder, "scan", "-c", "pii-scan.yaml", "-f", "json", "-o", "report.json")
    return folder


def test_lint_compare_and_suggest_are_shown():
    assert [block[0].split()[1] for block in BLOCKS] == ["lint", "compare", "suggest"]


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[block[0] for block in BLOCKS])
def test_the_program_says_what_readme_shows(folder, command, shown):
    said = run(folder, *shlex.split(command)).stdout
    place = 0
    for part in shown.split("…\n"):
        assert part in said[place:], f"README shows what {command} does not say:\n{part}"
        place = said.index(part, place) + len(part)
    if not shown.endswith("…\n"):
        assert not said[place:].strip()
