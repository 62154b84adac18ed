"""The forms that are told from shapes are the same of a text and of its shape."""

import collections
import re

import polars as pl
import pytest

from pii_scan.detect.batches import Batch
from pii_scan.detect.forms import _MAY, Form, FormCounter, _has
from pii_scan.detect.shaped import BatchTexts
from pii_scan.model import Field

VALUES = [
    *("********", "xxxxx", "[FILTERED]", "<redacted 12>", "/lib64", "/lib32/x", "/usr/local/bin2"),
    *("C:\\app\\v1", "~/1", "com.example.v2.App", "org.x", "IPv4/10.0.0.1", "inet6:fe80::1"),
    *("10.0.0.1:8080", "[fe80::1]:443", "db-0.internal:5432", "00:1a:2b:3c:4d:5e", "0x7fff12"),
    *("http://10.0.0.1:5000", "https://web1.example.com/", "http://[::]:80", "http://x.example/a1"),
    *("arn:aws:iam::123456789012:user/kim", "arn:aws-cn:s3:::shop1", "arn: aws"),
    *(
        "success",
        "fail",
        "주문 3개가 발송 되었습니다",
        "one two three four",
        "7",
        "77",
        "(주)예시7",
    ),
    *("Example 24 Ltd.", "INV-2024-0031", "#12345", "web1.example.com", "홍길동", "서울 강남 12-3"),
    *("a1b2c3d4e5f6g7", "AbcDef123456", "hunter2!A", "Passw0rd", "kim1234", "user1", "apache2"),
    *("2024-01-31", "2024-13-99 10:00", "0123", "123", "-5", "", "kim@example.com", "1x12"),
]


@pytest.mark.parametrize("form", [form for form in Form if form not in _MAY])
def test_one_digit_is_as_good_as_another(form):
    for digit in "0379":
        others = [re.sub("[0-9]", digit, value) for value in VALUES]
        frame = pl.DataFrame({"value": others})
        plain = pl.DataFrame({"value": [re.sub("[0-9]", "0", value) for value in VALUES]})
        assert frame.select(_has(form)).equals(plain.select(_has(form)))
    assert pl.DataFrame({"value": VALUES}).select(_has(form)).equals(plain.select(_has(form)))


def test_forms_are_the_same_where_shapes_are_few_and_where_they_are_many():
    few = [f"010-{n:04}-{n * 7 % 10000:04}" for n in range(3000)]
    few += [f"/tmp/{n}" for n in range(500)]
    few += [f"user{n}" for n in range(500)]
    few += [f"{n:03}" for n in range(1000)]
    few += [f"{n}" for n in range(10)]
    few += [f"2024-{month:02}-07" for month in range(1, 41)]
    batch = _batch(few)
    texts = BatchTexts(batch)
    assert texts.shaped.shapes is not None
    counter = FormCounter(lambda _: ("name", "user_id"))
    by_shape = _together(counter.count(batch, texts))
    texts.shaped = type(texts.shaped).without_shapes(texts.texts)
    assert by_shape == _together(counter.count(batch, texts))
    assert by_shape[0, Form.PATH] == 500
    assert by_shape[0, Form.LOGIN] == 499, "user1 is nobody"
    assert by_shape[0, Form.NUMBER] == 910, "none of 000 to 099 is written so"
    assert by_shape[0, Form.DATE] == 12


def _together(counts):
    summed = collections.Counter()
    for place, form, times in counts:
        summed[place, form] += times
    return summed


def _batch(values: list[str]) -> Batch:
    frame = pl.DataFrame({"value": values}).with_columns(
        field=pl.lit(0, pl.UInt32),
        times=pl.lit(1, pl.UInt64),
        first=pl.lit(None, pl.Date),
        last=pl.lit(None, pl.Date),
    )
    return Batch((Field("s", ("t", "name")),), frame.with_row_index("row"))
