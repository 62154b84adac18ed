"""What the tests of data files read with: the source as users have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pii_scan.model import Coverage, Part, RecordDates, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source


@dataclass(frozen=True)
class Reading:
    """What a source yielded; samples of one field are added up."""

    parts: list[Part]

    @property
    def values(self) -> dict[tuple[str, ...], dict[str, int]]:
        found: dict[tuple[str, ...], dict[str, int]] = {}
        for part in self.parts:
            if isinstance(part, Sample):
                counts = found.setdefault(part.field.path, {})
                for value, number in part.values.items():
                    counts[value] = counts.get(value, 0) + number
        return found

    @property
    def types(self) -> dict[str, str | None]:
        return {part.field.name: part.field.type for part in self.parts if isinstance(part, Sample)}

    @property
    def skipped(self) -> list[Skipped]:
        """Whatever a test reads, why it was skipped is said in Korean as well."""
        skips = [part for part in self.parts if isinstance(part, Skipped)]
        for skip in skips:
            assert re.search("[가-힣]", skip.reason.message_ko), skip
        return skips

    @property
    def skips(self) -> dict[str, str]:
        return {skip.location: skip.reason.message for skip in self.skipped}

    @property
    def reasons(self) -> str:
        return "\n".join(skip.reason.message for skip in self.skipped)

    @property
    def dates(self) -> list[RecordDates]:
        return [part for part in self.parts if isinstance(part, RecordDates)]

    @property
    def coverage(self) -> Coverage:
        (coverage,) = (part for part in self.parts if isinstance(part, Coverage))
        return coverage

    @property
    def columns(self) -> dict[str, list[str]]:
        """Values by the last part of the path, each as often as it was seen."""
        return {
            path[-1]: [value for value, number in counts.items() for _ in range(number)]
            for path, counts in self.values.items()
        }


@pytest.fixture
def read():
    def reading(target: Path | str, **settings: object) -> Reading:
        source = open_source(SourceSettings(name="s", target=str(target), **settings))
        return Reading(list(source.read()))

    return reading


@pytest.fixture
def written(tmp_path, read):
    """Writes one file and reads it."""

    def write_and_read(name: str, content: bytes | str, **settings: object) -> Reading:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, **settings)

    return write_and_read
