"""Files as chunks of text: compression, encodings, long lines and everything that can break."""

import bz2
import datetime as dt
import gzip
import io
import lzma
import os
import random
import tarfile
import tempfile
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.model import Reason
from pii_scan.sources.logs import packing, reading, whole_lines
from pii_scan.sources.logs.files import find_log_files
from pii_scan.sources.logs.lines import LineReader
from pii_scan.sources.logs.reading import Begun, BytesRead, Chunk, Unread, read_log

KOREAN = "2026-11-20 09:30:00 INFO 이름=홍길동 가입 완료\n"


def parts_of(path):
    files, others = find_log_files(str(path))
    assert others == []
    return [part for part in read_log(files[0]) if not isinstance(part, Begun)]


def text_of(path):
    return b"".join(part.data for part in parts_of(path) if isinstance(part, Chunk)).decode()


def reasons_of(path):
    return [part.reason.message for part in parts_of(path) if isinstance(part, Unread)]


def write(tmp_path, data, name="app.log"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, bytes])
@pytest.mark.parametrize("name", ["app.log", "app.log.gz"])
def test_compression_is_told_from_the_content(tmp_path, pack, name):
    path = write(tmp_path, pack(KOREAN.encode() * 1000), name)
    assert text_of(path) == KOREAN * 1000
    assert reasons_of(path) == []
    assert parts_of(path)[-1] == BytesRead(path.stat().st_size, path.stat().st_size)


def test_members_of_a_gzip_that_was_appended_to_are_all_read(tmp_path):
    path = write(tmp_path, gzip.compress(b"one\n") + gzip.compress(b"two\n"))
    assert text_of(path) == "one\ntwo\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_encoding_is_told_from_the_content(tmp_path, encoding):
    text = ("plain text first\n" * 20_000 + KOREAN) * 3
    assert text_of(write(tmp_path, text.encode(encoding))) == text
    assert text_of(write(tmp_path, gzip.compress(text.encode(encoding)))) == text


def test_lines_in_both_encodings_of_one_file_are_all_read(tmp_path):
    lines = [KOREAN.encode("cp949")] * 5 + [KOREAN.encode()] + [b"caf\xe9 \xff\n"]
    text = text_of(write(tmp_path, b"".join(lines)))
    assert text.startswith(KOREAN * 6)
    assert text.count("\n") == 7


def test_broken_bytes_are_replaced(tmp_path):
    data = KOREAN.encode() * 10 + b"name=\xff\xfe x\n" + KOREAN.encode()[:-4]
    text = text_of(write(tmp_path, data))
    assert text.startswith(KOREAN * 10)
    assert "\ufffd" in text


def test_decomposed_letters_are_composed_and_terminal_colours_taken_out(tmp_path):
    data = unicodedata.normalize("NFD", KOREAN).encode() + b"\x1b[32mINFO\x1b[0m ok\n"
    assert text_of(write(tmp_path, data)) == KOREAN + "INFO ok\n"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n123", "image"),
        (b"SQLite format 3\x00" + bytes(100), "SQLite"),
        (b"PK\x03\x04abc", "zip"),
        (b"%PDF-1.7 abc", "PDF"),
        (b"text and then \x00\x01\x02 bytes", "binary"),
        (gzip.compress(b"tar\x00\x00\x00\x00\x00ball", mtime=0), "binary"),
        (b"\x28\xb5\x2f\xfdxyz", "zstd"),
    ],
)
def test_binary_files_are_not_read_and_said(tmp_path, data, word):
    path = write(tmp_path, data)
    assert text_of(path) == ""
    assert word in reasons_of(path)[0]
    assert parts_of(path)[-1] == BytesRead(0, len(data))


def test_an_empty_file_is_no_skip(tmp_path):
    for data in (b"", gzip.compress(b"")):
        path = write(tmp_path, data)
        assert text_of(path) == ""
        assert reasons_of(path) == []


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_was_read_before_compressed_data_ends_too_early_is_kept(tmp_path, pack):
    noise = random.Random(1)
    lines = [f"{noise.random()} line {number}\n" for number in range(100_000)]
    packed = pack("".join(lines).encode())
    path = write(tmp_path, packed[: len(packed) * 3 // 4])
    kept = text_of(path)
    assert len(kept) > 500_000
    assert "".join(lines).startswith(kept)
    assert len(reasons_of(path)) == 1
    assert "data ends too early" in reasons_of(path)[0]


def test_what_was_read_before_compressed_data_breaks_is_kept(tmp_path):
    noise = random.Random(1)
    text = "".join(f"{noise.random()} line\n" for _ in range(100_000)).encode()
    packed = bytearray(gzip.compress(text))
    half = len(packed) // 2
    packed[half : half + 2000] = noise.randbytes(2000)
    path = write(tmp_path, bytes(packed))
    kept = text_of(path).encode()
    assert len(kept) > 500_000
    # Broken data can unpack to something else for a little before it is noticed.
    assert text.startswith(kept[:500_000])
    assert reasons_of(path) == ["gzip data is broken; read up to there"]


def test_a_wrong_checksum_is_said_and_the_text_kept(tmp_path):
    packed = bytearray(gzip.compress(b"one line\n"))
    packed[-8] ^= 0xFF
    path = write(tmp_path, bytes(packed))
    assert text_of(path) == "one line\n"
    assert reasons_of(path) == ["gzip data is broken; read up to there"]


def test_what_is_named_compressed_but_is_noise_is_said(tmp_path):
    path = write(tmp_path, b"\x01\x02\x03noise", "app.log.gz")
    assert text_of(path) == ""
    assert len(reasons_of(path)) == 1


@pytest.mark.parametrize("chunk", [2 * 1024 * 1024, 100_000])
def test_lines_of_any_length_are_cut_and_said_and_the_others_whole(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(reading, "CHUNK", chunk)
    monkeypatch.setattr(whole_lines, "LONGEST_LINE", 10_000)
    long = "가" * 100_000 + "x" * 1_000_000
    exact = "y" * 10_000
    path = write(tmp_path, f"first\n{long}\n{exact}\n{long}\nlast\n{long}".encode())
    lines = text_of(path).removesuffix("\n").split("\n")
    assert [len(line.encode()) // 1000 for line in lines] == [0, 9, 10, 9, 0, 9]
    assert lines[1] == long[: len(lines[1])]
    assert (lines[0], lines[2], lines[4]) == ("first", exact, "last")
    assert reasons_of(path) == ["lines over 1 MiB were cut, the rest of them was not seen: 3"]


def test_one_line_of_any_size_takes_little_memory(tmp_path):
    path = tmp_path / "app.log.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        for _ in range(100):
            packed.write(b"x" * 1_000_000)
    tracemalloc.start()
    lines = sum(part.data.count(b"\n") for part in parts_of(path) if isinstance(part, Chunk))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines == 1
    assert peak < 40_000_000


def test_a_file_that_grows_while_it_is_read_is_read_to_the_size_it_had(tmp_path):
    path = write(tmp_path, b"line\n" * 1_000_000)
    (file,), _ = find_log_files(str(path))
    read = 0
    last = None
    for last in read_log(file):
        if isinstance(last, Chunk):
            read += last.data.count(b"\n")
            with path.open("ab") as grows:
                grows.write(b"more\n" * 1_000_000)
    assert read == 1_000_000
    assert last == BytesRead(5_000_000, 5_000_000)


def test_a_file_that_is_cut_short_while_it_is_read_is_said(tmp_path):
    path = write(tmp_path, b"line\n" * 3_000_000)
    (file,), _ = find_log_files(str(path))
    said = []
    for part in read_log(file):
        if isinstance(part, Chunk):
            os.truncate(path, 0)
        if isinstance(part, Unread):
            said.append(part.reason.message)
    assert len(said) == 1
    assert "became shorter" in said[0]


def test_a_file_that_is_gone_or_became_a_pipe_is_said(tmp_path):
    path = write(tmp_path, b"line\n")
    (file,), _ = find_log_files(str(path))
    path.unlink()
    assert "gone" in next(read_log(file)).reason.message
    os.mkfifo(path)
    assert "no longer a file" in next(read_log(file)).reason.message
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert "cannot be opened" in next(read_log(file)).reason.message


def test_a_file_without_permission_is_said():
    # The temporary folders of pytest are closed to others, so that root could not become one.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = write(Path(folder), b"line\n")
        path.chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            parts = parts_of(path)
        finally:
            os.seteuid(user)
    reason = Reason("cannot be opened: permission denied", "열지 못함: 접근 권한이 없음")
    assert parts == [Unread(reason), BytesRead(0, 5)]


@settings(deadline=None)
@given(
    st.binary(max_size=3000) | st.text(' \t\r\n\x1d"a1x^', max_size=60).map(str.encode),
    st.sampled_from([bytes, gzip.compress]),
)
def test_any_bytes_are_read_or_said_and_all_lines_counted(data, pack):
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), pack(data))
        parts = parts_of(path)
    chunks = [part.data for part in parts if isinstance(part, Chunk)]
    telling = LineReader(lambda shapes: pl.Series([False] * len(shapes), dtype=pl.Boolean))
    lines = sum(telling.count_text(chunk, dt.date(2026, 1, 1)).lines for chunk in chunks)
    assert lines == sum(
        LineReader().count_text(chunk, dt.date(2026, 1, 1)).lines for chunk in chunks
    )
    text = b"".join(chunks).decode()
    assert isinstance(parts[-1], BytesRead)
    assert lines == text.count("\n") + (bool(text) and not text.endswith("\n"))
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    if not any(isinstance(part, Unread) for part in parts) and b"\x00" not in data and not marked:
        assert lines == data.count(b"\n") + (bool(data) and not data.endswith(b"\n"))


def packed_zstd(data):
    import zstandard

    return zstandard.ZstdCompressor().compress(data)


def test_zstandard_is_read_and_a_cut_frame_is_said(tmp_path):
    lines = "".join(f"{number} line of {number * 7919}\n" for number in range(50_000))
    packed = packed_zstd(lines.encode())
    assert text_of(write(tmp_path, packed + packed, "app.log.zst")) == lines * 2
    path = write(tmp_path, packed[: len(packed) // 2], "app.log.zst")
    assert lines.startswith(text_of(path))
    assert reasons_of(path) == ["zstd data ends too early; read up to there"]
    path = write(tmp_path, b"\x28\xb5\x2f\xfd" + bytes(range(200)), "app.log.zst")
    assert reasons_of(path) == ["zstd data is broken; read up to there"]


def test_archives_are_opened_without_unpacking_them_to_disk(tmp_path):
    log = KOREAN.encode() * 3
    with tarfile.open(tmp_path / "old.tar.gz", "w:gz") as archive:
        for name in ("web/app.log", "../out.log"):
            entry = tarfile.TarInfo(name)
            entry.size = len(log)
            archive.addfile(entry, io.BytesIO(log))
        link = tarfile.TarInfo("link.log")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    with zipfile.ZipFile(tmp_path / "old.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.log", log)
        archive.writestr("b.log", b"\x89PNG1234")
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    assert text_of(tmp_path / "old.tar.gz") == KOREAN * 6
    assert reasons_of(tmp_path / "old.tar.gz") == ["is not a file but a link or device"]
    assert text_of(tmp_path / "old.zip") == KOREAN * 3
    assert reasons_of(tmp_path / "old.zip") == ["is an image"]
    assert reasons_of(tmp_path / "report.docx") == ["is an office file"]
    begun = [
        part.member
        for part in read_log(find_log_files(str(tmp_path / "old.tar.gz"))[0][0])
        if isinstance(part, Begun)
    ]
    assert begun == ["web/app.log", "../out.log"]


def test_what_unpacks_without_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "_FREE", 1_000_000)
    path = write(tmp_path, gzip.compress(bytes([10]) * 40_000_000, 9), "bomb.gz")
    monkeypatch.setattr(packing, "_MOST_TIMES", 100)
    assert "unpacks to more than" in reasons_of(path)[0]


def test_a_log_with_a_few_nul_bytes_is_a_log(tmp_path):
    path = write(tmp_path, KOREAN.encode() * 100 + b"request \x00\x16\x03 broken\n")
    assert text_of(path).startswith(KOREAN * 100)
    assert reasons_of(path) == []


NULS = 4096


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    "data",
    [
        KOREAN.encode() * 100 + bytes(NULS) + KOREAN.encode() * 100,
        bytes(100_000) + KOREAN.encode() * 200,
        bytes(7_000_000) + KOREAN.encode() * 200,
        KOREAN.encode() * 200 + bytes(3_000_000),
        KOREAN.encode() * 100 + bytes(12_345_678) + KOREAN.encode() * 100,
    ],
)
def test_blocks_of_nuls_in_a_log_are_left_out(tmp_path, data, pack):
    path = write(tmp_path, pack(data))
    assert text_of(path) == KOREAN * 200
    assert reasons_of(path) == []
    *chunks, read = parts_of(path)
    assert read == BytesRead(path.stat().st_size, path.stat().st_size)
    # The end is where reading may go on the next time.
    assert chunks[-1].end == len(data.rstrip(b"\x00"))


def test_a_long_line_behind_nuls_is_cut_and_the_next_whole(tmp_path):
    path = write(tmp_path, bytes(6_000_000) + b"x" * 7_000_000 + b"\n" + KOREAN.encode())
    long, last = text_of(path).removesuffix("\n").split("\n")
    assert (len(long), last + "\n") == (1024 * 1024, KOREAN)
    assert reasons_of(path) == ["lines over 1 MiB were cut, the rest of them was not seen: 1"]


def utmp_record(host):
    """A record of wtmp, utmp and btmp on Linux."""
    zone = (1_795_132_800).to_bytes(4, "little") + bytes(36)
    return (
        b"\x07\0\0\0"
        b"\x92\x1f\0\0"
        + b"pts/0".ljust(32, b"\0")
        + b"ts/0"
        + (b"kim".ljust(32, b"\0") + host.ljust(256, b"\0") + bytes(8) + zone)
    )


@pytest.mark.parametrize(
    "data",
    [
        bytes(1_000_000),
        b"a\n" + bytes(1_000_000) + b"\x01\x02\x03",
        bytes(292 * 1000) + b"\x0a\x0b\x0c\x65" + b"pts/0".ljust(32, b"\0") + bytes(256),
        bytes(292 * 1000) + b"\x0a\x41\x42\x65" + b"pts/0".ljust(32, b"\0") + b"192.0.2.1" * 20,
        utmp_record(b"192.0.2.1") * 300,
        utmp_record(b"host.example.com" * 10) * 3,
        (b"name of a record".ljust(100, b"\0")) * 100,
        bytes(5000) + bytes(range(256)) * 50,
    ],
)
def test_records_with_nuls_between_them_are_no_log(tmp_path, data):
    path = write(tmp_path, data)
    assert text_of(path) == ""
    assert reasons_of(path) == ["is binary (holds NUL bytes), not a log"]
