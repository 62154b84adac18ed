"""What programs and databases never seen before taught, as rules, in tables of our own."""

import pytest

from pii_scan.model import Field

TEXT = "varchar(100)"


@pytest.fixture
def items(find):
    """The items of the columns of one table: (name, type) or (name, type, comment)."""

    def of(table, *columns):
        fields = [
            Field("db", (table, name), kind, comment=c) for name, kind, c in map(_full, columns)
        ]
        found = find.of([(field, []) for field in fields])
        return dict(found.keys())

    return of


def _full(column):
    return (*column, None)[:3] if isinstance(column, tuple) else (column, TEXT, None)


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        # Abbreviations of Korean systems.
        ("tb_cust", "NTLT_CD", "nationality"),
        ("tb_cust", "ANSAL_AMT", "income"),
        ("tb_cust", "HNDPHN_NO", "phone"),
        ("tb_cust", "RCVPRSN_MPNO", "phone"),
        ("tb_cust", "FRST_RGPR_ID", "user_id"),
        ("tb_cust", "LAST_CHPR_ID", "user_id"),
        ("tb_cntr", "CNTRR_NM", "name"),
        ("tb_cntr", "BNFR_NM", "name"),
        ("tb_cntr", "PD_NM", None),
        ("tb_clm", "DGNS_NM", "health"),
        ("tb_clm", "CHSS_NO", "vehicle_number"),
        ("tb_acs_log", "BRWS_INFO", "device_info"),
        ("member", "MRRG_AT", "family"),
        ("branch", "BRCH_NM", None),
        # Korean in Latin letters, which has several spellings.
        ("hr_insa", "JONGGYO", "religion"),
        ("hr_insa", "HYULAK", "health"),
        ("hr_insa", "JIKGUP_CD", "job"),
        ("hr_insa", "IPHAK_YM", "education"),
        ("pay_month", "SILJIGUB", "income"),
        ("pay_month", "GUKMIN_YUNGUM", "income"),
        ("hr_guntae", "CHULGUN_TIME", "usage_record"),
        ("hr_buseo", "BUSEO_CD", None),
        # English.
        ("patients", "ss", "tax_id"),
        ("clock", "ss", None),
        ("patients", "federaltaxid", "tax_id"),
        ("facilities", "federal_ein", None),
        ("users", "alternatename", "name"),
        ("users", "find_account_answer", "password"),
        ("clients", "securityqans", "password"),
        ("contacts", "nationality_country", "nationality"),
        ("contacts", "custody", "family"),
        ("vitals", "waist_circ", "health"),
        ("recording_log", "filename", "voice_recording"),
        ("upload_log", "filename", None),
        ("users", "user_hash", None),
        ("users", "message_signature", None),
        ("adminlog", "action", "usage_record"),
        ("tickets", "message", "chat_message"),
        ("directdebit", "account", "bank_account"),
        ("orders", "consignee", "name"),
        ("users", "totpkey", "password"),
        # Tables that begin with what says nothing, in one word with the rest.
        ("tblactivitylog", "ipaddr", "ip_address"),
        ("tblclients", "name", "name"),
    ],
)
def test_what_a_name_means_in_its_table(items, table, name, item):
    assert items(table, name) == ({name: item} if item else {})


@pytest.mark.parametrize(
    ("name", "comment", "item"),
    [
        ("ipaddr", "登录IP地址", "ip_address"),
        ("path", "路由地址", None),
        ("create_by", "创建者", "user_id"),
        ("browser", "浏览器类型", "device_info"),
        ("os", "操作系统", "os_info"),
        ("place", "登录地点", "location"),
        ("addr", "联系地址", "address"),
        ("d037", "수령인휴대전화고유번호", "phone"),
        ("creater", "登録者", "user_id"),
        ("carrier", "发货快递公司", None),
        ("poor", "저소득층 여부", "income"),
    ],
)
def test_what_a_comment_says(items, name, comment, item):
    assert items("t_record", (name, TEXT, comment)) == ({name: item} if item else {})


@pytest.mark.parametrize(
    ("kind", "is_one"),
    [
        ("varchar(10)", True),
        ("char(20)", True),
        ("varchar(255)", False),
        ("char(36)", False),
        ("int", False),
    ],
)
@pytest.mark.parametrize("name", ["USER_ID", "CNSLR_ID", "EMP_ID"])
def test_an_id_of_short_texts_is_a_login_wherever_it_stands(items, name, kind, is_one):
    assert items("coupon_hold", (name, kind)) == ({name: "user_id"} if is_one else {})


def test_a_number_does_not_say_what_the_user_name_beside_it_is(items):
    columns = [("emp_number", "int"), ("user_name", TEXT), ("user_password", TEXT)]
    assert items("accounts", *columns)["user_name"] == "user_id"
    assert items("accounts", ("user_id", "varchar(20)"), "user_name")["user_name"] == "name"


def test_a_word_that_all_columns_end_with_stays_where_it_says_what_they_are(items):
    columns = ["from_email", "to_email", "cc_email", "assigned_user_email", "email_flag"]
    found = items("emaildetails", *columns)
    assert {name: found.get(name) for name in columns[:4]} == dict.fromkeys(columns[:4], "email")


@pytest.mark.parametrize("table", ["ohrm_location", "glpi_locations", "tb_branch", "venues"])
def test_places_have_a_name_and_an_address_of_their_own(items, table):
    assert items(table, "name", "building", "province", "city", "latitude") == {}


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("user_location", ["name", "city", "latitude"]),
        ("location", ["city", "state", "line_one"]),
        ("location", ["name", "user_id", "city"]),
    ],
)
def test_places_of_somebody_are_that_persons(items, table, columns):
    assert items(table, *columns)["city"] == "address"


@pytest.mark.parametrize("table", ["tickets", "service_requests", "subscriptions", "computers"])
def test_what_has_a_name_of_its_own_is_called_nobodys(items, table):
    assert items(table, "name", "status") == {}


def test_who_asks_is_named_where_somebody_can_be_reached(items):
    assert items("tickets", "name", "email")["name"] == "name"


@pytest.mark.parametrize("table", ["servers", "tb_node", "printers", "서버"])
def test_an_address_of_a_machine_is_nobodys(items, table):
    assert items(table, "ip_address", "hostname") == {}


def test_who_used_a_machine_is_somebody(items):
    assert items("servers", "admin_ip") == {"admin_ip": "ip_address"}
    assert items("server_access", "ip") == {"ip": "ip_address"}


def test_products_can_be_paid_in_a_way(items):
    assert items("products", "paytype", "description") == {}
    assert items("invoices", "paytype") == {"paytype": "payment_record"}


@pytest.mark.parametrize("table", ["schools", "tb_departments"])
def test_a_list_of_schools_is_nobodys_schooling(items, table):
    assert items(table, "title", "www_address", "sort_order") == {}


def test_children_beside_adults_are_heads(items):
    assert items("bookings", ("adults", "int"), ("children", "int")) == {}
    assert items("employees", ("children", "int")) == {"children": "family"}


@pytest.mark.parametrize(
    ("table", "column", "item"),
    [
        ("leads", ("middle_initial", "varchar(1)"), "name"),
        ("leads", ("rank", "int"), None),
        ("staff", ("rank", "varchar(20)"), "job"),
        ("address", ("house_no", "decimal(5,0)"), "address"),
        ("patients", ("hipaa_voice", "varchar(3)"), None),
        ("members", ("postnum", "int"), None),
    ],
)
def test_a_type_can_hold_what_a_name_says(items, table, column, item):
    assert items(table, column) == ({column[0]: item} if item else {})


def test_a_list_of_jobs_behind_a_prefix_is_nobodys(items):
    assert items("ohrm_job_title", "job_title", "job_description", "note") == {}


def _links(hosts):
    return [f"http://{hosts[n % len(hosts)]}/rec/{n:06}.mp3" for n in range(60)]


def test_a_host_in_every_link_is_a_server(find):
    assert find({"link": _links(["10.10.1.5"])}) == {}


def test_many_hosts_in_texts_are_people(find):
    hosts = [f"203.0.113.{n}" for n in range(30)]
    assert ("link", "ip_address") in find({"link": _links(hosts)})
