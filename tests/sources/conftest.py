"""What tests of several kinds of models share."""

import pytest

from pii_scan.sources.ddl.source import read_columns


@pytest.fixture
def columns(tmp_path):
    """A function that reads model files: ``columns(guest_DOT_cs=text)``."""

    def read(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("_DOT_", ".")
            path.write_text(text, encoding="utf-8")
        found, skipped = read_columns([tmp_path])
        assert skipped == ()
        return {(c.table, c.column): (c.type, c.nullable, c.comment) for c in found}

    return read
