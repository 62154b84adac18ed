"""What a value must satisfy beyond its pattern: check digits, calendars, address blocks, lists.

A validator takes the text that a rule's pattern matched, after NFKC, and answers True when
something in the value proves it (a check digit, a registered domain), False when something shows
that it is not one, and None when its form is right and nothing in it can prove more.
Validators are pure and offline, but for today's date where a birth date lies in the future.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pii_scan.detect.person_names import (
    korean_name,
    korean_name_in_text,
    latin_name,
    latin_name_in_text,
)
from pii_scan.detect.validating.birth_dates import birth_date
from pii_scan.detect.validating.countries import country_code, country_name, swift_bic
from pii_scan.detect.validating.digits import card_track, iban, luhn
from pii_scan.detect.validating.internet import (
    email,
    ipv4_as_number,
    mac_address,
    private_ip,
    public_ip,
)
from pii_scan.detect.validating.korean_ids import (
    bank_account_kr,
    business_registration_number,
    corporate_registration_number,
    foreigner_registration_number,
    registration_birth_date,
    resident_registration_number,
)
from pii_scan.detect.validating.logins import (
    kerberos_principal,
    login_built_of_name,
    login_name,
)
from pii_scan.detect.validating.national_ids import NATIONAL_IDS
from pii_scan.detect.validating.phones import (
    phone_international,
    phone_kr,
    phone_with_code,
)
from pii_scan.detect.validating.secrets import jwt, opaque_token, password_assignment

Validator = Callable[[str], bool | None]

VALIDATORS: Mapping[str, Validator] = MappingProxyType(
    {
        "bank_account_kr": bank_account_kr,
        "birth_date": birth_date,
        "business_registration_number": business_registration_number,
        "card_track": card_track,
        "corporate_registration_number": corporate_registration_number,
        "country_code": country_code,
        "country_name": country_name,
        "email": email,
        "foreigner_registration_number": foreigner_registration_number,
        "iban": iban,
        "ipv4_as_number": ipv4_as_number,
        "jwt": jwt,
        "korean_name": korean_name,
        "korean_name_in_text": korean_name_in_text,
        "latin_name": latin_name,
        "latin_name_in_text": latin_name_in_text,
        "kerberos_principal": kerberos_principal,
        "login_built_of_name": login_built_of_name,
        "login_name": login_name,
        "luhn": luhn,
        "mac_address": mac_address,
        "opaque_token": opaque_token,
        "password_assignment": password_assignment,
        "phone_international": phone_international,
        "phone_kr": phone_kr,
        "phone_with_code": phone_with_code,
        "private_ip": private_ip,
        "public_ip": public_ip,
        "registration_birth_date": registration_birth_date,
        "resident_registration_number": resident_registration_number,
        "swift_bic": swift_bic,
        **NATIONAL_IDS,
    }
)
"""Validators by the name that rules use."""
