"""Packed files and archives, honest ones and bombs."""

import bz2
import gzip
import io
import lzma
import random
import subprocess
import sys
import zipfile

import polars as pl
import pytest
import zstandard

CSV = b"id,email\n1,a@b.co\n2,c@d.co\n"
EMAILS = ["a@b.co", "c@d.co"]
PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lambda data: lzma.compress(data, preset=0),
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_files(written, suffix):
    data = PACKERS[suffix](CSV)
    for name in (f"a.csv.{suffix}", "a.csv"):  # the content tells, not the name
        reading = written(name, data)
        assert reading.columns["email"] == EMAILS
        assert not reading.skips
        assert reading.coverage.bytes_scanned == reading.coverage.bytes_total == len(data)


def test_packed_in_parts_twice_and_not_at_all(written):
    assert (
        written("a.csv.gz", gzip.compress(CSV[:17]) + gzip.compress(CSV[17:])).columns["email"]
        == EMAILS
    )
    parts = PACKERS["zst"](CSV[:17]) + PACKERS["zst"](CSV[17:])
    assert written("a.csv.zst", parts).columns["email"] == EMAILS
    assert written("b.csv.gz", gzip.compress(gzip.compress(CSV))).columns["email"] == EMAILS
    assert written("c.csv.gz", CSV).columns["email"] == EMAILS
    deep = CSV
    for _ in range(10):
        deep = gzip.compress(deep)
    assert "packed more than" in written("d.csv.gz", deep).reasons


@pytest.mark.parametrize("suffix", PACKERS)
def test_what_is_cut_off_or_broken_is_read_up_to_there(written, suffix):
    whole = b"id,email\n" + b"".join(
        b"%d,u%d@a.co\n" % (n, n * 7919 % 1000) for n in range(100_000)
    )
    data = PACKERS[suffix](whole)
    reading = written(f"a.csv.{suffix}", data[: len(data) // 2])
    assert "read up to there" in reading.reasons
    # All of a file that is packed as one block is in it, and nothing comes out of a half.
    assert len(reading.columns.get("email", [])) == (0 if suffix == "bz2" else 1000)
    reading = written(f"b.csv.{suffix}", data[:200] + b"\x00" * 300 + data[500:])
    assert "read up to there" in reading.reasons


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("rows", [300, 60_000])
def test_what_unpacks_before_the_end_is_all_read(written, suffix, rows):
    numbers = random.Random(5)
    whole = "id,email\n" + "".join(f"{n},u{numbers.getrandbits(128):x}@a.co\n" for n in range(rows))
    data = PACKERS[suffix](whole.encode())
    reading = written(f"a.csv.{suffix}", data[:-200], full=True)
    assert "ends too early" in reading.reasons
    # Nothing comes out of a block before its end: 900,000 bytes in bzip2, up to 128 KiB in zstd.
    block = {"bz2": 40_000, "zst": 4_000}.get(suffix, rows * 0.1)
    assert reading.coverage.rows_scanned >= max(0, rows - block)


def test_a_damaged_member_of_an_archive_is_read_up_to_there(written):
    numbers = random.Random(5)
    whole = "id,email\n" + "".join(
        f"{n},u{numbers.getrandbits(128):x}@a.co\n" for n in range(20_000)
    )
    data = bytearray(_zip({"users.csv": whole}))
    data[len(data) * 9 // 10] ^= 0xFF
    reading = written("a.zip", bytes(data), full=True)
    assert "broken in its archive" in reading.reasons
    assert reading.coverage.rows_scanned >= 15_000


@pytest.mark.parametrize("suffix", [".json.gz", ".parquet.gz", ".xlsx.gz"])
def test_other_kinds_are_unpacked_as_well(tmp_path, read, suffix):
    frame = pl.DataFrame({"id": [1, 2], "email": EMAILS})
    plain = tmp_path / "plain"
    if suffix == ".json.gz":
        frame.write_json(plain)
    elif suffix == ".parquet.gz":
        frame.write_parquet(plain)
    else:
        import openpyxl

        book = openpyxl.Workbook()
        for row in (frame.columns, *frame.rows()):
            book.active.append(row)
        book.save(plain)
    (tmp_path / f"a{suffix}").write_bytes(gzip.compress(plain.read_bytes()))
    reading = read(tmp_path / f"a{suffix}")
    assert reading.columns["email"] == EMAILS
    assert not reading.skips


def _zip(members, **options):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_archives_are_folders(written):
    inner = _zip({"deep.csv": CSV})
    data = _zip(
        {
            "users.csv": CSV,
            "sub/b.csv.gz": gzip.compress(CSV),
            "inner.zip": inner,
            "../../evil.csv": CSV,
            "notes.log": b"hello",
            "__MACOSX/._users.csv": b"\x00",
            ".hidden.csv": CSV,
        }
    )
    reading = written("a.zip", data)
    names = {path[0] for path in reading.values}
    assert names == {
        "a.zip/users.csv",
        "a.zip/sub/b.csv.gz",
        "a.zip/inner.zip/deep.csv",
        "a.zip/evil.csv",
    }
    assert all(path[1] in {"id", "email"} for path in reading.values)
    assert "in an archive" in reading.skips["a.zip/notes.log"]
    assert "is hidden" in reading.skips["a.zip/.hidden.csv"]
    assert reading.coverage.rows_total == 8


def test_korean_names_in_archives(tmp_path, read):
    data = _zip({"AAAA.csv": CSV})
    data = data.replace(b"AAAA.csv", "회원".encode("cp949") + b".csv")
    (tmp_path / "a.zip").write_bytes(data)
    assert {path[0] for path in read(tmp_path / "a.zip").values} == {"a.zip/회원.csv"}


def test_encrypted_archives_are_said(written):
    data = bytearray(_zip({"users.csv": CSV}))
    data[6] |= 1  # the flag in the local header, and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted with a password" in written("a.zip", bytes(data)).skips["a.zip/users.csv"]


def test_broken_and_empty_archives_are_said(written):
    good = _zip({"users.csv": CSV})
    assert "zip archive" in written("a.zip", good[:40]).reasons
    assert written("b.zip", _zip({})).coverage.fields == 0
    bad = good.replace(good[40:50], b"\xff" * 10)
    assert written("c.zip", bad).skips


def test_nested_archives_have_an_end(written):
    data = CSV
    name = "a.csv"
    for level in range(6):
        data, name = _zip({name: data, "b.csv": CSV}), f"{level}.zip"
    reading = written("a.zip", data)
    assert "in more than 3 archives" in reading.reasons


def test_an_archive_of_too_many_files_is_cut(written):
    reading = written("a.zip", _zip({"0.csv": CSV} | {f"{n}x.log": b"" for n in range(10_050)}))
    assert "holds too many files: 51 of 10,051" in reading.reasons


@pytest.mark.parametrize("name", ["a.csv.gz", "a.json.gz", "a.zip"])
def test_bombs_are_read_up_to_a_limit(tmp_path, name):
    """In a process of its own, so that its memory is known: hundreds of MB of one line."""
    line = {"a.json.gz": b'{"a": "%s"}\n'}.get(name, b"1,2,%s\n") % (b"x" * 990) * 600
    path = tmp_path / name
    if name == "a.zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("a.csv", "w", force_zip64=True) as member,
        ):
            for _ in range(600):
                member.write(line)
    else:
        with gzip.open(path, "wb", compresslevel=9) as file:
            for _ in range(600):
                file.write(line)
    code = f"""
from pii_scan.model import Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source
parts = list(open_source(SourceSettings("s", {str(path)!r})).read())
print([part.reason.message for part in parts if isinstance(part, Skipped)])
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    reasons, memory = done.stdout.splitlines()
    assert "as a zip bomb does; the first " in reasons
    assert int(memory) < 400


def test_members_that_the_directory_of_an_archive_does_not_list_are_said(written):
    first = _zip({"a.csv": "id,email\n1,a@a.co\n"})
    second = _zip({"b.csv": "id,email\n1,b@a.co\n"})
    joined = written("joined.zip", first + second)
    assert joined.columns["email"] == ["b@a.co"]
    assert "in front of those that it lists" in joined.skips["joined.zip"]
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("c.csv", "id,email\n1,c@a.co\n")
        archive.writestr("inner.zip", second)
    cut = outer.getvalue().index(second) + len(second)
    reading = written("cut.zip", outer.getvalue()[:cut])
    assert "in front of those that it lists" in reading.skips["cut.zip"]
    for name, whole in (("plain.zip", first), ("program.zip", b"#!/bin/sh\n" + first)):
        assert written(name, whole).columns["email"] == ["a@a.co"]
        assert not written(name, whole).skips
