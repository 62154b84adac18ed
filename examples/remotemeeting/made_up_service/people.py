"""Invented members: names, addresses of mail, phones, companies, postal addresses.

Mail goes to example.com, example.org and example.net (RFC 2606). Korean mobile numbers are of the
010-1 blocks, which no carrier has; foreign ones are of ranges kept for fiction: 555-01xx in North
America (NANPA), 020 7946 0xxx in London (Ofcom), 02 5550 xxxx in Sydney (ACMA). Streets exist
nowhere; only the names of provinces and districts do.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

_SURNAMES = (
    *(("김", "gim"), ("이", "yi"), ("박", "bak"), ("최", "choe"), ("정", "jeong"), ("강", "gang")),
    *(("조", "jo"), ("윤", "yun"), ("장", "jang"), ("임", "im"), ("한", "han"), ("오", "o")),
    *(("서", "seo"), ("신", "sin"), ("권", "gwon"), ("황", "hwang"), ("안", "an"), ("송", "song")),
    *(("홍", "hong"), ("남궁", "namgung"), ("선우", "seonu"), ("노", "no"), ("배", "bae")),
)
_FIRST_SYLLABLES = (
    *(("민", "min"), ("서", "seo"), ("지", "ji"), ("하", "ha"), ("예", "ye"), ("도", "do")),
    *(("주", "ju"), ("유", "yu"), ("현", "hyeon"), ("은", "eun"), ("태", "tae"), ("가", "ga")),
)
_SECOND_SYLLABLES = (
    *(("준", "jun"), ("윤", "yun"), ("우", "u"), ("은", "eun"), ("진", "jin"), ("아", "a")),
    *(("린", "rin"), ("호", "ho"), ("연", "yeon"), ("원", "won"), ("솔", "sol"), ("람", "ram")),
)
_FOREIGN_NAMES = {
    "US": (("Avery", "Jordan", "Marlow", "Tessa"), ("Whitlock", "Hargrove", "Ellery", "Quill")),
    "GB": (("Imogen", "Rupert", "Freya", "Alfie"), ("Ashdown", "Penhallow", "Thorne", "Wexley")),
    "FR": (("Élodie", "Rémi", "Manon", "Bastien"), ("Valcourt", "Delorme", "Roussel", "Marchand")),
    "JP": (("Haruto", "Yui", "Sora", "Aoi"), ("Takahashi", "Minamoto", "Hoshino", "Kurosawa")),
    "CN": (("Jiahao", "Meilin", "Zixuan", "Yutong"), ("Zhang", "Ouyang", "Liang", "Xiao")),
}
_STEMS = ("가온", "누리", "다솜", "라온", "마루", "미르", "새결", "솔빛", "아라", "온새", "하람")
_TRADES = ("디자인", "물류", "교육", "정밀", "푸드", "연구소", "스튜디오", "출판")
_FOREIGN_STEMS = ("Nordlys", "Quillon", "Brightfen", "Harrowgate", "Tamarix", "Ossian", "Velmora")
_FOREIGN_TRADES = ("Labs Ltd.", "Studio Inc.", "Logistics LLC", "Press Ltd.", "Design GmbH")
_DISTRICTS = (
    *("서울특별시 마포구", "서울특별시 성북구", "부산광역시 해운대구", "대전광역시 유성구"),
    *("경기도 수원시 영통구", "강원특별자치도 춘천시", "전북특별자치도 전주시 완산구"),
    *("제주특별자치도 서귀포시", "경상남도 창원시 성산구", "세종특별자치시"),
)
_STREETS = ("담화샘로", "솔빛새길", "가람여울로", "누리별빛길", "온새미로", "달보드레길")
_FOREIGN_STREETS = ("Alder Lane", "Foxglove Street", "Millrace Road", "Lantern Avenue")
_NORTH_AMERICAN_AREAS = ("202", "212", "312", "415", "503", "617", "718", "808", "416", "604")


@dataclass(frozen=True, slots=True)
class Account:
    """A paying customer; its id is the 대표ID."""

    account_id: str
    company: str
    korean: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A member. ``shares_phone`` and ``shares_company`` tell which optional items were given."""

    number: int
    account: Account
    login_id: str
    name: str
    email: str
    country: str
    phone: str
    postal_code: str
    address: str
    shares_phone: bool
    shares_company: bool


def invent_people(count: int) -> tuple[Person, ...]:
    """``count`` members, seven in ten of them Korean, of about a third as many accounts."""
    rng = random.Random("people")
    accounts = [_account(rng, number) for number in range(1, count // 3 + 2)]
    korean = [account for account in accounts if account.korean]
    foreign = [account for account in accounts if not account.korean]
    return tuple(
        _korean(rng, number, rng.choice(korean))
        if number % 10 < 7
        else _foreigner(rng, number, rng.choice(foreign))
        for number in range(1, count + 1)
    )


def korean_mobile(rng: random.Random) -> str:
    """A number of the 010-1 blocks, written in one of the ways people write it."""
    middle, last = f"1{rng.randrange(1000):03}", f"{rng.randrange(1, 10_000):04}"
    return rng.choice(
        (
            *(f"010-{middle}-{last}", f"010-{middle}-{last}", f"010{middle}{last}"),
            *(f"+82 10 {middle} {last}", f"+82-10-{middle}-{last}", f"010 {middle} {last}"),
        )
    )


def _account(rng: random.Random, number: int) -> Account:
    korean = number % 10 < 7
    if korean:
        first, second = rng.sample(_STEMS, 2)
        name = f"{first}{second}{rng.choice(_TRADES)}"
        company = rng.choice((f"(주){name}", f"주식회사 {name}", f"㈜{name}", name))
        stem = "".join(rng.choice(_FIRST_SYLLABLES)[1] for _ in range(2))
    else:
        stem = rng.choice(_FOREIGN_STEMS)
        company = f"{stem} {rng.choice(_FOREIGN_TRADES)}"
    return Account(f"{stem.lower()}-{number:03}", company, korean)


def _korean(rng: random.Random, number: int, account: Account) -> Person:
    surname, first, second = (
        rng.choice(_SURNAMES),
        rng.choice(_FIRST_SYLLABLES),
        rng.choice(_SECOND_SYLLABLES),
    )
    login = f"{first[1]}{second[1]}.{surname[1]}{number}"
    street = f"{rng.choice(_STREETS)} {rng.randrange(1, 180)}"
    flat = f"{rng.randrange(101, 119)}동 {rng.randrange(1, 21)}0{rng.randrange(1, 5)}호"
    return Person(
        number=number,
        account=account,
        login_id=login,
        name=surname[0] + first[0] + second[0],
        email=f"{login}@{rng.choice(('example.com', 'example.net', 'mail.example.org'))}",
        country="KR",
        phone=korean_mobile(rng),
        postal_code=f"{rng.randrange(1000, 63_000):05}",
        address=f"{rng.choice(_DISTRICTS)} {street}{rng.choice(('', ', ' + flat))}",
        shares_phone=rng.random() < 0.75,
        shares_company=rng.random() < 0.6,
    )


def _foreigner(rng: random.Random, number: int, account: Account) -> Person:
    country = rng.choice(tuple(_FOREIGN_NAMES))
    given, family = (rng.choice(names) for names in _FOREIGN_NAMES[country])
    plain = given.replace("É", "E").replace("é", "e").lower()
    login = f"{plain}.{family.lower()}{number}"
    return Person(
        number=number,
        account=account,
        login_id=login,
        name=f"{given} {family}",
        email=f"{login}@{rng.choice(('example.com', 'example.org'))}",
        country=country,
        phone=_foreign_phone(rng),
        postal_code=f"{rng.randrange(10_000, 99_999)}",
        address=f"{rng.randrange(1, 400)} {rng.choice(_FOREIGN_STREETS)}, Northwick",
        shares_phone=rng.random() < 0.6,
        shares_company=rng.random() < 0.7,
    )


def _foreign_phone(rng: random.Random) -> str:
    line = rng.randrange(100)
    return rng.choice(
        (
            f"+1 {rng.choice(_NORTH_AMERICAN_AREAS)}-555-01{line:02}",
            f"+1{rng.choice(_NORTH_AMERICAN_AREAS)}55501{line:02}",
            f"+44 20 7946 0{rng.randrange(1000):03}",
            f"+61 2 5550 {rng.randrange(10_000):04}",
        )
    )
