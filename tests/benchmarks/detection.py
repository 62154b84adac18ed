"""How many cells a second detection judges, by what a column is filled with, and in what memory.

    python tests/benchmarks/detection.py [--cells N] [--kinds KIND,…]

First a million IPv4 addresses as a Column. Then each kind: a column of different values under a
name that says nothing, and some also under their own (``phone: phone``). Beside it, in the same
run: one native regex pass over the column (polars, a phone number), and a loop in Python that
searches each value for it, all in seconds of processor time; a figure is worth what its ratio to
these is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import resource
import sys
import time
import uuid
from collections.abc import Callable

import polars as pl

from pii_scan.columns import Column
from pii_scan.detect.evidence import Evidence
from pii_scan.detect.names import name_reader
from pii_scan.detect.recognizers import Recognizers
from pii_scan.model import Field, Sample
from pii_scan.rulebook import load_rulebook

PATTERN = r"01[016-9]-[0-9]{3,4}-[0-9]{4}"
WORDS = "order status shipped pending blue large item product summer note delivery closed".split()
KOREAN = "주문 배송 완료 대기 파란색 상품 여름 메모 사과 검토 겨울 결제 취소 환불 문의".split()


def makers(rng: random.Random) -> dict[str, Callable[[int], str]]:
    """By kind, what makes the n-th value."""

    def number(digits: int) -> str:
        return f"{rng.randrange(10**digits):0{digits}}"

    def date() -> str:
        return f"{dt.date(1950, 1, 1) + dt.timedelta(days=rng.randrange(27_000))}"

    return {
        "id": str,
        "amount": lambda _: str(rng.randrange(100, 10_000_000)),
        "decimal": lambda _: f"{rng.random() * 1000:.4f}",
        "date": lambda _: date(),
        "timestamp": lambda _: (
            f"{date()} {rng.randrange(24):02}:{rng.randrange(60):02}:{number(2)}"
        ),
        "code": lambda _: f"{rng.choice('ABCD')}{rng.choice('XYZ')}-{number(5)}",
        "words": lambda n: f"{rng.choice(WORDS)} {rng.choice(WORDS)} {n}",
        "korean words": lambda n: f"{rng.choice(KOREAN)} {rng.choice(KOREAN)} {n}",
        "uuid": lambda _: str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "free text": lambda n: f"{' '.join(rng.choices(WORDS + KOREAN, k=25))} {n}",
        "email": lambda n: f"user{n}@{rng.choice(['gmail.com', 'naver.com', 'example.co.kr'])}",
        "phone": lambda _: f"010-{rng.randrange(2000, 10_000)}-{number(4)}",
        "ip": lambda _: ".".join(str(rng.randrange(1, 224)) for _ in range(4)),
        "card": lambda _: f"4{number(3)}-{number(4)}-{number(4)}-{number(4)}",
        "resident number": lambda _: (
            f"{rng.randrange(50, 100)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
            f"-{rng.choice('12')}{number(6)}"
        ),
        "korean name": lambda _: "".join(
            map(rng.choice, ("김이박최정강", "민서지예하", "준우서윤현"))
        ),
        "address": lambda n: f"서울특별시 강남구 테헤란로 {n % 500 + 1} {n % 30 + 1}층 {n}호",
    }


NAMED = {"email": "email", "phone": "phone", "date": "birth_date", "amount": "zip_code"}


def timed(act: Callable[[], object]) -> float:
    """Seconds of processor time, of all threads: other programs on the machine do not count."""
    began = time.process_time()
    act()
    return time.process_time() - began


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=200_000)
    parser.add_argument("--kinds", default="")
    arguments = parser.parse_args()
    wanted = set(filter(None, arguments.kinds.split(",")))
    rulebook = load_rulebook()
    names = name_reader(rulebook)
    recognizers = Recognizers(rulebook.rules)

    def detect(sample: Sample) -> None:
        evidence = Evidence(rulebook.rules, names.items_named, lambda: recognizers)
        evidence.add([sample])
        evidence.results()

    # Presidio is imported once, and no column has to pay for it.
    detect(Sample(Field("db", ("t", "email")), {"kim@naver.com": 1}))
    before = megabytes()
    numbers = pl.int_range(1_000_000, eager=True) * 2_654_435_761 % 2**32
    octets = [(numbers // 256**n % 256).cast(pl.String) for n in range(4)]
    addresses = octets[0] + "." + octets[1] + "." + octets[2] + "." + octets[3]
    column = Column(addresses, pl.repeat(1, len(addresses), eager=True))
    took = timed(lambda: detect(Sample(Field("app.log", ("app.log", "client")), column)))
    say(f"1 M IPv4 addresses, a Column: {took:.1f} s; peak {before} MB before, {megabytes()} after")
    compiled = re.compile(PATTERN)
    rng = random.Random(1)
    say(f"{'column':32} {'cells':>8} {'cells/cpu s':>12} {'x native':>9} {'x Python':>9}")
    for kind, make in makers(rng).items():
        if wanted and kind not in wanted:
            continue
        values = dict.fromkeys((make(n) for n in range(arguments.cells)), 1)
        texts = pl.Series(list(values))
        native = timed(lambda texts=texts: texts.str.contains(PATTERN))
        python = timed(lambda values=values: [v for v in values if compiled.search(v)])
        for name in filter(None, ("c17", NAMED.get(kind))):
            sample = Sample(Field("db", ("t", name), "text"), values)
            took = timed(lambda sample=sample: detect(sample))
            say(
                f"{kind + ': ' + name:32} {len(values):>8,} {len(values) / took:>12,.0f}"
                f" {took / native:>9.0f} {took / python:>9.1f}"
            )


if __name__ == "__main__":
    sys.exit(main())
