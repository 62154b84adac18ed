"""Passwords in text, and tokens."""

from __future__ import annotations

import base64
import binascii
import json
import re

_SHORTEST_TOKEN_ALPHABET = 8
_WINDOWS_ACCOUNT = "S-1-"


def jwt(text: str) -> bool | None:
    """True when the first part is a JOSE header with an algorithm (RFC 7515, RFC 7519)."""
    header = text.partition(".")[0]
    try:
        decoded = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return False
    return isinstance(decoded, dict) and "alg" in decoded


def opaque_token(text: str) -> bool | None:
    """None for a run that mixes letters and digits widely enough to have been drawn by chance.

    The ids of accounts of Windows are given one after the other.
    """
    if text.startswith(_WINDOWS_ACCOUNT):
        return False
    mixed = any(char.isdigit() for char in text) and any(char.isalpha() for char in text)
    return None if mixed and len(set(text)) >= _SHORTEST_TOKEN_ALPHABET else False


_IN_URL = re.compile(r"://[^:@]*:(?P<value>.+)@")
_BEHIND_LOGIN = re.compile(r"/(?P<value>.+)\]")
"""As FreeRADIUS writes both: [kim/secret]."""
_SAID = (
    r"(?i)(?:(?:비밀번호|비번|패스워드|암호|パスワード|暗証番号|密码|password|pw)[은는이가을를は是]\s*[\"'`\[]?"
    r"|(?:비밀번호|비번|패스워드|암호|パスワード|暗証番号|密码)\s*[(\"'`\[]?\s*"
    r"|[a-z]+\s?[/,&]\s?[a-z]+\s?[:=]?\s*[\w.@+-]+\s?[/,]\s?"
    r"|아이디\s?[/,&]\s?[a-z가-힣]+\s?[:=]?\s*[\w.@+-]+\s?[/,]\s?"
    r"|[a-z]+\s(?:password|passcode|pw)\s|--[a-z]+\s[\"']?"
    r"|[a-z]+(?:\s+(?:is|was|to|as)(?:\s+(?:now|still|currently))?:?\s+[\"'`]?|\s+[\"'`]|\s?\(\s?))"
    r"(?P<value>[^\s:=\"'`\u0080-\uffff][!-~]*?)[\s)]*"
)
"""A password said in words: 비밀번호는 X, "my password is X"; most scans never compile it."""
_ASSIGNED = re.compile(
    r"^[^=:]*?[\"']?(?P<before>\s*)(?P<sign>[=:]|%3D)(?P<behind>\s*)(?P<value>.*)$", re.DOTALL
)
# What a log's text keeps of "password=x user=kim" is "password= user=".
_NEXT_KEY = re.compile(r"\|?[^\W\d_][\w.-]*[=:]")
_NO_PASSWORD_BUT_A_WORD = re.compile(
    r"""(?ix)
    (?: (?:sha|md|aes|rsa|des|hs|rs|utf|tls|ssl|http|oauth|base|v|ver|step|iso|totp|otp)s?[-._]?\d.*
      | \d+[-_+]?(?:char|digit|letter|symbol|day|minute|min|hour|hr|month|year|time|st|nd|rd|th).*
      | [^@]+@[^@]+\.[a-z]{2,} | \d+[a-z] | [a-z]+[?!.]+ | \d{4}-\d\d-\d\dt.* )""",
)
_NO_SECRET = re.compile(
    r"""(?ix)
    (?: null | nil | none | undefined | nan | true | false | yes | no | on | off | empty | blank
      | required | optional | invalid | incorrect | wrong | expired | changed | reset | unknown
      | string | str | text | varchar.* | char.* | hidden | masked | secret | password | passwd
      | pwd | pass | placeholder | default | filtered | redacted | removed | protected | encrypted
      | hashed | \[.* | <.* | \(.* | \{.* | \$\{?[A-Za-z_].* | %[(A-Za-z{].* | [A-Za-z_.]+\(.*
      | (.)\1* | [*xX#•●.…-]+ | .*[*•●]{3,}.*
      | /.* )""",
)
_HASHED = re.compile(
    r"(?i)\$(?:2[abxy]?|1|5|6|y|P|H|S|argon2\w*|scrypt|pbkdf2[\w-]*)\$.*|\{\w[\w-]*\}.*"
    r"|(?:pbkdf2|scrypt|bcrypt|argon2|sha1|md5)[\w:]*\$.*|[0-9a-f]{32,}|\*[0-9A-F]{40}",
)
_QUOTES = "\"'`\\"


def password_assignment(text: str) -> bool | None:
    """None where a secret in the clear follows the name, False for a placeholder or a hash.

    After a colon without quotes, as in "wrong password: user 5", a plain word is prose; so it is
    where the value was cut out of a line: "password= from web". A key is no value of another.
    """
    placed = _IN_URL.fullmatch(text) or _BEHIND_LOGIN.fullmatch(text)
    if placed:
        return None if _is_secret(placed["value"]) else False
    said = re.fullmatch(_SAID, text)
    if said:
        is_word = _NO_PASSWORD_BUT_A_WORD.fullmatch(said["value"])
        return None if _is_secret(said["value"]) and not is_word else False
    assigned = _ASSIGNED.match(text)
    if assigned is None:
        return False
    raw = assigned["value"]
    value = raw.strip(_QUOTES + " \t")
    if not _is_secret(value):
        return False
    if raw[:1] in _QUOTES:
        return None
    is_cut = len(assigned["behind"]) > len(assigned["before"])
    says_nothing = is_cut or assigned["sign"] == ":"
    is_key = (says_nothing or value[0] == "|") and _NEXT_KEY.fullmatch(value)
    return False if is_key or (says_nothing and value.isalpha()) else None


def _is_secret(value: str) -> bool:
    return not _NO_SECRET.fullmatch(value) and not _HASHED.fullmatch(value)
