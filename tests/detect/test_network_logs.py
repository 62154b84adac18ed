"""Logs of firewalls, gates of mail and telephone exchanges: what is nobody's in them."""

import pytest

from pii_scan.model import Field

EMAILS = ["a.kim@naver.com", "b.lee@daum.net", "c.park@gmail.com"]
TOKENS = ["q6OL7fsQ018870-q6OL7fsR018870", "q79EiV8S007017-q79EiV8T007017"]
DEVICE = ["FW100D3G14800284", "FW100D3G14800291"]


def logged(name, values):
    return Field("fw.log", ("fw.log", name), logged=True), values


def items(find, *fields):
    return set(find.of(fields))


def of_appliance(which_device, which_line, which_kind):
    return (
        logged(which_device, DEVICE),
        logged(which_line, ["0000000013", "0101037127"]),
        logged(which_kind, ["forward", "vpn"]),
    )


@pytest.mark.parametrize(
    "keys",
    [("devid", "logid", "subtype"), ("device_id", "log_id", "pri"), ("deviceId", "logId", "vd")],
)
@pytest.mark.parametrize("session", ["sessionid", "session_id"])
def test_the_device_that_writes_and_the_connections_through_it_are_nobody_s(find, keys, session):
    mail = logged("from", EMAILS)
    found = items(find, *of_appliance(*keys), logged(session, TOKENS), mail)
    assert found == {("from", "email")}


@pytest.mark.parametrize("key", ["device", "device_name", "device_model"])
def test_which_appliance_it_is_is_nobody_s_device(find, key):
    mail = logged("from", EMAILS)
    found = items(find, *of_appliance("devid", "log_id", "pri"), logged(key, ["SFW"] * 3), mail)
    assert found == {("from", "email")}


@pytest.mark.parametrize("key", ["localinterfaceip", "local_interface_ip", "s-ip"])
def test_the_address_of_an_interface_of_its_own_is_nobody_s(find, key):
    assert not items(find, logged(key, ["214.167.51.66", "214.167.51.67"]))


@pytest.mark.parametrize(
    "key",
    ["NAS-IP-Address", "server_ip_address", "target_addr", "target_port_list", "router_ip_addr"],
)
def test_the_address_of_a_server_that_serves_somebody_is_nobody_s(find, key):
    assert not items(find, logged(key, ["10.0.3.17", "10.0.3.18"]))


def test_the_fourth_version_of_the_protocol_speaks_for_an_address(find):
    found = items(find, logged("remoteIpDetails.ipAddressV4", ["203.0.113.7", "198.51.100.4"]))
    assert {item for _, item in found} == {"ip_address"}


def test_what_passes_through_an_appliance_has_devices_of_its_own(find):
    of_client = logged("client.device_id", ["a1b2c3d4e5f60718", "99b2c3d4e5f60aa8"])
    agent = logged("agent", ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0"])
    found = items(find, *of_appliance("devid", "logid", "subtype"), of_client, agent)
    assert {("client.device_id", "device_id"), ("agent", "device_info")} <= found


def test_a_device_that_writes_no_log_is_somebody_s(find):
    session = logged("session_id", TOKENS)
    found = items(find, logged("device_id", DEVICE), logged("log_id", ["1", "2"]), session)
    assert found == {("device_id", "device_id"), ("session_id", "session_token")}


@pytest.mark.parametrize("key", ["sessionId", "SESSIONID", "session_id"])
@pytest.mark.parametrize("values", [["105048", "100012", "3495"], ["0x7f8ecc0421f8", "0x88aab6c"]])
def test_a_number_or_a_place_in_memory_opens_no_session(find, key, values):
    assert not items(find, logged(key, values))


@pytest.mark.parametrize("key", ["cookies", "Cookies", "cookie"])
@pytest.mark.parametrize("between", "/:-")
def test_what_gateways_know_an_exchange_of_keys_by_is_no_cookie(find, key, between):
    values = [f"9091f4d4837ea71c{between}{end}" for end in ("0000000000000000", "d71409f32c496d13")]
    assert not items(find, logged(key, values))


@pytest.mark.parametrize("key", ["from", "contact", "(text)"])
def test_who_is_called_over_the_internet_is_a_login_and_no_address_of_mail(find, key):
    values = ['"Minsu" <sip:minsu.kim@pbx.example.com>;tag=77', "sips:jhkim92@example.com"]
    assert items(find, logged(key, values)) == {(key, "user_id")}


@pytest.mark.parametrize("key", ["ip", "src_ip", "clientIp", "login_ip"])
def test_addresses_kept_as_numbers_are_addresses_where_a_name_says_so(find, key):
    numbers = [str(3405803777 + step * 7919) for step in range(20)]
    assert items(find, logged(key, numbers)) == {(key, "ip_address")}
    assert not items(find, logged("bytes", numbers))


def test_machines_with_several_hyphens_in_capitals_are_no_logins(find):
    assert not items(find, logged("cn", ["TR-DC-FW-INT-5600", "TR-DC-FW-EXT-5601"]))
    assert items(find, logged("cn", ["KIM-MINSU7", "jiyoung-lee-17"])) == {("cn", "user_id")}


def test_the_number_of_a_job_is_no_login(find):
    assert not items(find, logged("jid", ["06aeaa3b0aadacf9981f368e", "17beaa3b0aadacf9981f369f"]))


def test_credentials_that_a_framework_left_out_are_no_password(find):
    assert not items(find, logged("Credentials", ["PROTECTED"] * 3), logged("password", ["***"]))


@pytest.mark.parametrize(
    "key",
    [
        "privateIpAddress",
        "responseElements.instancesSet.items[].privateIpAddress",
        "resource.instanceDetails.networkInterfaces[].privateIpAddress",
        "resource.instanceDetails.networkInterfaces[].privateIpAddresses[].privateIpAddress",
        "resource.instanceDetails.networkInterfaces[].publicIp",
        "networkInterfaceSet.items[].privateIpAddressesSet.item[].privateIpAddress",
        "instance.ip_address",
    ],
)
def test_the_address_of_a_machine_in_a_cloud_is_nobody_s(find, key):
    assert not items(find, logged(key, ["10.0.3.17", "10.0.3.18", "203.0.113.15"]))


@pytest.mark.parametrize(
    "key", ["networkInterfaces[].macAddress", "networkInterfaceSet.items[].mac"]
)
def test_the_hardware_of_a_machine_in_a_cloud_is_nobody_s(find, key):
    assert not items(find, logged(key, ["06:3c:f5:a1:10:01", "06:3c:f5:a1:10:02"]))


@pytest.mark.parametrize("key", ["err.address", "error.address", "error.cause.address", "err.ip"])
def test_the_address_that_could_not_be_reached_is_a_server_s(find, key):
    assert not items(find, logged(key, ["10.0.3.17", "10.0.3.18"]))


@pytest.mark.parametrize(
    "key", ["private_ip", "clientPrivateIp", "session.instance_user.ip", "error.remote_ip"]
)
def test_the_private_address_of_who_came_is_somebody_s(find, key):
    assert items(find, logged(key, ["10.0.3.17", "10.0.3.18"])) == {(key, "ip_address")}


@pytest.mark.parametrize("key", ["v", "request.query.v", "asset.v"])
def test_a_version_called_by_one_letter_is_no_address(find, key):
    assert not items(find, logged(key, ["1.2.3.4", "5.12.0.3", "10.4.0.17"]))


def test_the_station_that_a_client_calls_is_an_access_point(find):
    points = ["00-1A-1E-5F-10-01:office", "00-1A-1E-5F-10-02:office"]
    callers = ["58-CB-52-AA-10-01", "58-CB-52-AA-10-02"]
    found = items(find, logged("Called-Station-Id", points), logged("Calling-Station-Id", callers))
    assert found == {("Calling-Station-Id", "mac_address")}


@pytest.mark.parametrize(
    "key", ["host.ip[]", "service.host", "tries[].ip", "upstream.address", "server_host"]
)
@pytest.mark.parametrize("address", ["10.0.0.5", "203.0.113.5", "fd00:10::5", "2001:db8::5"])
def test_the_machine_that_writes_and_what_it_reaches_for_are_nobody_s(find, key, address):
    assert not items(find, logged(key, [address] * 3))


@pytest.mark.parametrize("key", ["client.host", "host", "source.ip", "client.address"])
@pytest.mark.parametrize("address", ["10.1.2.3", "203.0.113.7", "2001:db8::7"])
def test_where_somebody_comes_from_may_be_called_a_host_as_well(find, key, address):
    assert items(find, logged(key, [address] * 3)) == {(key, "ip_address")}


def test_the_number_of_a_process_is_no_login(find):
    assert not items(find, logged("worker_id", ["puma_3", "puma_0", "worker-7"]))


REALM = "CORP.EXAMPLE.COM"


@pytest.mark.parametrize(
    "said",
    [
        f"AS_REQ 203.0.113.7: ISSUE: authtime 7, minsu77@{REALM} for krbtgt/{REALM}@{REALM}",
        f"TGS_REQ: ISSUE: minsu77@{REALM} for host/web1.example.com@{REALM}",
        f"Authorized to minsu77, krb5 principal minsu77@{REALM} (krb5_kuserok)",
        f"Auth successful for minsu77@{REALM} (auth:KERBEROS)",
    ],
)
def test_whom_kerberos_knows_is_a_login_and_no_address_of_mail(find, said):
    found = items(find, logged("(text)", [said] * 3))
    assert found - {("(text)", "ip_address")} == {("(text)", "user_id")}


@pytest.mark.parametrize(
    "said",
    [
        f"for host/web1.example.com@{REALM}",
        f"WEB1$@{REALM} for krbtgt/{REALM}@{REALM}",
        f"kadm5_get_principal, HTTP/web1.example.com@{REALM}, success",
    ],
)
def test_services_and_machines_that_kerberos_knows_are_nobody(find, said):
    assert not items(find, logged("(text)", [said] * 3))


def test_mail_written_in_capitals_stays_mail(find):
    found = items(find, logged("(text)", ["sent to KIM@EXAMPLE.COM", "from /u/lee@example.org"]))
    assert found == {("(text)", "email")}


def test_a_shop_s_number_at_a_payment_gateway_is_no_member_s(find):
    assert not items(find, logged("mId", ["tosspayments", "tvivarepublica4"] * 3))


def test_the_name_of_a_worker_is_a_program_s_unless_it_is_built_like_a_name(find):
    beside = logged("email", EMAILS)
    found = items(find, logged("workerName", ["node0", "node1", "node2"]), beside)
    assert found == {("email", "email")}


def test_who_asked_amazon_is_no_name(find):
    values = [f"arn:aws:iam::123456789012:user/{login}" for login in ("minsu.kim", "jhkim92")]
    found = items(find, logged("requester", values * 3))
    assert found == {("requester", "user_id")}
