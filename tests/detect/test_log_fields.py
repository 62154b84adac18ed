"""Fields of logs: what they call a name or an account, and what objects tell of each other."""

import pytest

from pii_scan.model import Field

LOGINS = ["minsu.kim2", "jiyoung.lee17", "hyunwoo.park19", "yejin.lim5", "taeho.jung7"]
EMAILS = ["a.kim@naver.com", "b.lee@daum.net", "c.park@gmail.com"]


def logged(name, values):
    return Field("app.log", ("app.log", name), logged=True), values


def items(find, *fields):
    return {key: found.confidence for key, found in find.of(fields).items()}


@pytest.mark.parametrize(
    "key", ["user.name", "Account Name", "acct", "account", "attr.principalName"]
)
def test_what_is_built_like_logins_is_a_login_where_a_log_calls_it_a_name(find, key):
    assert items(find, logged(key, LOGINS), logged("email", EMAILS)).keys() == {
        (key, "user_id"),
        ("email", "email"),
    }


@pytest.mark.parametrize(
    "key",
    [
        "principal",
        "performedBy",
        "requested_by",
        "authentication_id",
        "담당자",
        "의사",
        "administrator",
    ],
)
@pytest.mark.parametrize("logins", [LOGINS, ["jhkim92"]])
def test_who_did_something_is_a_login_where_it_is_built_so(find, key, logins):
    assert items(find, logged(key, logins)).keys() == {(key, "user_id")}


@pytest.mark.parametrize("key", ["performedBy", "approvedBy", "담당자", "의사", "driver", "수신자"])
def test_who_did_something_is_a_name_where_it_is_one(find, key):
    names = ["홍길동", "김민수", "이영희", "박지훈", "최수빈"]
    assert items(find, logged(key, names)).keys() == {(key, "name")}


@pytest.mark.parametrize("key", ["driver", "seller", "수신자"])
def test_what_may_be_a_program_or_company_is_a_person_only_by_a_name(find, key):
    assert not items(find, logged(key, ["postgresql14", "kafka2", "shop-01", "acme"]))


def test_a_user_s_name_that_is_a_name_stays_one(find):
    names = ["홍길동", "김민수", "이영희", "박지훈", "최수빈"]
    assert items(find, logged("user.name", names)).keys() == {("user.name", "name")}


def test_a_login_stays_one_beside_that_of_other_lines(find):
    found = items(find, logged("usrName", LOGINS), logged("suser", LOGINS))
    assert found.keys() == {("usrName", "user_id"), ("suser", "user_id")}


def test_a_login_stays_one_where_other_lines_have_an_object_of_the_same_name(find):
    found = items(find, logged("user", LOGINS), logged("user.email", EMAILS))
    assert found.keys() == {("user", "user_id"), ("user.email", "email")}


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("objectRef.name", ["web-1", "web-2", "web-3"]),
        ("agent.type", ["winlogbeat", "filebeat", "auditbeat"]),
        ("RequestAddr", ["api.example.com", "shop.example.com", "www.example.com"]),
        ("_MACHINE_ID", ["47b7097b9b01f7cc47b7097b9b01f7cc"] * 3),
        ("TargetSid", ["S-1-5-21-1111111111-2222222222-3333333333-1110"]),
        ("SubjectUserSid", ["S-1-5-18", "S-1-5-21-1111111111-2222222222-3333333333-1105"]),
        ("client_name", ["My Shop App", "Admin Console", "Partner API"]),
        ("application.name", ["shop", "billing", "search"]),
        ("tenantName", ["Example Corp", "Sample Bank", "Test Mart"]),
        ("tenant.name", ["example", "sample", "other"]),
        ("appName", ["shop", "billing", "search"]),
        ("회원", ["가입 완료", "등급 변경", "탈퇴 요청"]),
        ("customer", ["created", "not found", "updated"]),
        ("uname", ["Linux web1", "Linux web2"]),
        ("cn", ["www.example.com", "api.example.com", "Example Root CA"]),
        ("principal", ["admin", "system", "scheduler"]),
        ("performedBy", ["system", "cron", "batch"]),
        ("담당자", ["시스템", "테스트", "관리자"]),
        ("CONNID", ["47b7097b9b01f7cc", "f5e9e064eb45a2ea", "0b60ced5f5254e59"]),
    ],
)
def test_parts_of_programs_are_nobodys_beside_personal_data(find, key, values):
    found = items(find, logged(key, values), logged("user.email", EMAILS), logged("email", EMAILS))
    assert found.keys() == {("user.email", "email"), ("email", "email")}


def test_recipients_that_are_addresses_are_no_names(find):
    found = items(find, logged("delivery.recipients[]", EMAILS * 4))
    assert found.keys() == {("delivery.recipients[]", "email")}


def test_an_address_of_mail_is_nobody_s_home(find):
    assert items(find, logged("sender-address", EMAILS)).keys() == {("sender-address", "email")}


def test_a_room_beside_an_address_is_one_of_a_program(find):
    address = ["서울특별시 강남구 테헤란로 12", "부산광역시 해운대구 센텀로 7"]
    found = items(find, logged("room", ["R17", "R18"]), logged("address", address))
    assert found.keys() == {("address", "address")}


def test_all_mobile_numbers_that_can_be_given_out_are_numbers(find):
    numbers = ["010-5982-4309", "010-5975-1234", "010-2345-6789"]
    assert find({"x": numbers})["x", "phone"].matched == len(numbers)


@pytest.mark.parametrize("secret", ["!@#$%^&*+", "Canary.Pass!9"])
def test_no_mark_of_a_password_is_shown(find, secret):
    line = f"Login OK: [kim77/{secret}] (from client ap1)"
    found = find.of([logged("(text)", [line])])
    assert ("(text)", "password") in found
    shown = repr(found)
    assert not set("!@#$%^&+").intersection(found["(text)", "password"].example or "")
    assert secret not in shown


@pytest.mark.parametrize("key", ["ruser", "logname", "uname", "computer.user"])
def test_what_pam_and_agents_call_a_login_is_one(find, key):
    assert items(find, logged(key, LOGINS)).keys() == {(key, "user_id")}


def test_a_login_with_its_realm_is_one(find):
    values = ["minsu.kim2@corp", "jiyoung.lee17@CORP", "hyunwoo.park19@corp"]
    assert items(find, logged("computer.user", values)).keys() == {("computer.user", "user_id")}


@pytest.mark.parametrize("key", ["cn", "CN", "commonName", "identity", "회원", "고객", "customer"])
def test_who_an_entry_of_a_directory_is_about_is_a_name_or_a_login_by_its_values(find, key):
    names = ["Hong Gildong", "Kim Minsu", "Lee Jiyoung", "Park Jihun", "Choi Yujin"]
    korean = ["홍길동", "김민수", "이영희", "박지훈", "최수빈"]
    assert items(find, logged(key, names)).keys() == {(key, "name")}
    assert items(find, logged(key, korean)).keys() == {(key, "name")}
    assert items(find, logged(key, LOGINS)).keys() == {(key, "user_id")}


@pytest.mark.parametrize("nothing", ["--", "---", "?", "(null)", "<none>", "(unknown)"])
@pytest.mark.parametrize("key", ["userAgent", "phone", "user"])
def test_what_stands_for_nothing_is_no_value(find, key, nothing):
    assert items(find, logged(key, [nothing] * 4), logged("email", EMAILS)).keys() == {
        ("email", "email")
    }


@pytest.mark.parametrize("place", ["meta", "metadata", "fields", "form", "meta.body"])
def test_what_a_logger_puts_values_into_says_nothing_of_whose_they_are(find, place):
    names = [f"{place}.{key}" for key in ("이름", "name")]
    found = items(find, *(logged(name, ["홍길동", "김민수", "이영희"]) for name in names))
    assert found.keys() == {(name, "name") for name in names}


@pytest.mark.parametrize("values", [["status", "price"], ["web-1", "web-2"], ["Page View"]])
@pytest.mark.parametrize("place", ["meta", "fields", "form"])
def test_a_name_in_them_may_be_that_of_anything(find, place, values):
    assert not items(find, logged(f"{place}.name", values), logged(f"{place}.id", ["1", "2"]))


UUIDS = ["cc74404c-de7e-482a-98f7-b271ff3c49be", "9b2f6c0e-51d3-4f0a-8a77-0c5d2f6ee1aa"]


@pytest.mark.parametrize("key", ["userId", "user_id", "customer_id", "event.memberId"])
def test_a_log_tells_by_the_key_of_a_user_who_did_what(find, key):
    assert items(find, logged(key, UUIDS)).keys() == {(key, "user_id")}


@pytest.mark.parametrize("key", ["worker_id", "uid", "agent_id", "request_id", "order_user_count"])
def test_keys_of_others_tell_of_nobody(find, key):
    assert not items(find, logged(key, UUIDS))


def test_the_number_of_a_user_s_row_is_no_login(find):
    assert not items(find, logged("user_id", ["8812", "8813", "10442"]))


def test_where_a_program_listens_is_nobody_s_home(find):
    pages = ["http://10.0.3.8:5000", "https://[::]:5001", "http://localhost:5000/"]
    assert not items(find, logged("address", pages), logged("email", EMAILS)).keys() - {
        ("email", "email")
    }


def test_the_key_of_a_user_in_a_database_points_to_the_user(find):
    assert not find({"user_id": UUIDS})


def test_a_session_called_no_more_than_that_is_told_by_its_values(find):
    tokens = ["sid74fa8e00ca601280318287f67dfaee7cc6da40db", "sid085594569c49f5da11e483b49eaaabfc"]
    assert items(find, logged("session", tokens)).keys() == {("session", "session_token")}
    assert not items(find, logged("session", ["spring-2026", "morning", "42"]))


def test_a_driver_with_a_version_is_a_program(find):
    names = ["nodejs", "PyMongo", "mongo-go-driver"]
    version = logged("attr.doc.driver.version", ["4.17.2", "3.12"])
    assert not items(find, logged("attr.doc.driver.name", names), version)


def test_a_driver_without_one_is_a_person(find):
    names = ["홍길동", "김민수", "이영희"]
    assert ("ride.driver.name", "name") in items(find, logged("ride.driver.name", names))


OF_SERVERS = "gateway upstream gateway_ip fw natSrc via podIP node_ip listen bind laddr local_addr"


@pytest.mark.parametrize("key", [*OF_SERVERS.split(), "broker", "dvc", "redis_host", "mgmt_ip"])
def test_the_address_of_what_stands_behind_or_before_a_server_is_nobody_s(find, key):
    assert not items(find, logged(key, ["10.11.12.14", "203.0.113.15"]))


@pytest.mark.parametrize("key", ["server.ip", "observer.ip", "k8s.pod.ip", "node.address"])
def test_the_address_in_an_object_about_a_server_is_the_server_s(find, key):
    assert not items(find, logged(key, ["10.11.12.14", "203.0.113.15", "2001:db8::7:15"]))


def test_the_hardware_of_a_server_is_nobody_s(find):
    macs = ["58:cb:52:aa:10:01", "58:cb:52:aa:10:02"]
    assert not items(find, logged("observer.mac", macs))
    assert items(find, logged("client.mac", macs)).keys() == {("client.mac", "mac_address")}


@pytest.mark.parametrize("key", ["peer", "rip", "relay", "client", "node.remote_ip", "origin"])
def test_who_came_through_it_is_somebody(find, key):
    assert items(find, logged(key, ["10.11.12.14", "203.0.113.15"])).keys() == {(key, "ip_address")}


@pytest.mark.parametrize("key", ["actor.id", "user.id", "target.user.id", "actor_id", "member.key"])
def test_the_key_in_an_object_of_a_user_tells_who_did_what(find, key):
    assert items(find, logged(key, UUIDS)).keys() == {(key, "user_id")}
    assert not items(find, logged(key, ["8812", "8813", "10442"]))


@pytest.mark.parametrize("key", ["request.id", "device.actor.trace.id", "user.session.id", "id"])
def test_keys_in_other_objects_tell_of_nobody(find, key):
    assert not any(item == "user_id" for _, item in items(find, logged(key, UUIDS)))


@pytest.mark.parametrize("key", ["apps[].name", "elevatedApplications[].name"])
def test_the_names_of_several_programs_are_nobody_s(find, key):
    names = ["Adobe Acrobat Reader", "Mark Text", "Jupyter Lab"]
    assert not items(find, logged(key, names), logged("email", EMAILS)).keys() - {
        ("email", "email")
    }


GEO = ["geo", "geoip", "actor_location", "client.geographicalContext", "location", "geo.location"]


@pytest.mark.parametrize("place", GEO)
@pytest.mark.parametrize("key", ["country", "country_code", "countryCode", "country_code2"])
def test_where_a_client_is_tells_its_country(find, place, key):
    found = items(find, logged(f"{place}.{key}", ["PL", "KR", "SE"]))
    assert found.keys() == {(f"{place}.{key}", "country")}


@pytest.mark.parametrize("place", GEO)
@pytest.mark.parametrize("key", ["city", "city_name", "state"])
def test_where_a_client_is_tells_its_city(find, place, key):
    found = items(find, logged(f"{place}.{key}", ["Gdansk", "Seoul", "Lyon"]))
    assert found.keys() == {(f"{place}.{key}", "address")}


@pytest.mark.parametrize(
    "key",
    ["store.country", "warehouse.city", "geo.name", "geo.status"],
)
def test_a_place_of_a_thing_tells_of_nobody(find, key):
    assert not items(find, logged(key, ["PL", "KR", "SE"]))


@pytest.mark.parametrize("key", ["browser", "deviceDetail.browser", "client.browser", "ua.browser"])
def test_a_browser_in_a_log_is_that_of_who_came(find, key):
    found = items(find, logged(key, ["Chrome 124.0.0", "Edge 123.0", "Mobile Safari 17.4"]))
    assert found.keys() == {(key, "device_info")}


TITLES = ["Main Office", "Default Rule", "Guest Wifi", "Nightly Backup"]


@pytest.mark.parametrize(
    "key",
    [
        "connectionname",
        "signature_name",
        "alertName",
        "gatewayName",
        "vmName",
        "session.objectName",
        "agentName",
        "collectorName",
        "profilename",
        "consumerName",
        "devname",
        "devName",
    ],
)
def test_what_a_log_calls_the_name_of_something_is_nobody_s_beside_an_address(find, key):
    found = items(find, logged(key, TITLES), logged("email", EMAILS))
    assert found.keys() == {("email", "email")}


@pytest.mark.parametrize("key", ["connection_name", "profileName", "peerName", "objectName"])
def test_what_is_called_so_is_a_name_where_it_is_one(find, key):
    names = ["홍길동", "김민수", "이영희", "박지훈", "최수빈"]
    assert (key, "name") in items(find, logged(key, names), logged("email", EMAILS))


@pytest.mark.parametrize("key", ["name", "user.profile.name", "buyer_name", "senderName"])
def test_names_of_people_stay_names_in_a_log(find, key):
    values = ["Zbyszek", "Oluwaseun", "Thorbjorn", "Xochitl"]
    assert (key, "name") in items(find, logged(key, values), logged("email", EMAILS))


@pytest.mark.parametrize("key", ["asOrg", "as_org", "asn.organization", "as.organization.name"])
def test_who_runs_a_network_employs_nobody_there(find, key):
    values = ["AT&T Services, Inc.", "sk broadband co ltd", "Comcast Cable"]
    found = items(find, logged(key, values), logged("email", EMAILS))
    assert found.keys() == {("email", "email")}


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("health", ["UP", "degraded", "DOWN"]),
        ("family", ["inet", "inet6", "unix"]),
        ("jobName", ["Nightly Backup", "Reindex"]),
        ("stage_name", ["Build", "Run Tests"]),
    ],
)
def test_how_a_program_fares_and_what_it_does_is_nobody_s(find, key, values):
    found = items(find, logged(key, values), logged("email", EMAILS))
    assert found.keys() == {("email", "email")}


@pytest.mark.parametrize(
    "key", ["deviceowner", "device_owner", "machineOwner", "computer_owner", "logged_on_user"]
)
def test_whose_a_machine_is_is_a_login(find, key):
    assert items(find, logged(key, LOGINS)).keys() == {(key, "user_id")}


@pytest.mark.parametrize("key", ["uname", "P_UNAME", "reqUname"])
def test_a_uname_is_a_login_or_a_name_by_its_values(find, key):
    names = ["김도윤", "이서연", "박준서", "오예린", "서동현"]
    birth = logged("birthday", ["1981-04-12", "1979-11-03", "1990-01-30"])
    assert items(find, logged(key, names), birth).keys() == {
        (key, "name"),
        ("birthday", "birth_date"),
    }
    assert items(find, logged(key, LOGINS), birth).keys() == {
        (key, "user_id"),
        ("birthday", "birth_date"),
    }


@pytest.mark.parametrize(
    ("key", "values", "item"),
    [
        ("context.os.name", ["iOS", "Android", "Windows"], "os_info"),
        ("client.os.version", ["17.4", "14", "10.0.22631"], "os_info"),
        ("user_agent.os.full", ["Windows 10", "Mac OS X 10.15"], "os_info"),
        ("DeviceProperties[].OS", ["Windows 10", "MacOs"], "os_info"),
        ("contexts.browser.name", ["Chrome", "Edge"], "device_info"),
        ("user_agent.name", ["Chrome", "Mobile Safari"], "device_info"),
        ("context.device.manufacturer", ["Apple", "Samsung"], "device_info"),
        ("context.device.id", ["cc74404c-de7e-482a-98f7-b271ff3c49be"] * 3, "device_id"),
    ],
)
def test_with_what_somebody_came_is_told_by_its_object(find, key, values, item):
    assert items(find, logged(key, values)).keys() == {(key, item)}


@pytest.mark.parametrize(
    "key", ["host.os.name", "agent.os.version", "server.os.name", "runtime.name", "host.device.id"]
)
def test_what_a_server_runs_on_is_nobody_s(find, key):
    assert not items(find, logged(key, ["Ubuntu", "Debian"]), logged("email", EMAILS)).keys() - {
        ("email", "email")
    }


def test_how_a_connection_was_made_links_no_accounts(find):
    speeds = ["CONNECT 54Mbps 802.11a", "CONNECT 11Mbps 802.11b"]
    assert not items(find, logged("Connect-Info", speeds))
    assert not items(find, logged("connectInfo", speeds))


@pytest.mark.parametrize("key", ["CONN_INFO", "connInfo", "conn_info"])
def test_what_links_accounts_still_does(find, key):
    values = [
        "fX0QnN2sW6mY7a+uZ0dG5Q3n8vB1cT4e/R9iKpLsMoHjUwDgAhCyEzVtFbxJqI2rO5l6P8k3mN7bV1cXzA9S=="
    ]
    assert items(find, logged(key, values)).keys() == {(key, "connecting_information")}
