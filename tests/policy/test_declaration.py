import datetime as dt

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pii_scan.errors import PolicyError
from pii_scan.policy.declaration import (
    SCHEMA,
    CollectedItem,
    CollectionPoint,
    Declaration,
    Destruction,
    NamedItem,
    NoticeDays,
    PolicyInfo,
    Processor,
    Purpose,
    RetentionRule,
    ThirdParty,
    Unplaced,
    dump_declaration,
    load_declaration,
)

ITEMS = ("email", "phone", "name", "ip_address")
# YAML cannot hold surrogates; the reader never makes them.
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
maybe = st.none() | words
item_ids = st.sampled_from(ITEMS)
named = st.builds(NamedItem, item=item_ids, label=words)
collected = st.builds(
    CollectedItem,
    item=item_ids,
    label=words,
    required=st.booleans(),
    scopes=st.lists(words, max_size=2).map(tuple),
    legal_basis=maybe,
)
periods = st.none() | st.sampled_from(["P1Y", "P3M", "P2W", "P30D", "P1Y6M"])


def tuples(elements):
    return st.lists(elements, max_size=3).map(tuple)


declarations = st.builds(
    # Hypothesis would give the schema by its name and by its alias.
    lambda **keys: Declaration(schema_version=SCHEMA, **keys),
    policy=st.builds(
        PolicyInfo,
        title=maybe,
        controller=maybe,
        file=maybe,
        sha256=maybe,
        language=st.sampled_from(["ko", "en"]),
        notice_date=st.none() | st.dates(),
        effective_date=st.none() | st.dates(),
        notice_days=st.builds(
            NoticeDays, ordinary=st.none() | st.integers(0, 99), important=st.none()
        ),
    ),
    collection=st.lists(
        st.builds(
            CollectionPoint,
            point=names,
            label=words,
            items=tuples(collected),
            sources=tuples(words),
        ),
        max_size=3,
        unique_by=lambda point: point.point,
    ).map(tuple),
    not_collected=tuples(named),
    methods=tuples(words),
    purposes=tuples(st.builds(Purpose, label=words, text=words)),
    retention=tuples(
        st.builds(
            RetentionRule,
            record=names,
            label=words,
            period=periods,
            event=maybe,
            basis=maybe,
            law=maybe,
        )
    ),
    third_parties=tuples(
        st.builds(ThirdParty, name=words, purpose=maybe, items=tuples(named), until=maybe)
    ),
    processors=tuples(st.builds(Processor, name=words, task=maybe, until=maybe, country=maybe)),
    destruction=st.builds(Destruction, procedure=tuples(words), methods=tuples(words)),
    unplaced=tuples(st.builds(Unplaced, text=words, line=st.integers(1, 10**6))),
)


@given(declarations)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_loads_as_the_same(tmp_path_factory, declaration):
    path = tmp_path_factory.mktemp("d") / "declaration.yaml"
    path.write_text(dump_declaration(declaration), encoding="utf-8", newline="")
    assert load_declaration(path, ITEMS) == declaration


def minimal(**keys):
    point = CollectionPoint(
        point="signup",
        label="회원가입 시",
        items=(
            CollectedItem(item="email", label="이메일 주소"),
            CollectedItem(item="ip_address", label="접속 IP", scopes=("public", "private")),
        ),
    )
    return Declaration(schema_version=SCHEMA, collection=(point,), **keys)


def test_each_item_is_one_line_and_korean_stays_readable():
    text = dump_declaration(minimal(policy=PolicyInfo(effective_date=dt.date(2017, 4, 3))))
    assert "      - {item: email, label: 이메일 주소, required: true}\n" in text
    assert "required: true, scopes: [public, private]}\n" in text
    assert "  effective_date: 2017-04-03\n" in text
    assert yaml.safe_load(text)["schema"] == "pii-scan/declaration/1"
    assert text.startswith("#")


def load(tmp_path, text):
    path = tmp_path / "declaration.yaml"
    path.write_text(text, encoding="utf-8")
    return load_declaration(path, ITEMS)


HEAD = "schema: pii-scan/declaration/1\n"
POINT = "collection:\n  - {point: signup, label: 가입, items: []}\n"


def test_a_short_declaration_by_hand_is_enough(tmp_path):
    declaration = load(
        tmp_path,
        HEAD
        + "collection:\n  - point: signup\n    label: 가입\n    sources: [members]\n    items:\n"
        "      - {item: email, label: 이메일, legal_basis: 소득세법}\n",
    )
    assert declaration.collection[0].items[0].required
    assert declaration.collection[0].items[0].legal_basis == "소득세법"
    assert declaration.collection[0].sources == ("members",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (POINT, r":1: schema: is missing"),
        ("schema: pii-scan/declaration/2\n", r":1: schema: .*reads 'pii-scan/declaration/1'"),
        (HEAD + "colection: []\n", r":2: colection: there is no such key; did you mean collection"),
        (
            HEAD + "collection:\n  - point: signup\n    label: 가입\n    items:\n"
            "      - {item: email, label: 메일}\n      - {item: emial, label: 메일}\n",
            r":7: unknown item 'emial': do you mean email\?",
        ),
        (HEAD + "not_collected:\n  - {item: soul, label: 영혼}\n", r":3: unknown item 'soul'"),
        (
            HEAD + "third_parties:\n  - name: 갑\n    items:\n      - {item: soul, label: 영혼}\n",
            r":5: unknown item 'soul'",
        ),
        (
            HEAD + POINT + "  - point: signup\n    label: 다시\n    items: []\n",
            r":4: collection point 'signup' is used twice",
        ),
        (
            HEAD + "retention:\n  - {record: usage_record, label: 기록, period: 1년}\n",
            r":3: retention\.0\.period: not an ISO 8601 period",
        ),
        (HEAD + "unplaced: [{text: 가, line: 0}]\n", r":2: unplaced\.0\.line"),
        (HEAD + "policy: {title: [\n", "is not valid YAML"),
        ("- a\n- b\n", "holds no keys"),
        ("", "holds no keys"),
    ],
)
def test_a_fault_is_named_with_file_line_and_key(tmp_path, text, said):
    with pytest.raises(PolicyError, match=said) as caught:
        load(tmp_path, text)
    assert "declaration.yaml" in caught.value.message
    assert caught.value.hint


def test_all_faults_are_named_at_once(tmp_path):
    with pytest.raises(PolicyError) as caught:
        load(
            tmp_path,
            HEAD + "not_collected:\n  - {item: soul, label: 영혼}\n  - {item: fate, label: 운명}\n",
        )
    assert caught.value.message.count("unknown item") == 2


def test_a_missing_declaration_is_a_clear_error(tmp_path):
    with pytest.raises(PolicyError, match="no such file"):
        load_declaration(tmp_path / "none.yaml", ITEMS)
