"""Dumps of databases: the rows in them, whoever wrote them and whatever became of the file."""

import bz2
import gzip
import lzma

import pytest
import zstandard

from pii_scan.columns import as_dict
from pii_scan.model import Coverage, Sample, Skipped, TableRows
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source
from pii_scan.sources.selection import Patterns, Selection

MYSQL = "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n"
MYSQL += "CREATE TABLE `m` (\n  `id` int NOT NULL,\n  `email` varchar(99)\n) ENGINE=InnoDB;\n"
POSTGRESQL = (
    "--\n-- PostgreSQL database dump\n--\nCREATE TABLE public.m (\n id int,\n email text\n);\n"
)


class Reading:
    def __init__(self, parts):
        self.values = {}
        for part in parts:
            if isinstance(part, Sample):
                counts = self.values.setdefault(part.field.path[-1], {})
                for text, times in as_dict(part.values).items():
                    counts[text] = counts.get(text, 0) + times
        self.skips = {p.location: p.reason.message for p in parts if isinstance(p, Skipped)}
        self.reasons = "\n".join(p.reason.message for p in parts if isinstance(p, Skipped))
        self.rows = {p.path[-1]: p.count for p in parts if isinstance(p, TableRows)}
        (self.coverage,) = (part for part in parts if isinstance(part, Coverage))


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, *, name="dump.sql", **settings):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Reading(list(open_source(SourceSettings("s", str(path), **settings)).read()))

    return write_and_read


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    "dump",
    [
        MYSQL + "INSERT INTO `m` VALUES (1,'a@b.co'),\n(2,'it\\'s; x'),(3,NULL);\n",
        MYSQL + "INSERT  IGNORE INTO `m` (`email`, `id`) VALUES ('a@b.co',1);\n"
        "REPLACE INTO m VALUES (2,'it''s; x');INSERT INTO m (id) VALUES (3);",
        POSTGRESQL + "COPY public.m (id, email) FROM stdin;\n1\ta@b.co\n2\tit's; x\n3\t\\N\n\\.\n",
        POSTGRESQL + "INSERT INTO public.m VALUES (1, 'a@b.co'::text), (2, E'it\\'s; x');\n"
        "INSERT INTO public.m VALUES (3, NULL) ON CONFLICT DO NOTHING;\n",
        (
            "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE m (id int, email text);\n"
            "INSERT INTO m VALUES(1,'a@b.co');\nINSERT INTO m VALUES(2,'it''s; x'),(3,NULL);\n"
        ),
        (
            "-- database dump\nCREATE TABLE [dbo].[m] ([id] int, [email] nvarchar(50))\nGO\n"
            "INSERT [dbo].[m] ([id], [email]) VALUES (1, N'a@b.co')\n"
            "INSERT [dbo].[m] ([id], [email]) VALUES (CAST(N'2' AS int), N'it''s; x')\n"
            "INSERT [dbo].[m] ([id], [email]) VALUES (3, NULL)\nGO\n"
        ),
    ],
)
def test_rows_are_read_whoever_wrote_them(read, dump, full):
    found = read(dump, full=full)
    assert found.values == {"id": {"1": 1, "2": 1, "3": 1}, "email": {"a@b.co": 1, "it's; x": 1}}
    assert not found.skips
    assert found.rows["m"].complete
    assert (found.coverage.rows_total, found.coverage.rows_scanned) == (3, 3)


def test_what_is_no_row_is_none(read):
    found = read(
        MYSQL + "-- it's a comment\n# it's another\n/* INSERT INTO m VALUES (9,'x'); */\n"
        "/*!50003 CREATE TRIGGER x AFTER UPDATE ON m\nINSERT INTO m VALUES (8,'y') */;\n"
        "DELIMITER ;;\nCREATE PROCEDURE p()\nBEGIN\n INSERT INTO m VALUES (7,'z');\nEND ;;\n"
        "DELIMITER ;\nINSERT INTO m SELECT 1, 'a';\nINSERT INTO m VALUES (1,'-- a');\n"
    )
    assert found.values == {"id": {"1": 1}, "email": {"-- a": 1}}
    found = read(
        POSTGRESQL
        + "CREATE FUNCTION f() RETURNS void AS $_$ BEGIN\nINSERT INTO m VALUES (9, 'x');\n"
        "END $_$;\nINSERT INTO public.m VALUES (1, '-- a');\n"
    )
    assert found.values == {"id": {"1": 1}, "email": {"-- a": 1}}


@pytest.mark.parametrize(
    "dump",
    [
        MYSQL + "INSERT INTO `m` VALUES (1,'a@b.co'),(2,'c@d",
        POSTGRESQL + "COPY public.m (id, email) FROM stdin;\n1\ta@b.co\n2",
    ],
)
def test_a_dump_that_is_cut_off_says_so_and_keeps_what_is_there(read, dump):
    found = read(dump)
    assert found.values["email"] == {"a@b.co": 1}
    assert any("cut off" in reason for reason in found.skips.values())
    assert (found.rows["m"].total, found.rows["m"].complete) == (None, False)
    assert found.coverage.rows_total is None


def test_rows_that_cannot_be_read_are_said_and_others_are(read):
    found = read(
        POSTGRESQL + "INSERT INTO m VALUES (1, now()), (2, 'a@b.co');\n"
        "INSERT INTO m VALUES (3, 'c@d.co', 5);\nINSERT INTO other VALUES (1);\n"
    )
    assert found.values == {"id": {"1": 1, "2": 1, "3": 1}, "email": {"a@b.co": 1, "c@d.co": 1}}
    assert "written as expressions were not read: 1" in found.reasons
    assert "more or fewer values than the 2 columns: 1" in found.reasons
    assert "name its columns" in found.skips["other"]
    assert found.coverage.rows_scanned == 3


def test_bytes_are_read_as_the_bytes_that_they_are(read):
    table = b"CREATE TABLE `b` (`h` binary(16), `name` varchar(9)) ENGINE=InnoDB;\n"
    rows = b"INSERT INTO `b` VALUES (_binary "
    rows += b"'\xc8\xab\\0\xff\x01\x02\x03\x04\x05\x06\x07\x08\\'\\\\\x0b\x0c','"
    rows += "홍길동".encode() + b"'),(0xC8AB00FF0102030405060708275C0B0C,'x');\n"
    found = read(MYSQL.encode() + table + rows)
    assert found.values["h"] == {"c8ab00ff0102030405060708275c0b0c": 2}
    assert found.values["name"] == {"홍길동": 1, "x": 1}


def test_a_dump_in_cp949_is_read(read):
    text = MYSQL.replace("utf8mb4", "euckr") + "INSERT INTO `m` VALUES (1,'홍길동');\n"
    assert read(text.encode("cp949")).values["email"] == {"홍길동": 1}


def test_a_table_that_only_rows_name_is_one(read):
    dump = "-- PostgreSQL database dump\nCOPY public.o (email, n) FROM stdin;\na@b.co\t1\n\\.\n"
    assert read(dump).values == {"email": {"a@b.co": 1}, "n": {"1": 1}}
    found = read(dump, selection=Selection(exclude=Patterns(columns=("email",))))
    assert found.values == {"n": {"1": 1}}
    assert not read(dump, selection=Selection(exclude=Patterns(tables=("o",)))).values


def test_what_is_left_out_is_not_read(read):
    dump = MYSQL + "INSERT INTO `m` VALUES (1,'a@b.co');\n"
    found = read(dump, selection=Selection(exclude=Patterns(columns=("id",))))
    assert found.values == {"email": {"a@b.co": 1}}
    assert not read(dump, selection=Selection(exclude=Patterns(tables=("m",)))).values


def test_a_sample_is_drawn_from_all_of_a_long_line(read):
    rows = ",".join(f"({n},'u{n}@b.co')" for n in range(60_000))
    found = read(f"{MYSQL}INSERT INTO `m` VALUES {rows};\n", rows=100)
    numbers = sorted(int(text) for text in found.values["id"])
    assert len(numbers) == 100
    assert numbers[0] < 600 * 2
    assert numbers[-1] > 60_000 - 600 * 2
    assert (found.rows["m"].total, found.rows["m"].complete) == (60_000, False)


def test_rows_of_what_is_no_dump_are_those_a_program_begins_with(read):
    found = read("CREATE TABLE m (id int, email text);\nINSERT INTO m VALUES (1, 'a@b.co');\n")
    assert found.values == {"id": {}, "email": {}}
    assert "rows in it were not read" in next(iter(found.skips.values()))


PACKED = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_packed_dump_is_read_as_it_is_unpacked(read, suffix, encoding):
    rows = MYSQL.replace("utf8mb4", "euckr" if encoding == "cp949" else "utf8mb4")
    rows += "INSERT INTO m VALUES (1,'a@b.co'),(2,'홍길동');\n"
    found = read(PACKED[suffix](rows.encode(encoding)), name=f"dump.sql{suffix}")
    assert found.values == {"id": {"1": 1, "2": 1}, "email": {"a@b.co": 1, "홍길동": 1}}
    assert found.skips == {}


def test_of_a_packed_dump_that_breaks_off_what_is_there_is_read_and_the_rest_is_said(read):
    rows = "".join(f"INSERT INTO m VALUES ({n},'{n * 7919 % 99991}@b.co');\n" for n in range(5000))
    packed = gzip.compress((MYSQL + rows).encode())
    found = read(packed[: len(packed) // 2], name="dump.sql.gz", full=True)
    assert 1000 < len(found.values["email"]) < 4000
    assert "gzip data ends too early" in found.reasons


def test_what_is_no_packed_file_at_all_is_said(read):
    found = read(b"\x1f\x8b\x08\x00broken", name="dump.sql.gz")
    assert found.values == {}
    assert "gzip data" in found.reasons


def test_bytes_that_are_no_text_in_names_and_comments_are_shown_as_such(read):
    dump = MYSQL.encode() + b"CREATE TABLE `t\xff` (`c\xe2\x82` text COMMENT 'is \xff\xfe');\n"
    dump += b"INSERT INTO `t\xff` (`c\xe2\x82`) VALUES ('a@b.co'),('x\xffy');\n"
    dump += b"INSERT INTO `u\xfe` (`d\xfe`) VALUES ('c@b.co');\n"
    found = read(dump)
    assert found.values["c\ufffd\ufffd"] == {"a@b.co": 1, "x\ufffdy": 1}
    assert found.values["d\ufffd"] == {"c@b.co": 1}
    for text in (*found.values, *found.rows, *found.skips):
        text.encode()
