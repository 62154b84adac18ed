"""Why something could not be read, in words that say what to do. Never a driver's own message."""

from __future__ import annotations

from pii_scan.model import Reason

UNREACHABLE = Reason(
    "the server does not answer: check its host and port, and that it runs",
    "서버가 응답하지 않음: 호스트와 포트, 서버 실행 여부 확인",
)
LOGIN_REFUSED = Reason(
    "user or password was not accepted: check both",
    "사용자 이름 또는 비밀번호가 맞지 않음: 둘 다 확인",
)
LOGIN_INCOMPLETE = Reason(
    "the server wants a password and was given none: use -W, ~/.pgpass, ~/.my.cnf, or ${VARIABLE} "
    "in the URL of pii-scan.yaml",
    "서버가 요구하는 비밀번호가 없음: -W, ~/.pgpass, ~/.my.cnf 또는 pii-scan.yaml URL의 "
    "${VARIABLE} 사용",
)
USER_REFUSED = Reason(
    "the database refuses this user: check user and password, and that it may read the table",
    "데이터베이스가 이 사용자를 거부함: 사용자 이름과 비밀번호, 테이블 읽기 권한 확인",
)
NO_ODBC_DRIVER = Reason(
    "there is no such ODBC driver or data source: install it, or check driver= in the URL",
    "해당 ODBC 드라이버 또는 데이터 원본이 없음: 설치하거나 URL의 driver= 확인",
)
NO_TLS = Reason(
    "the server offers no encrypted connection: check the ssl options of the URL",
    "서버가 암호화 연결을 지원하지 않음: URL의 ssl 옵션 확인",
)
NO_DATABASE = Reason(
    "there is no such database on the server: check its name",
    "서버에 해당 데이터베이스가 없음: 이름 확인",
)
NO_CONNECTION = Reason(
    "no connection: check host, port, user, password, database and options, "
    "and that the server runs",
    "연결하지 못함: 호스트, 포트, 사용자 이름, 비밀번호, 데이터베이스, 옵션, 서버 실행 여부 확인",
)
CONNECTION_LOST = Reason(
    "the connection was lost: scan again when the server is up",
    "연결이 끊어짐: 서버가 정상일 때 다시 점검",
)
TOO_MANY_CONNECTIONS = Reason(
    "the server has too many connections: scan again later",
    "서버의 최대 연결 수 초과: 나중에 다시 점검",
)
NO_PERMISSION = Reason(
    "no permission to read it: grant SELECT on it to the user of the scan",
    "읽기 권한이 없음: 점검용 사용자에게 SELECT 권한 부여",
)
TOO_SLOW = Reason(
    "reading it took longer than allowed: set --timeout, or scan when the database is less busy",
    "읽기 시간 초과: --timeout 설정을 늘리거나 데이터베이스가 한가할 때 점검",
)
LOCKED = Reason(
    "it is locked by another program: scan again later",
    "다른 프로그램이 잠그고 있음: 나중에 다시 점검",
)
GONE = Reason(
    "it disappeared during the scan, or uses a table or column that does not exist",
    "점검 중에 없어졌거나, 존재하지 않는 테이블 또는 컬럼을 사용함",
)
WRITES = Reason(
    "reading it would change data, which a scan never does: it was left alone",
    "읽으면 데이터가 변경되므로 읽지 않음(점검은 데이터를 변경하지 않음)",
)
BROKEN_VIEW = Reason(
    "the view cannot be run: something it uses is gone or not permitted",
    "뷰를 실행할 수 없음: 뷰가 사용하는 대상이 없거나 권한이 없음",
)
DAMAGED = Reason(
    "its data is damaged: check the database for corruption",
    "데이터가 손상됨: 데이터베이스 손상 여부 확인",
)
DAMAGED_FILE = Reason(
    "the file is damaged: restore it, or recover a copy with sqlite3 .recover",
    "파일이 손상됨: 파일을 복원하거나 sqlite3 .recover 명령으로 사본을 복구",
)
DAMAGES = frozenset({DAMAGED, DAMAGED_FILE})
OTHER_SERVER = Reason(
    "the other server that it reads from does not answer or refuses the login: check that server, "
    "and the options and user mapping of the foreign server",
    "데이터를 가져오는 외부 서버가 응답하지 않거나 로그인을 거부함: 그 서버와 외부 서버 설정의 "
    "옵션, 사용자 매핑 확인",
)
NO_OTHER_FILE = Reason(
    "the file or program that it reads from is not there: check the options it has",
    "데이터를 가져오는 파일 또는 프로그램이 없음: 옵션 확인",
)
UNDECODABLE = Reason(
    "it holds text in another character set than it declares",
    "선언된 문자 집합과 다른 문자 집합의 텍스트가 들어 있음",
)
BAD_VALUE = Reason(
    "the database fails on one of its values, for example in a computed column, view or foreign "
    "table",
    "값 하나에서 데이터베이스 오류가 발생함(예: 계산 컬럼, 뷰, 외부 테이블)",
)
NO_MEMORY = Reason("not enough memory to read it", "읽기에 필요한 메모리 부족")


def unknown(code: object) -> Reason:
    """A failure that has no words here; ``code`` is an error code or class, never a message."""
    return Reason(f"reading it failed with error {code}", f"읽는 중 오류 발생: {code}")


def partly_read(rows: int, reason: Reason) -> Reason:
    """``reason``, where it came after ``rows`` rows, which were looked at."""
    if not rows:
        return reason
    return Reason(f"after {_counted(rows, 'row')}", f"{rows:,}행을 읽은 뒤 중단").because(reason)


def first_rows(rows: int) -> Reason:
    """A table that has nothing to draw rows from all over it by: ``rows`` of it were looked at."""
    return Reason(
        f"only its first {_counted(rows, 'row')} were looked at, which are no sample: it has no key"
        " or index to draw others by; --full reads all of them",
        f"처음 {rows:,}행만 점검하여 표본이 아님: 다른 행을 뽑을 키나 인덱스가 없음;"
        " --full로 모두 읽을 수 있음",
    )


def broken_text(count: int) -> Reason:
    """Some values of a column are no text; what could be decoded of them was looked at."""
    values = "1 value is" if count == 1 else f"{count:,} values are"
    return Reason(
        f"{values} partly unreadable: neither UTF-8 nor CP949; the readable part was scanned",
        f"값 {count:,}건의 일부를 읽지 못함: UTF-8도 CP949도 아님; 읽을 수 있는 부분은 점검함",
    )


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
