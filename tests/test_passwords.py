"""Where the password of a server comes from: the terminal or ~/.my.cnf; it is never shown."""

import json
import os
import pty
import select
import subprocess
import sys
import time
import zipfile

import pytest
from sqlalchemy import make_url

from pii_scan.sources.databases.option_file import client_options

PASSWORD = "p@ss:w/ o?rd%2F'한글"


@pytest.fixture
def server(mysql, tmp_path):
    """A target that needs a password, and an environment with a home of its own."""
    user = mysql.target.rpartition("/")[2].replace("pii_scan_test_", "scan_")
    literal = PASSWORD.replace("'", "''")
    mysql.run(
        "CREATE TABLE members (id int PRIMARY KEY, email varchar(99))",
        "INSERT INTO members VALUES (1, 'kim@example.com'), (2, 'lee@example.com')",
        f"CREATE USER {user} IDENTIFIED BY '{literal}'",
        f"GRANT SELECT ON {mysql.target.rpartition('/')[2]}.* TO {user}",
    )
    _, _, place = mysql.target.partition("@")
    environment = {**os.environ, "HOME": str(tmp_path), "NO_COLOR": "1"}
    yield f"mysql://{user}@{place}", user, environment
    mysql.run(f"DROP USER {user}")


def _run(environment, *arguments):
    command = [sys.executable, "-m", "pii_scan", *arguments]
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def _on_a_terminal(environment, answer, *arguments):
    """What the command shows on its terminal, typed ``answer`` where it asks; and its exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "pii_scan", *arguments], environment)
    shown, asked, end = b"", 0, time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            break
        shown += data
        if shown.count(b"Password of") > asked:
            asked += 1
            os.write(terminal, f"{answer}\n".encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode(), asked, os.waitstatus_to_exitcode(status)


def test_the_password_is_asked_for_once_on_the_terminal_and_not_shown(server, tmp_path):
    target, user, environment = server
    out = tmp_path / "report.json"
    shown, asked, code = _on_a_terminal(
        environment, PASSWORD, "scan", target, target, "-W", "-f", "json", "-o", str(out)
    )
    assert (asked, code) == (1, 0), shown
    assert json.loads(out.read_text(encoding="utf-8"))["sources"][1]["coverage"]["fields"] == 2
    assert f"Password of mysql://{user}@127.0.0.1" in shown
    report = out.read_text(encoding="utf-8")
    assert [field["item"] for field in json.loads(report)["fields"]] == ["email", "email"]
    for text in (shown, report):
        assert PASSWORD not in text
        assert "p%40ss" not in text


def test_a_password_is_never_sent_to_another_server(server, postgresql):
    target, user, environment = server
    other = make_url(postgresql.target).set(username=user).render_as_string()
    shown, asked, _ = _on_a_terminal(
        environment, PASSWORD, "scan", target, other, "s3://bucket/file.csv", "-W"
    )
    assert asked == 2
    assert f"Password of mysql://{user}@" in shown
    assert f"Password of postgresql://{user}@" in shown


def test_a_server_that_wants_a_password_and_has_none_says_where_to_put_it(server):
    target, _, environment = server
    assert "-W" in _run(environment, "scan", target).stdout


def _unpacked(path):
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"".join(map(book.read, book.namelist()))


def test_a_variable_holds_the_password_as_it_is(server, tmp_path):
    target, user, environment = server
    config = tmp_path / "pii-scan.yaml"
    target = target.replace(f"{user}@", "${DB_USER}:${DB_PASSWORD}@")
    config.write_text(f"sources: [{{name: shop, target: '{target}'}}]\n")
    environment |= {"DB_USER": user, "DB_PASSWORD": PASSWORD}
    for format_, name in (("json", "out.json"), ("xlsx", "out.xlsx"), ("table", "out.txt")):
        out = tmp_path / name
        result = _run(environment, "scan", "-c", str(config), "-f", format_, "-o", str(out))
        assert result.returncode == 0, result.stdout + result.stderr
        assert "p@ss" not in result.stdout + result.stderr
        assert "p%40ss" not in result.stdout + result.stderr
        written = _unpacked(out)
        assert b"email" in written
        assert b"p@ss" not in written
        assert b"p%40ss" not in written
    # A URL that is a variable as a whole is written as a URL is.
    config.write_text("sources: [{name: shop, target: '${DATABASE_URL}'}]\n")
    url = make_url(target.replace("${DB_USER}:${DB_PASSWORD}@", "")).set(
        username=user, password=PASSWORD
    )
    environment["DATABASE_URL"] = url.render_as_string(hide_password=False)
    assert _run(environment, "scan", "-c", str(config)).returncode == 0


def test_a_wrong_password_is_said_without_being_shown(server):
    target, _, environment = server
    shown, asked, code = _on_a_terminal(environment, "wr0ng!secret", "scan", target, "-W")
    assert (asked, code) == (1, 3)
    assert "not accepted" in shown
    assert "wr0ng" not in shown


def test_without_a_terminal_nothing_is_asked(server):
    target, _, environment = server
    result = _run(environment, "scan", target, "-W")
    assert result.returncode == 2
    assert "no terminal" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "[client]\nuser = {user}\npassword = {quoted}\n",
        (
            "!includedir /etc/mysql/conf.d/\n[mysqld]\nskip-networking\n[client]\n"
            "user={user}\nuser={user}\npassword={quoted}\n# end\n"
        ),
        "[client-mariadb]\nuser={user}\n[client]\npassword={quoted}\n",
    ],
)
def test_the_password_is_taken_from_my_cnf(server, tmp_path, text):
    target, user, environment = server
    quoted = '"' + PASSWORD + '"'
    (tmp_path / ".my.cnf").write_text(text.format(user=user, quoted=quoted), encoding="utf-8")
    named = _run(environment, "scan", target, "-f", "json")
    assert named.returncode == 0, named.stderr + named.stdout
    assert PASSWORD not in named.stdout + named.stderr
    bare = target.replace(f"{user}@", "")
    assert _run(environment, "scan", bare, "-f", "json").returncode == 0


def test_a_password_in_the_url_comes_before_my_cnf(server, tmp_path):
    target, user, environment = server
    (tmp_path / ".my.cnf").write_text(f"[client]\nuser={user}\npassword={PASSWORD}\n")
    result = _run(environment, "scan", target.replace("@", ":other@"))
    assert result.returncode == 3
    assert "not accepted" in result.stdout


def test_an_option_file_is_read_as_mysql_reads_it(tmp_path):
    path = tmp_path / ".my.cnf"
    path.write_text(
        "# first\n[mysqld]\nuser=mysql\n[client]\n user = kim  # who\nPort=3307\nloose\n"
        "password='a # b'\nssl_ca=/c\\sd.pem\n;password=no\n[mysqldump]\npassword=other\n"
    )
    assert client_options(path) == {
        "user": "kim",
        "port": "3307",
        "password": "a # b",
        "ssl-ca": "/c d.pem",
    }
    assert client_options(tmp_path / "none") == {}
