"""CSV files as they really are, written by Python's csv module and by polars."""

import csv
import gzip
import io
import json
import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.sources.files.csv_blocks import RowBlocks, first_row_start, last_row_end
from pii_scan.sources.files.csv_frames import rows_of
from pii_scan.sources.files.dialect import Dialect

ENCODINGS = ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def _csv(rows, **options):
    out = io.StringIO()
    csv.writer(out, **options).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(written, encoding):
    text = _csv([["이름", "주소"], *[["김영희", "서울 강남구"], ["이철수", "부산"]] * 40])
    reading = written("회원.csv", text.encode(encoding))
    assert reading.columns == {
        "이름": ["김영희"] * 40 + ["이철수"] * 40,
        "주소": ["서울 강남구"] * 40 + ["부산"] * 40,
    }
    assert not reading.skips
    assert (reading.coverage.rows_total, reading.coverage.rows_scanned) == (80, 80)
    assert reading.coverage.bytes_scanned == reading.coverage.bytes_total > 0


def test_western_text_is_no_korean(written):
    text = "name,city\nRené Müller,Zürich\nJosé Núñez,Málaga\n"
    assert written("a.csv", text.encode("cp1252")).columns["name"] == ["René Müller", "José Núñez"]


ABROAD = {
    "shift_jis": ("佐藤太郎", "東京都新宿区西新宿"),
    "euc_jp": ("鈴木花子", "大阪府大阪市北区梅田"),
    "iso2022_jp": ("高橋さくら", "札幌市中央区"),
    "gb18030": ("张伟", "北京市朝阳区建国路"),
    "big5": ("許功蓋", "臺北市信義區信義路"),
    "cp1251": ("Иванов Иван", "Москва, ул. Ленина"),
    "koi8_r": ("Петрова Анна", "Невский проспект"),
    "cp1253": ("Μαρία Παπαδοπούλου", "Αθήνα"),
    "cp1256": ("محمد علي", "القاهرة"),
    "cp874": ("สมชาย ใจดี", "กรุงเทพมหานคร"),
    "latin-1": ("François Lefèvre", "rue de l'Église, Orléans"),
    "utf-16-be": ("김영희", "서울특별시"),
    "utf-32-le": ("김영희", "서울특별시"),
    "utf-32-be": ("René", "Orléans"),
}


@pytest.mark.parametrize(
    ("encoding", "suffix"),
    [*((encoding, "csv") for encoding in ABROAD), ("shift_jis", "jsonl"), ("big5", "jsonl")],
)
def test_files_of_other_countries_are_read_in_their_letters(written, encoding, suffix):
    name, address = ABROAD[encoding]
    rows = [
        {"id": f"{n}", "name": name, "email": f"u{n}@x.example.com", "address": address}
        for n in range(30)
    ]
    text = _csv([list(rows[0]), *(list(row.values()) for row in rows)])
    if suffix == "jsonl":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    reading = written(f"a.{suffix}", text.encode(encoding))
    assert reading.skips == {}
    assert reading.columns["name"] == [name] * 30
    assert reading.columns["address"] == [address] * 30


def test_a_word_of_another_alphabet_among_ascii_decides_nothing(written):
    """One letter beyond ASCII is a letter in each of them."""
    assert written("a.csv", "id,name\n1,José\n2,Kim\n".encode("cp1252")).columns["name"] == [
        "José",
        "Kim",
    ]


def test_bytes_as_postgresql_exports_them_are_read_as_they_are(written):
    rows = [["id", "note", "photo", "path"]]
    for n in range(30):
        note = f"연락처 010-1234-{n:04}".encode().hex()
        rows.append(
            [f"{n}", f"\\x{note}", "\\x" + (b"\x89PNG\r\n\x1a\n" + b"\0" * n).hex(), "\\xy"]
        )
    reading = written("a.csv", _csv(rows))
    assert reading.columns["note"] == [f"연락처 010-1234-{n:04}" for n in range(30)]
    assert reading.columns["photo"] == []
    assert reading.columns["path"] == ["\\xy"] * 30
    assert "30 PNG images" in reading.skips["a.csv.photo"]


def test_lines_of_another_encoding_are_read_as_they_fit(written):
    data = "이름,주소\n김영희,서울\n".encode() + "이철수,부산\n".encode("cp949")
    reading = written("a.csv", data)
    assert reading.columns["이름"] == ["김영희", "이철수"]
    assert not reading.skips


def test_what_is_no_text_is_replaced_and_said(written):
    reading = written(
        "a.csv",
        "이름,주소\n김영희,서울\n이철수,\xff\xfe\xfd부산\n".encode()[:-1] + b"\xff\xff\n",
    )
    assert reading.columns["이름"] == ["김영희", "이철수"]
    assert "places were read as U+FFFD" in reading.skips["a.csv"]


def test_rows_that_differ_in_length_are_read_and_counted(written):
    reading = written("a.csv", "id,email\n1,a@b.co\n2\n3,c@d.co,010-1234-5678\n\n4,e@f.co\n")
    assert reading.columns == {
        "id": ["1", "2", "3", "4"],
        "email": ["a@b.co", "c@d.co", "e@f.co"],
        "column 3": ["010-1234-5678"],
    }
    assert "2 of 4" in reading.skips["a.csv"]


def test_line_ends_and_quoted_newlines(written):
    for end in ("\n", "\r\n", "\r"):
        text = _csv(
            [["id", "memo"], ["1", "a, b"], ["2", 'say "x"'], ["3", "plain"]], lineterminator=end
        )
        assert written("a.csv", text).columns["memo"] == ["a, b", 'say "x"', "plain"]
    text = _csv([["id", "memo"], ["1", "two\nlines"], ["2", "three\r\nmore\nlines"]])
    assert written("a.csv", text).columns["memo"] == ["two\nlines", "three\r\nmore\nlines"]


def test_a_file_without_rows_gives_its_columns(written):
    reading = written("a.csv", "id,email,phone")
    assert reading.columns == {"id": [], "email": [], "phone": []}
    assert reading.coverage.rows_total == 0
    assert not reading.skips


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file_is_said(written, content):
    reading = written("a.csv", content)
    assert "is empty" in reading.reasons or "holds only blanks" in reading.reasons
    assert not reading.values


def test_a_file_without_a_header_loses_no_row(written):
    reading = written("a.csv", "1,a@b.co\n2,c@d.co\n")
    assert reading.columns == {"column 1": ["1", "2"], "column 2": ["a@b.co", "c@d.co"]}


def test_titles_above_the_table_are_values_too(written):
    reading = written("a.csv", "명단,,\n담당: kim@a.co,,\n\nid,email,tel\n1,a@b.co,2\n2,c@d.co,3\n")
    assert reading.columns["(above the table)"] == ["명단", "담당: kim@a.co"]
    assert reading.columns["email"] == ["a@b.co", "c@d.co"]
    assert not reading.skips


def test_nul_bytes_are_left_out_and_binary_is_said(written):
    assert (
        written("a.csv", b"id,email\n1,a@b.co\x00\x00\n" * 1 + b"2,c@d.co\n" * 20).columns["email"][
            0
        ]
        == "a@b.co"
    )
    assert "binary" in written("b.csv", bytes(range(256)) * 50 + b"\x00" * 500).reasons


def test_random_bytes_are_no_table(written):
    assert "is binary" in written("a.csv", random.Random(1).randbytes(200_000)).reasons


def test_a_quote_that_is_never_closed_is_said(written):
    reading = written("a.csv", 'id,memo\n1,"never closed\n2,b\n3,kim@a.co\n')
    assert "never closed" in reading.reasons
    assert "kim@a.co" in reading.columns["memo"][0]


def test_ten_thousand_columns(written):
    names = [f"c{number}" for number in range(10_000)]
    reading = written("a.csv", _csv([names, *[[str(n) for n in range(10_000)]] * 3]))
    assert len(reading.columns) == 10_000
    assert reading.columns["c9999"] == ["9999"] * 3


def test_a_cell_of_100_mb_is_cut_and_the_rest_is_read(written):
    big = "x" * 100_000_000
    reading = written("a.csv", f'id,memo,email\n1,"{big}",a@b.co\n2,b,c@d.co\n3,d,e@f.co\n')
    assert reading.columns["id"] == ["1", "2", "3"]
    assert reading.columns["email"][-2:] == ["c@d.co", "e@f.co"]
    assert len(reading.columns["memo"][0]) == 65_536
    assert "rows over 32 MiB were cut" in reading.reasons


def test_leading_zeros_stay(written):
    reading = written(
        "a.csv", "id,tel,code,seq\n1,01012345678,007,1000000001\n2,01099998888,012,1000000002\n"
    )
    assert reading.columns["tel"] == ["01012345678", "01099998888"]
    assert reading.columns["code"] == ["007", "012"]
    assert reading.columns["seq"] == ["1000000001", "1000000002"]


def test_nothing_written_as_null_is_no_value(written):
    assert written("a.csv", "id,x\n1,\\N\n2,NULL\n3,\n4,y\n").columns["x"] == ["y"]


def test_stray_quotes_do_not_swallow_rows(written):
    rows = "".join(f'{n},5" disk,k{n}@a.co\n' for n in range(200))
    assert len(written("a.csv", f"id,item,email\n{rows}").columns["email"]) == 200
    rows = "".join(f'{n},"x, y",a "b" c{n}\n' for n in range(200))
    assert len(written("b.csv", f"id,item,memo\n{rows}").columns["memo"]) == 200


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz"])
def test_a_sample_is_spread_over_all_of_the_file(written, suffix):
    text = "id,memo\n" + "".join(f'{n},"line one of {n},\nline two"\n' for n in range(500_000))
    data = gzip.compress(text.encode(), 1) if suffix.endswith("gz") else text.encode()
    reading = written(f"a{suffix}", data, rows=1000)
    ids = [int(number) for number in reading.columns["id"]]
    assert 900 <= len(ids) <= 1000
    assert len(set(ids)) == len(ids)
    for part in range(10):
        assert any(part * 50_000 <= number < (part + 1) * 50_000 for number in ids)
    assert all(memo.startswith("line one") for memo in reading.columns["memo"])
    assert not reading.skips
    total = reading.coverage.rows_total
    assert abs(total - 500_000) < 25_000
    if suffix == ".csv":
        assert reading.coverage.bytes_scanned < reading.coverage.bytes_total / 2


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.jsonl", "a.json", "a.parquet", "b.csv"])
@pytest.mark.parametrize("step", [2, 64, 1000])
def test_a_sample_does_not_keep_time_with_the_data(tmp_path, read, name, step):
    count = 600_000 if name == "b.csv" else 64_000  # over 8 MiB only some places are read
    frame = pl.DataFrame({"id": range(count)}).with_columns(
        kind=pl.when(pl.col("id") % step == 0).then(pl.lit("first")).otherwise(pl.lit("other")),
        pad=pl.lit("x"),
    )
    path = tmp_path / name
    match path.suffix:
        case ".parquet":
            frame.write_parquet(path)
        case ".jsonl":
            frame.write_ndjson(path)
        case ".json":
            frame.write_json(path)
        case ".gz":
            path.write_bytes(gzip.compress(frame.write_csv().encode(), 1))
        case _:
            frame.write_csv(path)
    reading = read(path, rows=1000)
    kinds = next(counts for place, counts in reading.values.items() if place[-1].endswith("kind"))
    assert 900 <= sum(kinds.values()) <= 1000
    share = kinds.get("first", 0) / sum(kinds.values())
    assert share == pytest.approx(1 / step, abs=0.05 if step == 2 else 0.015)
    assert read(path, rows=1000).parts == reading.parts


def test_asking_for_all_rows_gives_all(written):
    text = "id,email\n" + "".join(f"{n},u{n}@a.co\n" for n in range(600_000))
    reading = written("a.csv", text, rows=10_000_000)
    assert len(reading.columns["id"]) == 600_000
    assert reading.coverage.rows_scanned == reading.coverage.rows_total == 600_000


def test_polars_and_this_reader_agree(tmp_path, read):
    chance = random.Random(1)
    frame = pl.DataFrame(
        {
            "id": list(range(1000)),
            "text": ["".join(chance.choices('ab,;"\n |가나', k=8)) for _ in range(1000)],
            "half": [chance.random() for _ in range(1000)],
        }
    )
    for separator in (",", ";", "|", "\t"):
        frame.write_csv(tmp_path / "a.csv", separator=separator)
        columns = read(tmp_path / "a.csv").columns
        assert sorted(columns["text"]) == sorted(frame["text"].to_list())
        assert sorted(columns["half"]) == sorted(str(value) for value in frame["half"].to_list())


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=8
)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=12
        )
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.booleans(),
)
def test_rows_come_back_as_they_were_written(rows, delimiter, quote_all):
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    text = _csv(rows, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    width = len(rows[0])
    parsed = rows_of(text, Dialect(delimiter), width)
    expected = [tuple(row) for row in rows if width > 1 or row[0]]
    assert parsed.frame.rows() == expected
    assert parsed.ragged == 0


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=20),
    st.integers(1, 60),
    st.booleans(),
)
def test_blocks_never_part_a_row(rows, size, loose):
    text = _csv(rows, lineterminator="\n").encode()
    dialect = Dialect(",")
    blocks = list(RowBlocks(io.BytesIO(text), dialect, size=size, loose=loose))
    assert b"".join(blocks) == text
    parsed = [row for block in blocks for row in rows_of(block.decode(), dialect, 3).frame.rows()]
    assert parsed == [tuple(row) for row in rows]


@settings(max_examples=100, deadline=None)
@given(st.lists(CELL, min_size=40, max_size=60), st.data())
def test_rows_from_the_middle_are_rows_of_the_file(memos, data):
    rows = [[str(number), memo, f"u{number}@a.co"] for number, memo in enumerate(memos)]
    text = _csv(rows, lineterminator="\n").encode()
    dialect = Dialect(",")
    spot = data.draw(st.integers(0, len(text) // 2))
    part = text[spot:]
    start = first_row_start(part, dialect, 3)
    assert start is not None
    window = part[start:]
    window = window[: last_row_end(window, dialect)]
    found = rows_of(window.decode(), dialect, 3).frame.rows()
    assert set(found) <= {tuple(row) for row in rows}
