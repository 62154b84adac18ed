"""Why a table definition, or a part of one, could not be read."""

from __future__ import annotations

from pii_scan.model import Reason

_SCAN_INSTEAD = Reason("scan the database instead", "데이터베이스를 직접 점검")
_WITHOUT_VARIABLES = Reason("write it without variables", "변수 없이 작성")
_CLOSE_IT = Reason("close it", "수정 필요")

OPEN_QUOTE = Reason(
    "a quote in this table definition is not closed", "테이블 정의의 따옴표가 닫히지 않음"
).because(_CLOSE_IT)
OPEN_PARENTHESIS = Reason(
    "a parenthesis in this table definition is not closed", "테이블 정의의 괄호가 닫히지 않음"
).because(_CLOSE_IT)
NO_TABLE_NAME = Reason(
    "the table definition has no readable name", "테이블 정의의 이름을 읽을 수 없음"
).because(_WITHOUT_VARIABLES)
NO_ALTERED_NAME = Reason(
    "this ALTER TABLE has no readable name", "ALTER TABLE의 테이블 이름을 읽을 수 없음"
).because(_WITHOUT_VARIABLES)
NO_COLUMNS = Reason(
    "the table's columns are not written in it", "테이블의 컬럼이 정의에 적혀 있지 않음"
).because(_SCAN_INSTEAD)
COLUMNS_OF_QUERY = Reason(
    "more columns of the table come from a query", "테이블의 나머지 컬럼은 쿼리에서 만들어짐"
).because(_SCAN_INSTEAD)
NO_COLUMN = Reason(
    "this part of a table definition is no column", "테이블 정의의 이 부분은 컬럼이 아님"
)
MISSPELT_CREATE = Reason(
    "this reads like a misspelt CREATE TABLE: correct it", "CREATE TABLE의 오타로 보임: 수정 필요"
)
NESTED_TOO_DEEP = Reason(
    "its brackets are nested too deep: it was not read",
    "괄호가 너무 깊이 중첩되어 읽지 않음",
)
