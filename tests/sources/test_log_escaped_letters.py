r"""Letters written byte by byte are read: ``\355\231\215``."""

import time

import pytest

from pii_scan.sources.logs.encoding import Decoder
from pii_scan.sources.logs.escaped_letters import with_letters

NAME = "홍길동"
BYTES = NAME.encode()


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"\\{byte:03o}" for byte in BYTES),
        "".join(f"#{byte:03o}" for byte in BYTES),
        "".join(f"\\x{byte:02x}" for byte in BYTES),
        "".join(f"\\x{byte:02X}" for byte in BYTES),
    ],
)
def test_what_programs_escape_is_read(written):
    line = f'app@shop LOG:  name="{written}.hwp" phone=7\n'
    assert Decoder().utf8(line.encode()) == f'app@shop LOG:  name="{NAME}.hwp" phone=7\n'.encode()


@pytest.mark.parametrize(
    "line",
    [
        b"order #355#231 and #312 closed",
        b"\\355\\231 ends too soon",
        b"C:\\355\\logs\\x86",
        b"\\377\\376 is no letter",
        b"\\355\\240\\200 is half a letter",
        b"\\\\355\\\\231\\\\215 is written twice",
        b"\\xc8\\xab\\xb1\\xe6 is CP949",
        b"\\x1b\\x00 is none",
    ],
)
def test_what_is_no_letter_stays(line):
    assert with_letters(line) == line


@pytest.mark.parametrize(
    "unit", [b"\\355\\231\\215", b"\\355", b"#3#3", b"\\xed\\x99", b"\\355\\2"]
)
def test_a_line_of_a_mebibyte_is_read_in_linear_time(unit):
    start = time.process_time()
    with_letters(unit * (2**20 // len(unit)))
    assert time.process_time() - start < 2
