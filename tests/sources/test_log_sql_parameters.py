"""Values that are bound to SQL statements stand under their columns, or under one key."""

import time

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
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


@pytest.mark.parametrize(
    "mark",
    [
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
def test_a_line_of_nothing_but_marks_takes_no_time(mark):
    marks = mark * (1_000_000 // len(mark))
    lines = ["x ==>  Preparing: SELECT ?", "x ==> Parameters: a(String)"]
    lines += [f"{end} {marks} {end}" for end in ("parameters: $1 = x", "LOG: $1")]
    start = time.perf_counter()
    assert values(*lines)["parameters"][0]
    assert time.perf_counter() - start < 20  # minutes, where each mark is looked for from each
