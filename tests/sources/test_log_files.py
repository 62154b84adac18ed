"""What is read below a target, and what is never opened."""

import os
import socket
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import pytest

from pii_scan.sources.logs.files import find_log_files


def names(target):
    files, _ = find_log_files(str(target))
    return [(file.log, file.name) for file in files]


def reasons(target):
    _, others = find_log_files(str(target))
    return {other.name: other.reason.message for other in others}


def make(folder, *paths):
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("line\n")


def test_a_folder_is_searched_with_its_sub_folders_and_rotations_stand_together(tmp_path):
    make(tmp_path, "b.log", "web/access.log", "web/access.log.1", "app.log.2.gz", "app.log")
    assert names(tmp_path) == [
        ("app.log", "app.log"),
        ("app.log", "app.log.2.gz"),
        ("b.log", "b.log"),
        ("web/access.log", "web/access.log"),
        ("web/access.log", "web/access.log.1"),
    ]
    assert reasons(tmp_path) == {}


def test_hidden_files_and_folders_are_left_out_and_said_unless_they_are_named(tmp_path):
    make(tmp_path, "app.log", ".secret", ".git/logs/HEAD")
    assert names(tmp_path) == [("app.log", "app.log")]
    assert set(reasons(tmp_path)) == {".git", ".secret"}
    assert names(tmp_path / ".git") == [("logs/HEAD", "logs/HEAD")]
    assert names(tmp_path / ".secret") == [(".secret", ".secret")]


def test_a_file_is_a_target_and_keeps_the_name_of_its_log(tmp_path):
    make(tmp_path, "app.log.1")
    assert names(tmp_path / "app.log.1") == [("app.log", "app.log.1")]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.log", ["a.log"]),
        ("w*/*.log", ["web/b.log"]),
        ("**/*.log", ["a.log", "web/b.log", "web/deep/c.log"]),
        ("web/**", ["b.log", "deep/c.log"]),
        ("w*", ["web/b.log", "web/deep/c.log"]),
        ("?.log", ["a.log"]),
        ("[ab].log", ["a.log"]),
    ],
)
def test_a_glob_gives_what_fits_it(tmp_path, pattern, expected):
    make(tmp_path, "a.log", "web/b.log", "web/deep/c.log", "other.txt")
    assert [name for _, name in names(tmp_path / pattern)] == expected


def test_a_glob_that_fits_nothing_is_said(tmp_path):
    assert list(reasons(tmp_path / "*.log").values()) == ["no file fits this pattern"]


def test_a_target_that_is_not_there_is_said(tmp_path):
    assert list(reasons(tmp_path / "none").values()) == ["no such file or folder"]


def test_brackets_in_a_name_that_exists_are_no_glob(tmp_path):
    make(tmp_path, "app[1].log")
    assert [name for _, name in names(tmp_path / "app[1].log")] == ["app[1].log"]


def test_decomposed_korean_names_are_composed(tmp_path):
    make(tmp_path, unicodedata.normalize("NFD", "접속.log"))
    assert names(tmp_path) == [("접속.log", "접속.log")]
    assert names(tmp_path / "접*.log") == [("접속.log", "접속.log")]


def test_names_that_are_no_utf8_can_be_printed(tmp_path):
    raw = os.fsencode(tmp_path) + b"/" + "접속".encode("cp949") + b".log"
    Path(os.fsdecode(raw)).write_text("line\n")
    assert names(tmp_path) == [("접속.log", "접속.log")]


def test_a_link_inside_the_target_is_neither_read_twice_nor_a_skip(tmp_path):
    make(tmp_path, "app-2026-11-20.log", "old/x.log")
    (tmp_path / "current.log").symlink_to("app-2026-11-20.log")
    (tmp_path / "latest").symlink_to("old")
    assert [name for _, name in names(tmp_path)] == ["app-2026-11-20.log", "old/x.log"]
    assert reasons(tmp_path) == {}
    assert [name for _, name in names(tmp_path / "late*" / "*.log")] == ["old/x.log"]


def test_links_that_leave_the_target_or_lead_nowhere_are_said_and_not_followed(tmp_path):
    inside = tmp_path / "logs"
    make(tmp_path, "outside/secret.log", "logs/app.log")
    (inside / "file.log").symlink_to(tmp_path / "outside/secret.log")
    (inside / "folder").symlink_to(tmp_path / "outside")
    (inside / "gone").symlink_to("nothing")
    (inside / "loop").symlink_to("loop")
    assert [name for _, name in names(inside)] == ["app.log"]
    said = reasons(inside)
    assert set(said) == {"file.log", "folder", "gone", "loop"}
    assert "outside the target" in said["file.log"]
    assert "outside the target" in said["folder"]
    assert names(inside / "fold*" / "*.log") == []
    assert "outside the target" in reasons(inside / "fold*" / "*.log")["folder"]


def test_a_target_that_is_a_link_is_followed(tmp_path):
    make(tmp_path, "real/app.log")
    (tmp_path / "logs").symlink_to("real")
    (tmp_path / "one.log").symlink_to("real/app.log")
    assert names(tmp_path / "logs") == [("app.log", "app.log")]
    assert names(tmp_path / "one.log") == [("one.log", "one.log")]


def test_a_folder_that_links_to_itself_ends(tmp_path):
    make(tmp_path, "a/app.log")
    (tmp_path / "a" / "again").symlink_to("..")
    assert names(tmp_path) == [("a/app.log", "a/app.log")]


def test_pipes_sockets_and_devices_are_never_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.log")
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.log")
        said = reasons(tmp_path)
    assert said == {
        "pipe.log": "is a named pipe, not a file",
        "socket.log": "is a socket, not a file",
    }
    assert reasons("/dev/null") == {"null": "is a device, not a file"}


def test_a_folder_that_cannot_be_listed_is_said():
    # The temporary folders of pytest are closed to others, so that root could not become one.
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        make(root, "closed/app.log", "open.log")
        (root / "closed").chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            files, others = find_log_files(folder)
        finally:
            os.seteuid(user)
            (root / "closed").chmod(0o755)
    assert [file.name for file in files] == ["open.log"]
    assert [other.name for other in others] == ["closed"]
    assert others[0].reason.message.startswith("folder not listed: permission denied")


def test_very_deep_folders_do_not_end_the_walk(tmp_path):
    top = tmp_path / "logs"
    make(top, "app.log")
    here = os.open(top, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    try:
        assert [name for _, name in names(top)] == ["app.log"]
        assert [name for _, name in names(top / "**" / "*.log")] == ["app.log"]
    finally:
        # pytest's own clean-up is recursive.
        subprocess.run(["rm", "-rf", str(top)], check=True)
