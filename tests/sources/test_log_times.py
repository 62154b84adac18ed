"""The day a log line was written."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.logs.days import days_of_lines
from pii_scan.sources.logs.lines import LineReader
from pii_scan.sources.logs.own_days import with_own_days
from pii_scan.sources.logs.tables import table_of
from pii_scan.sources.logs.times import find_date, first_date, is_day_first

MODIFIED = dt.date(2026, 12, 24)
DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    "line",
    [
        '192.0.2.1 - - [20/Nov/2026:13:55:36 +0900] "GET / HTTP/1.1" 200 5',
        "2026-11-20 09:30:00,123 INFO started",
        "[2026-11-20T09:30:00.123Z] started",
        "2026/11/20 09:30:00 [error] 12#12: failed",
        "INFO 2026-11-20 09:30:00 started",
        "[INFO] [2026-11-20 09:30:00] started",
        "<34>1 2026-11-20T22:14:15.003Z host su - ID47 - text",
        "<34>Nov 20 09:30:00 host su[1]: text",
        "Nov 20 09:30:00 host su[1]: text",
        "[Fri Nov 20 10:42:29.902022 2026] [core:error] text",
        "20-Nov-2026 09:30:00.123 INFO [main] text",
        "Nov 20, 2026 9:30:00 AM com.example.App run",
        "I1120 09:30:00.123456   12345 file.go:12] text",
        "20261120 09:30:00 text",
        "20261120T093000Z text",
        "2026년 11월 20일 오후 3시 20분 접속",
        '{"user": {"birth": "1990-01-01 00:00:00"}, "time": "2026-11-20T09:30:00Z"}',
        '{"@timestamp":"2026-11-20T09:30:00.000+09:00","message":"x"}',
        '{"level":"info","ts":1795132800.5}',
        '{"timestamp": 1795132800123}',
        "level=info ts=2026-11-20T09:30:00Z msg=x",
        'time="2026-11-20T09:30:00+09:00" level=info',
        "https 2026-11-20T09:30:00.186641Z app/my-lb/50dc6c 192.0.2.1:2817 10.0.0.1:80 0.1 0.1",
        "2026-11-20\t09:30:00\tICN54\t1045\t192.0.2.1\tGET",
        "[INFO ] 2026-11-20 09:30:00 started",
        "[ WARN] 2026-11-20 09:30:00 started",
        "[I 2026-11-20 09:30:00.123 ServerApp] started",
        "[I 261120 09:30:00 web:1971] 200 GET /",
        "app-1  | 2026-11-20 09:30:00 started",
        "db  | 2026-11-20 09:30:00 UTC [1] LOG: started",
        "web1 2026-11-20 09:30:00 started",
        "api-7d9f8b-x2x1 main-0 2026-11-20 09:30:00 started",
        "www.example.com 192.0.2.1 2026-11-20 09:30:00 started",
        "10.0.0.1:8080 192.0.2.1 - [2026-11-20T09:30:00+00:00] GET / HTTP/1.1 200",
        "[pid 4242] [worker] INFO 2026-11-20 09:30:00 started",
        '"2026-11-20 09:30:00","192.0.2.1","login"',
        "26/11/20 09:30:00 INFO executor.Executor: Finished task",
        "261120 093000 148 INFO dfs.DataNode: Received block",
        "11/20/2026 09:30:00 AM started",
        # MariaDB, and MySQL before it
        "2026-11-20  9:30:00 12 [Warning] Access denied for user",
        "261120  9:30:00 [Warning] Access denied for user",
        # Mumble
        "<W>2026-11-20 09:30:00.123 1 => <4:gildong(-1)> Rejected connection",
        # GitLab
        'November 20, 2026 11:56: User "gildong" was created',
        "November 20, 2026 11:56 -> ERROR -> Command failed",
        # RabbitMQ and ejabberd
        "=INFO REPORT==== 20-Nov-2026::09:30:00 ===",
        "=ERROR REPORT==== 2026-11-20 09:30:00 ===",
        # multilog of daemontools, and OpenLDAP from 2.5 on
        "@400000006b001322044077a9 imap-login: Info: Aborted login",
        "6b001318.3875e04b 0x7fdfae49c700 conn=1217 op=2 SRCH attr=mail",
        "11/20/2026, 9:30:00 AM started",
        "20.11.2026 09:30:00 started",
        "20.11.2026, 09:30 started",
        "20/11/2026 09:30:00 started",
        "20-11-2026 09:30:00,123 started",
        # Log4j with a pattern of brackets
        "[INFO ][2026-11-20 09:30:00.123][main] started",
        "[main][2026-11-20 09:30:00.123][INFO] started",
        "<2026-11-20 09:30:00> started",
        "Fri, 20 Nov 2026 09:30:00 +0900 started",
        "Fri 2026-11-20 09:30:00 KST web1 app[12]: started",
        "20261120_093000 started",
        "2026-11-20,09:30:00,192.0.2.1,login",
        # Oracle's listener, DB2, WebLogic and WebSphere
        "20-NOV-2026 09:30:00 * (CONNECT_DATA=(SID=orcl)) * establish * orcl * 0",
        "2026-11-20-09.30.00.123456+540 I1A500 LEVEL: Warning",
        "####<Nov 20, 2026 9:30:00 AM KST> <Info> <Server> <web1> started",
        "####<Nov 20, 2026, 9:30:00,123 AM Korea Standard Time> <Info> started",
        "[11/20/26 9:30:00:123 KST] 0000004a SystemOut     O started",
        "[26. 11. 20   9:30:00:123 KST] 0000004a SystemOut     O started",
        "2026. 11. 20. 오전 9:30:00 started",
        "2026년 11월 20일 금요일 오전 9:30:00 접속",
        "2026-11-20 (금) 09:30:00 접속",
        'date=2026-11-20 time=09:30:00 devname="FG100E" srcip=192.0.2.1',
        '<189>date=2026-11-20 time=09:30:00.846 devname="FG100E" srcip=192.0.2.1',
        '{"devname":"FG100E","date":"2026-11-20","time":"09:30:00"}',
        'Started GET "/users?page=2" for 192.0.2.1 at 2026-11-20 09:30:00 +0900',
        "2 1234 eni-0a1b 192.0.2.1 10.0.0.5 443 49152 6 10 840 1795132800 1795132860 ACCEPT OK",
        "type=USER_LOGIN msg=audit(1795132800.415:4063): pid=1 addr=192.0.2.1",
        '{"__REALTIME_TIMESTAMP":"1795132800000000","MESSAGE":"x"}',
        "__REALTIME_TIMESTAMP=1795132800000000",
        '{"t":{"$date":"2026-11-20T09:30:00.123+09:00"},"s":"I","msg":"x"}',
        '{"severity":"INFO","receiveTimestamp":"2026-11-20T09:30:00Z","message":"x"}',
        '{"instant":{"epochSecond":1795132800,"nanoOfSecond":1},"message":"x"}',
        '{"timeMillis":1795132800123,"message":"x"}',
        "- 1795132800 2026.11.20 dn228 Nov 20 09:30:00 dn228/dn228 crond[1]: x",
        "nova-api.log.1.2026-11-20_13:53:08 2026-11-20 00:00:00.008 25746 INFO nova [-] x",
        "12 verbose 2026-11-20T09:30:00.123Z cli",
        "1:M 20 Nov 2026 09:30:00.123 * Ready",
        "<Event><System><TimeCreated SystemTime='2026-11-20T09:30:00.123Z'/></System></Event>",
        "11-20 09:30:00.123  1234  1250 D LoginActivity: text",
        "11-20 09:30:00.123 D/LoginActivity( 1234): text",
        "20-11월-2026 09:30:00.123 정보 [main] org.apache.catalina.startup.Catalina.start 시작",
        "11월 20, 2026 9:30:00 오전 org.apache.catalina.core.StandardService startInternal",
        "--------------- 2026년 11월 20일 금요일 ---------------",
        "2026년 11월 20일 금요일",
        '"","01012345678","1001","x","x","2026-11-20 09:30:00","","2026-11-20 09:31:00","60"',
        "1001,01012345678,2026-11-20 09:30:00,2026-11-20 09:30:09,2026-11-20 09:31:00,60",
        '{"path":"/","start_time":"2026-11-20T09:30:00.123Z"}',
        '{"requestTime":"20/Nov/2026:09:30:00 +0000","ip":"192.0.2.1"}',
        '{"CreationTime":"2026-11-20T09:30:00","Operation":"UserLoggedIn"}',
        '{"resourceLogs":[{"logRecords":[{"timeUnixNano":"1795132800123000000","body":{}}]}]}',
        '{"published":"2026-11-20T09:30:00.000Z","eventType":"user.session.start"}',
    ],
)
def test_every_common_time_stamp_gives_its_day(line):
    assert find_date(line, MODIFIED) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "",
        "started",
        "1990-01-01 is a birthday",
        "1990-01-01,somebody",
        '{"birth": "1990-01-01T00:00:00"}',
        "2026-13-40 10:00:00 x",
        "0000-00-00 00:00:00 x",
        "1012345678 a phone number without its zero",
        "at java.base/java.lang.Thread.run(Thread.java:829)",
        "born 1990-05-05 11:30:00 in Seoul",
        "birth_date 1990-05-05 11:30:00",
        "user1 1990-05-05 00:00:00 registered",
        "birth1: 1990-05-05 11:30:00",
        "생년월일 1990-05-05 11:30:00",
        "order 123 of 2019-11-20 10:11:12",
        "license1 2030-01-01 10:00:00 is the end",
        "expires 2026-01-01 10:00:00",
        "v1.2 2019-11-20 10:11:12 is out",
        "010-1234-5678 1990-05-05 11:30:00",
        "kim@example.com 1990-05-05 11:30:00",
        "key1=2019-11-20 10:11:12",
        "started 20.11.2019 10:11:12",
        "20.11.2019 is a birthday",
        "11/20/2019 is a birthday",
        "10/11/2019 10:11:12 could be two days",
        "900101 203615 is a number",
        "130324  0:04:00 is a number and a time",
        "Mark 20, 2026 11:56 is somebody",
        "=TOTAL REPORT==== 20-Nov-2026 ===",
        "@4000000012345678",
        "17/06/09 20:10:40 could be two days",
        '{"birth":{"$date":"1990-05-05T10:00:00Z"}}',
        '{"expiry":{"epochSecond":1563600012}}',
        "<birth time='x' day='1990-05-05T10:00:00Z'/>",
        "2019년 11월 20일 생일",
        "2019년 11월 20일 수요일에 태어남",
        "05-05 11:30:00.123 is a time",
        "kim,1990-05-05 11:30:00,2019-11-20 10:11:12",
    ],
)
def test_what_is_no_time_stamp_gives_no_day(line):
    assert find_date(line, MODIFIED) is None


def test_the_logs_of_mysql_tell_their_year_with_two_digits():
    line = "130324  0:04:00 [Warning] Access denied for user"
    assert find_date(line, MODIFIED) == dt.date(2013, 3, 24)


def test_a_stamp_without_a_year_is_not_later_than_its_file():
    assert find_date("Dec 31 23:59:59 host x[1]: y", dt.date(2026, 1, 2)) == dt.date(2025, 12, 31)
    assert find_date("Jan  2 09:00:00 host x[1]: y", dt.date(2026, 1, 2)) == dt.date(2026, 1, 2)
    assert find_date("Feb 29 09:00:00 host x[1]: y", dt.date(2026, 1, 2)) == dt.date(2024, 2, 29)


def test_names_before_a_time_are_hosts_only_where_no_line_begins_with_its_time():
    order = "order1 2019-11-20 10:11:12 x"
    for row in (order, "1234 2019-11-20 10:11:12 x"):
        assert days_of_lines([row] * 3, MODIFIED).first == dt.date(2019, 11, 20)
        assert days_of_lines(["2026-11-20 09:30:00 x", row], MODIFIED).first == DAY


@pytest.mark.parametrize(
    ("line", "modified", "day"),
    [
        ("10/12/2026 09:30:00 x", dt.date(2026, 11, 24), dt.date(2026, 10, 12)),
        ("12/10/2026 09:30:00 x", dt.date(2026, 11, 24), dt.date(2026, 10, 12)),
        ("10/12/2026 09:30:00 x", dt.date(2026, 12, 24), None),
        ("10/12/2026 09:30:00 PM x", dt.date(2026, 12, 24), dt.date(2026, 10, 12)),
        ("20/11/2026 09:30:00 AM x", dt.date(2026, 12, 24), DAY),
        ("10.12.2026 09:30:00 x", dt.date(2026, 12, 24), dt.date(2026, 12, 10)),
        ("11/11/2026 09:30:00 x", dt.date(2026, 12, 24), dt.date(2026, 11, 11)),
        ("31/12/19 09:30:00 INFO x", dt.date(2026, 12, 24), None),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_is_the_one_that_is_possible(line, modified, day):
    assert find_date(line, modified) == day


def test_other_lines_tell_which_number_is_the_day():
    ambiguous = "10/11/2019 10:11:12 x"
    assert is_day_first([ambiguous, "no stamp", "[web1] 20/11/2019 10:11:12 x"]) is True
    assert is_day_first([ambiguous, "11/20/2019 10:11:12 x"]) is False
    assert is_day_first(["20/11/2019 10:11:12 x", "11/20/2019 10:11:12 x"]) is None
    assert is_day_first([ambiguous]) is None
    assert find_date(ambiguous, MODIFIED, day_first=True) == dt.date(2019, 11, 10)
    assert find_date(ambiguous, MODIFIED, day_first=False) == dt.date(2019, 10, 11)
    days = days_of_lines([ambiguous, "20/11/2019 10:11:12 x"], MODIFIED)
    assert (days.first, days.last) == (dt.date(2019, 11, 10), dt.date(2019, 11, 20))


def test_the_first_line_with_a_day_counts():
    lines = ["Traceback:", "  at line 5", "2026-11-20 09:30:00 x", "2026-11-21 09:30:00 x"]
    assert first_date(lines, MODIFIED) == DAY
    assert first_date(["nothing"], MODIFIED) is None


@given(st.text())
def test_any_line_is_read_without_an_error(line):
    day = find_date(line, MODIFIED)
    assert day is None or 1990 <= day.year <= 2100


LATE = dt.date(2019, 3, 1)
WRITTEN = [
    "2026-11-20 10:11:12,123 INFO from 192.0.2.1",
    "[2026-11-20T10:11:12.123Z] from 192.0.2.1",
    "2026/11/20 10:11:12\tfrom 192.0.2.1",
    '192.0.2.1 - - [20/Nov/2026:10:11:00 +0900] "GET /from HTTP/1.1" 200 1 "-" "-"',
    '192.0.2.1 - - [20/Nov/2026:10:11:00 +0900] "GET /from HTTP/1.1" 200 1',
    '{"level":"info","time":"2026-11-20T10:11:12Z","message":"from 192.0.2.1"}',
]


@pytest.mark.parametrize("telling", [None, "from", "from 000.00"])
@pytest.mark.parametrize("line", WRITTEN)
def test_a_line_of_another_day_is_of_its_own_day_wherever_it_stands(line, telling):
    late = line.replace("2026", "2019").replace("Nov", "Mar").replace("11-20", "03-01")
    late = (
        late.replace("11/20", "03/01")
        .replace("20/Mar", "01/Mar")
        .replace("192.0.2.1", "198.51.100.2")
    )
    lines = [line] * 5_000
    lines[2_501] = late
    reader = LineReader(telling and (lambda shapes: shapes.str.contains(telling)))
    taken = reader.count_text("".join(f"{text}\n" for text in lines).encode(), MODIFIED)
    if taken.waiting is not None:
        taken.counts.add_all(reader.open(taken.waiting))
    assert (taken.days.first, taken.days.last) in [(LATE, DAY), (DAY, DAY)]
    values = pl.concat(
        frame.select("value", "first", "last")
        for frames in taken.counts.dated(taken.days.first).finished().frames.values()
        for frame in frames
    )
    mine = values.filter(pl.col("value").str.contains("198.51.100.2", literal=True))
    assert set(mine.select("first", "last").rows()) <= {(LATE, LATE)}
    others = values.filter(pl.col("value").str.contains("192.0.2.1", literal=True))
    assert set(others.select("first", "last").rows()) <= {(DAY, DAY)}
    assert len(mine)


def test_a_row_of_data_in_a_message_has_the_day_of_the_message():
    lines = ["2026-11-20 10:11:12,123 INFO rows", "1990-05-05 10:00:00,kim", "1990-05-05 kim"] * 9
    days = with_own_days(pl.Series(lines), days_of_lines(lines[:1], MODIFIED), MODIFIED)
    assert (days.first, days.last) == (DAY, DAY)


@pytest.mark.parametrize("stamp", ["2026-11-20 오전 9:30:00", "11/20/2026 9:30:00 AM"])
def test_a_table_has_the_time_of_its_lines_in_the_column_that_is_called_so(stamp):
    text = "Level,Date and Time,Source,Account\n" + f'Information,{stamp},x,"a, b"\n' * 3
    days = LineReader(table=table_of(text.encode())).count_text(text.encode(), MODIFIED).days
    assert (days.first, days.last) == (DAY, DAY)
    other = text.replace("Date and Time", "Born")
    assert (
        LineReader(table=table_of(other.encode())).count_text(other.encode(), MODIFIED).days.first
        is None
    )
