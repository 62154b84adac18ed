"""Values that are bound to SQL statements stand under their columns, or under one key."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def frame(*lines):
    return split_lines("\n".join(lines).encode()).to_frame()


def values(*lines):
    found = LineReader().count(frame(*lines)).as_dict()
    return {
        key: sorted(some)
        for key, some in found.items()
        if some and key not in ("(text)", "Preparing")
    }


def text_of(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return "\n".join(found.get("(text)", {}))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "==> Parameters: 홍길동(String), 010-1(String), 중구, 2층(String), 3(Integer), null",
            ["010-1", "3", "중구, 2층", "홍길동"],
        ),
        ("DETAIL:  parameters: $1 = '홍길동', $2 = NULL, $3 = 'O''Hara'", ["O'Hara", "홍길동"]),
        ("CONTEXT:  unnamed portal with parameters: $1 = '010-1'", ["010-1"]),
        ("DETAIL:  Parameters: $1 = '홍길동 and more...", ["홍길동 and more..."]),
        ("Binder : binding parameter [1] as [VARCHAR] - [홍길동]", ["홍길동"]),
        ("o.h.bind : binding parameter (1:VARCHAR) <- [a@example.com]", ["a@example.com"]),
        ('1. PreparedStatement.setString(2, "홍길동") returned', ["홍길동"]),
    ],
)
def test_without_a_statement_they_stand_under_one_key(line, expected):
    assert values(line)["parameters"] == expected
    assert not any(value in text_of(line) for value in expected if len(value) > 1)


@pytest.mark.parametrize(
    ("statement", "parameters", "expected"),
    [
        (
            "INSERT INTO member (name, `tel`, at, grade) VALUES (?, ?, now(), ?)",
            "홍길동(String), 010-1(String), 3(Integer)",
            {"name": ["홍길동"], "tel": ["010-1"], "grade": ["3"]},
        ),
        (
            "SELECT * FROM m WHERE m.name LIKE CONCAT('%', ?, '%') AND tel IN ( ? , ? ) AND x = ?",
            "홍길동(String), 010-1(String), 010-2(String), null",
            {"name": ["홍길동"], "tel": ["010-1", "010-2"]},
        ),
        (
            "UPDATE m SET name=?, tel = ? WHERE id = ?",
            "홍길동(String), 010-1(String), 5(Long)",
            {"name": ["홍길동"], "tel": ["010-1"], "id": ["5"]},
        ),
        (
            "SELECT f(?) FROM m WHERE tel = ?",
            "홍길동(String), 010-1(String)",
            {"parameters": ["홍길동"], "tel": ["010-1"]},
        ),
        # Not its statement.
        ("SELECT 1 FROM m WHERE tel = ?", "a(String), b(String)", {"parameters": ["a", "b"]}),
    ],
)
def test_they_stand_under_the_columns_of_the_statement_before(statement, parameters, expected):
    lines = [
        f"DEBUG c.e.M.insert : ==>  Preparing: {statement}",
        "DEBUG c.e.Other : something else",
        f"DEBUG c.e.M.insert : ==> Parameters: {parameters}",
    ]
    assert values(*lines) == expected
    assert values(*lines, lines[-1]) == expected


def test_values_of_another_logger_are_not_those_of_the_statement():
    lines = ["a.B : ==> Preparing: UPDATE m SET tel = ?", "c.D : ==> Parameters: 010-1(String)"]
    assert values(*lines)["parameters"] == ["010-1"]


def test_postgresql_writes_them_behind_the_statement():
    lines = [
        "[7] app LOG:  execute <unnamed>: INSERT INTO m (name, tel) VALUES ($2, $1)",
        "[7] app DETAIL:  parameters: $1 = '010-1', $2 = '홍길동'",
    ]
    assert values(*lines)["name"] == ["홍길동"]
    assert values(*lines)["tel"] == ["010-1"]
    assert values(lines[0], "[8] app LOG: x", lines[1])["parameters"] == ["010-1", "홍길동"]


SQL = "DEBUG o.h.SQL : select u1_0.id from users u1_0 where u1_0.name=? and u1_0.phone=?"
BIND = "TRACE o.h.orm.jdbc.bind : binding parameter ({}:VARCHAR) <- [{}]"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [SQL, BIND.format(1, "홍길동"), BIND.format(2, "010-1")],
            {"name": ["홍길동"], "phone": ["010-1"]},
        ),
        (
            ["Hibernate: insert into m (name, tel) values (?, ?)", BIND.format(1, "홍길동")],
            {"name": ["홍길동"]},
        ),
        # Those of another statement, or nobody knows of which.
        ([SQL, BIND.format(2, "010-1")], {"parameters": ["010-1"]}),
        ([SQL, SQL, BIND.format(1, "홍길동")], {"parameters": ["홍길동"]}),
    ],
)
def test_hibernate_writes_each_value_behind_the_statement(lines, expected):
    found = values(*lines)
    assert {key: found[key] for key in found.keys() & {"name", "phone", "parameters"}} == expected


def test_the_rows_that_mybatis_found_have_its_columns():
    begin = "TRACE c.e.M.find : <==    "
    lines = [
        f"{begin}Columns: MEM_NM, HP, EMAIL",
        f"{begin}    Row: 홍길동, 010-1, null",
        f"{begin}    Row: 김민수, 010-2, a@example.com",
        f"{begin}    Row: too, many, of, them",
    ]
    assert values(*lines)["MEM_NM"] == ["김민수", "홍길동"]
    assert values(*lines)["EMAIL"] == ["a@example.com"]
    assert "홍길동" not in text_of(*lines)
    assert "of, them" in text_of(*lines)


@pytest.mark.parametrize(
    "mark",
    [
        "<==  Row: ",
        "<==  Columns: ",
        "o.h.SQL select ",
        "DETAIL: ",
        "LOG: ",
        "LOG: execute ",
        "parameters: ",
        "binding parameter [1] as [A] - [",
        'Statement.setString(1, "',
        "==> Parameters: a(String",
        "==>  Preparing: a = ? and ",
    ],
)
def test_a_line_of_nothing_but_marks_takes_no_time(mark, takes_time_in_proportion):
    def read(length):
        marks = mark * (length // len(mark))
        lines = ["x ==>  Preparing: SELECT ?", "x ==> Parameters: a(String)"]
        lines += [f"{end} {marks} {end}" for end in ("parameters: $1 = x", "LOG: $1")]
        assert values(*lines)["parameters"][0]

    assert takes_time_in_proportion(read, 50_000)
