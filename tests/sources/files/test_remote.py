"""Object stores and remote folders, on real servers: an S3 one of this machine, HTTP and FTP."""

import functools
import gzip
import http.server
import io
import socketserver
import threading
import zipfile

import fsspec
import polars as pl
import pytest

from pii_scan.sources.selection import Patterns, Selection

CSV = b"id,email\n1,a@b.co\n2,c@d.co\n"


def _fill(put):
    put("users.csv", CSV)
    put("sub/more.csv.gz", gzip.compress(CSV))
    frame = pl.DataFrame({"email": ["p@q.co"]})
    data = io.BytesIO()
    frame.write_parquet(data)
    put("p.parquet", data.getvalue())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.csv", CSV)
    put("z.zip", packed.getvalue())
    put("app.log", b"hello\n")


EXPECTED = {
    ("p.parquet", "email"): {"p@q.co": 1},
    ("sub/more.csv.gz", "email"): {"a@b.co": 1, "c@d.co": 1},
    ("sub/more.csv.gz", "id"): {"1": 1, "2": 1},
    ("users.csv", "email"): {"a@b.co": 1, "c@d.co": 1},
    ("users.csv", "id"): {"1": 1, "2": 1},
    ("z.zip/inner.csv", "email"): {"a@b.co": 1, "c@d.co": 1},
    ("z.zip/inner.csv", "id"): {"1": 1, "2": 1},
}


def _holds(reading):
    assert dict(sorted(reading.values.items())) == EXPECTED
    assert list(reading.skips) == ["app.log"]
    assert "only those are read from there" in reading.skips["app.log"]
    assert reading.coverage.rows_total == 7
    assert reading.coverage.bytes_scanned == reading.coverage.bytes_total


def test_a_folder_in_memory(read):
    system = fsspec.filesystem("memory")
    system.makedirs("/pii/sub", exist_ok=True)
    try:
        _fill(lambda name, data: system.pipe(f"/pii/{name}", data))
        _holds(read("memory://pii"))
        assert len(read("memory://pii/users.csv").values) == 2
        assert len(read("memory://pii/*.csv").values) == 2
        assert "no such file" in read("memory://nothing").reasons
        some = Selection(Patterns(files=("*.csv*",)), Patterns(files=("sub",)))
        assert {path[0] for path in read("memory://pii", selection=some).values} == {"users.csv"}
    finally:
        system.rm("/pii", recursive=True)


def test_a_folder_and_an_archive_of_this_machine(tmp_path, read):
    def put(name, data):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)

    _fill(put)
    _holds(read(f"file://{tmp_path}"))
    reading = read(f"zip://inner.csv::file://{tmp_path}/z.zip")
    assert reading.columns["email"] == ["a@b.co", "c@d.co"]


@pytest.fixture
def s3(monkeypatch):
    boto = pytest.importorskip("botocore.session")
    server_module = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto.get_session().create_client("s3")
    client.create_bucket(Bucket="exports")
    yield client
    server.stop()


# The store's client closes its sockets when it is collected, not before.
@pytest.mark.filterwarnings("ignore")
def test_an_s3_bucket_with_credentials_from_the_environment(s3, read):
    def put(name, data):
        s3.put_object(Bucket="exports", Key=f"pii/{name}", Body=data)

    _fill(put)
    _holds(read("s3://exports/pii"))
    assert len(read("s3://exports/pii/users.csv").values) == 2
    assert len(read("s3://exports/pii/*.csv").values) == 2
    missing = read("s3://nowhere/pii")
    assert not missing.values
    assert missing.skips


@pytest.mark.filterwarnings("ignore")
def test_of_a_large_object_only_parts_are_fetched(s3, read):
    data = b"id,email\n" + b"".join(b"%d,user%d@a.co\n" % (n, n) for n in range(1_200_000))
    s3.put_object(Bucket="exports", Key="large.csv", Body=data)
    reading = read("s3://exports/large.csv")
    ids = [int(number) for number in reading.columns["id"]]
    assert len(ids) == 1000
    assert max(ids) > 1_100_000
    assert reading.coverage.bytes_scanned < len(data) / 3


@pytest.mark.filterwarnings("ignore")
def test_a_file_on_a_web_server(tmp_path, read):
    (tmp_path / "users.csv").write_bytes(CSV)
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            assert read(f"{url}/users.csv").columns["email"] == ["a@b.co", "c@d.co"]
            (missing,) = read(f"{url}/missing.csv").skips.values()
            assert missing.startswith("no such file")
            (forbidden,) = read(f"{url}/forbidden.csv").skips.values()
            assert forbidden.startswith("no permission")
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("says_size", [True, False])
def test_a_web_server_that_gives_no_parts_of_files(tmp_path, read, says_size):
    _fill(lambda name, data: (tmp_path / name.replace("/", "-")).write_bytes(data))
    rows = "".join(f"{n},user{n:07}@example.org\n" for n in range(100_000))
    (tmp_path / "large.csv").write_text(f"id,email\n{rows}")
    handler = functools.partial(_Quiet if says_size else _Chunked, directory=str(tmp_path))
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            archive = read(f"{url}/z.zip")
            assert archive.columns["email"] == ["a@b.co", "c@d.co"]
            assert read(f"{url}/p.parquet").columns["email"] == ["p@q.co"]
            assert read(f"{url}/sub-more.csv.gz").columns["email"] == ["a@b.co", "c@d.co"]
            sampled = read(f"{url}/large.csv")
            assert not sampled.skips
            assert sampled.coverage.rows_scanned == 1000
            whole = read(f"{url}/large.csv", full=True)
            assert not whole.skips
            assert whole.coverage.rows_scanned == 100_000
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def send_head(self):
        if "forbidden" in self.path:
            self.send_error(403)
            return None
        return super().send_head()


class _Chunked(_Quiet):
    """A program that makes what it sends, and does not know how much that will be."""

    def send_header(self, keyword, value):
        if keyword != "Content-Length":
            super().send_header(keyword, value)


@pytest.mark.filterwarnings("ignore")
def test_a_web_server_that_is_down_is_not_a_file_that_is_missing(read):
    (reason,) = read("http://127.0.0.1:9/users.csv").skips.values()
    assert reason == "the server cannot be reached"


@pytest.mark.filterwarnings("ignore")
def test_a_server_that_is_not_there_is_a_skip_without_secrets(read, monkeypatch):
    pytest.importorskip("s3fs")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test-secret")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    reading = read("s3://exports/pii")
    assert list(reading.skips) == ["s3://exports/pii"]
    assert "test-" not in repr(reading.parts)
    assert not reading.values
