"""Schemas of well-known programs, judged by name only: what is personal in them and what is not.

The tables are excerpts of the published schemas of MySQL's Sakila, WordPress, GNUBoard 5, the
Korean e-government standard framework, Keycloak and Chinook, or recalled from memory (Moodle, Odoo,
OpenMRS, Jira, a Korean ERP and others); the items are our own reading.
"""

import pytest

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

SCHEMAS = {
    "sakila.customer": {
        "customer_id smallint": None,
        "store_id tinyint": None,
        "first_name varchar(45)": "name",
        "last_name varchar(45)": "name",
        "email varchar(50)": "email",
        "address_id smallint": None,
        "active tinyint(1)": None,
        "create_date datetime": None,
        "last_update timestamp": None,
    },
    "sakila.address": {
        "address varchar(50)": "address",
        "address2 varchar(50)": "address",
        "district varchar(20)": "address",
        "city_id smallint": None,
        "postal_code varchar(10)": "postal_code",
        "phone varchar(20)": "phone",
    },
    "sakila.film": {
        "title varchar(128)": None,
        "description text": None,
        "release_year year": None,
        "language_id tinyint": None,
        "rental_duration tinyint": None,
        "length smallint": None,
        "rating varchar(5)": None,
        "special_features varchar(60)": None,
    },
    "sakila.category": {"category_id int": None, "name varchar(25)": None},
    "sakila.city": {"city varchar(50)": None, "country_id int": None},
    "sakila.staff": {
        "picture blob": "photo",
        "username varchar(16)": "user_id",
        "password varchar(40)": "password",
    },
    "wordpress.wp_users": {
        "user_login varchar(60)": "user_id",
        "user_pass varchar(255)": "password",
        "user_email varchar(100)": "email",
        "user_registered datetime": None,
        "user_status int": None,
    },
    "wordpress.wp_comments": {
        "comment_author_email varchar(100)": "email",
        "comment_author_IP varchar(100)": "ip_address",
        "comment_date datetime": None,
        "comment_approved varchar(20)": None,
        "comment_type varchar(20)": None,
        "comment_agent varchar(255)": "device_info",
    },
    "wordpress.wp_options": {"option_name varchar(191)": None, "autoload varchar(20)": None},
    "gnuboard.g5_member": {
        "mb_id varchar(20)": "user_id",
        "mb_password varchar(255)": "password",
        "mb_name varchar(255)": "name",
        "mb_nick varchar(255)": "nickname",
        "mb_nick_date date": None,
        "mb_email varchar(255)": "email",
        "mb_sex char(1)": "gender",
        "mb_birth varchar(255)": "birth_date",
        "mb_tel varchar(255)": "phone",
        "mb_hp varchar(255)": "phone",
        "mb_addr1 varchar(255)": "address",
        "mb_zip1 char(3)": "postal_code",
        "mb_level tinyint": None,
        "mb_point int": None,
        "mb_login_ip varchar(255)": "ip_address",
        "mb_mailling tinyint": None,
        "mb_sms tinyint": None,
        "mb_email_certify datetime": None,
    },
    "egov.comtngnrlmber": {
        "MBER_ID varchar(20)": "user_id",
        "PASSWORD varchar(200)": "password",
        "PASSWORD_HINT varchar(100)": None,
        "IHIDNUM varchar(200)": "resident_registration_number",
        "MBER_NM varchar(50)": "name",
        "ZIP varchar(6)": "postal_code",
        "ADRES varchar(100)": "address",
        "AREA_NO varchar(4)": None,
        "MBER_STTUS varchar(15)": None,
        "DETAIL_ADRES varchar(100)": "address",
        "END_TELNO varchar(4)": "phone",
        "MBTLNUM varchar(20)": "phone",
        "MBER_FXNUM varchar(20)": "phone",
        "MBER_EMAIL_ADRES varchar(50)": "email",
        "SEXDSTN_CODE char(1)": "gender",
        "SBSCRB_DE datetime": None,
    },
    "keycloak.user_entity": {
        "email varchar(255)": "email",
        "email_constraint varchar(255)": None,
        "email_verified boolean": None,
        "enabled boolean": None,
        "first_name varchar(255)": "name",
        "username varchar(255)": "user_id",
        "created_timestamp bigint": None,
        "realm_id varchar(255)": None,
        "not_before int": None,
    },
    "chinook.Customer": {
        "FirstName nvarchar(40)": "name",
        "Company nvarchar(80)": "company_name",
        "Address nvarchar(70)": "address",
        "City nvarchar(40)": "address",
        "PostalCode nvarchar(10)": "postal_code",
        "Phone nvarchar(24)": "phone",
        "Fax nvarchar(24)": "phone",
        "SupportRepId integer": None,
    },
    "chinook.Employee": {
        "BirthDate datetime": "birth_date",
        "HireDate datetime": None,
        "ReportsTo integer": None,
    },
    "chinook.Track": {
        "Name nvarchar(200)": None,
        "Composer nvarchar(220)": None,
        "Milliseconds integer": None,
        "Bytes integer": None,
        "UnitPrice numeric(10,2)": None,
    },
    "chinook.Playlist": {"Name nvarchar(120)": None},
    "gnuboard.g5_board": {
        "bo_table varchar(20)": None,
        "bo_subject varchar(255)": None,
        "bo_use_email varchar(255)": None,
        "bo_use_sns varchar(255)": None,
        "bo_upload_size int": None,
    },
    "gnuboard.g5_shop_order": {
        "od_name varchar(20)": "name",
        "od_deposit_name varchar(20)": "name",
        "od_addr_jibeon varchar(255)": "address",
        "od_b_hp varchar(20)": "phone",
        "od_pwd varchar(255)": "password",
        "od_bank_account varchar(255)": "bank_account",
        "od_cart_price int": None,
        "od_status varchar(255)": None,
    },
    "magento.sales_order": {
        "base_tax_amount decimal(20,4)": None,
        "base_discount_amount decimal(20,4)": None,
        "weight decimal(12,4)": None,
        "send_email smallint": None,
        "customer_taxvat varchar(32)": "tax_id",
        "customer_email varchar(128)": "email",
        "remote_ip varchar(45)": "ip_address",
        "store_name varchar(255)": None,
    },
    "magento.sales_order_payment": {
        "cc_exp_month varchar(12)": "credit_card",
        "cc_last_4 varchar(100)": "credit_card",
        "echeck_routing_number varchar(32)": "bank_account",
        "po_number varchar(32)": None,
    },
    "adventureworks.CreditCard": {
        "CardNumber nvarchar(25)": "credit_card",
        "ExpMonth tinyint": "credit_card",
        "ExpYear smallint": "credit_card",
        "ModifiedDate datetime": None,
    },
    "odoo.res_partner": {
        "email_normalized varchar": "email",
        "phone_sanitized varchar": "phone",
        "is_company boolean": None,
        "industry_id int": None,
        "vat varchar": "tax_id",
        "street2 varchar": "address",
    },
    "moodle.mdl_user": {
        "firstaccess bigint": "usage_record",
        "currentlogin bigint": "usage_record",
        "lastip varchar(45)": "ip_address",
        "mailformat tinyint": None,
        "timecreated bigint": None,
        "institution varchar(255)": "company_name",
    },
    "kr_public.tb_stats": {
        "crtr_ymd char(8)": None,
        "ctpv_nm varchar(40)": None,
        "sgg_nm varchar(40)": None,
        "popltn_cnt numeric": None,
        "mng_inst_telno varchar(11)": "phone",
    },
    "moodle.mdl_user_names": {
        "lastnamephonetic varchar(255)": "name",
        "firstnamephonetic varchar(255)": "name",
        "idnumber varchar(255)": "tax_id",
    },
    "moodle.mdl_course": {"fullname varchar(254)": None, "idnumber varchar(100)": None},
    "discourse.users": {"username_lower varchar(60)": "user_id"},
    "discourse.posts": {"post_number int": None},
    "odoo.mail_message": {"email_from varchar": "email", "email_cc varchar": "email"},
    "odoo.hr_employee": {"ssnid varchar": "tax_id"},
    "openmrs.users": {"secret_answer varchar(255)": "password"},
    "openmrs.person_address": {"city_village varchar(255)": "address"},
    "woocommerce.wc_orders": {"payment_method_title text": "payment_record"},
    "keycloak.credential": {"secret_data text": None},
    "jira.cwd_user": {
        "CREDENTIAL varchar(255)": "password",
        "lower_user_name varchar(255)": "user_id",
        "lower_email_address varchar(255)": "email",
    },
    "egov.COMTNEMPLYRINFO": {"PASSWORD_CNSR varchar(100)": "password"},
    "erp.TB_EMP_MST": {
        "EMP_NO varchar(10)": "user_id",
        "EMP_NM_CHN varchar(50)": "name",
        "POS_NM varchar(20)": "job",
        "NAT_CD varchar(3)": "nationality",
        "DISABLE_GRADE varchar(2)": "health",
    },
    "hospital.JINRYO": {
        "JINRYO_NO bigint": None,
        "SANGBYUNG_NM varchar(100)": "health",
        "UISA_NAME varchar(30)": "name",
    },
    "academy.HAKSAENG": {"YEGEUMJU varchar(20)": "name", "SUNGJUK int": "education"},
    "sap.PA0002": {
        "PERNR char(8)": "user_id",
        "NACHN char(40)": "name",
        "VORNA char(40)": "name",
        "GBDAT date": "birth_date",
        "GESCH char(1)": "gender",
    },
    "sap.KNA1": {
        "STRAS char(35)": "address",
        "PSTLZ char(10)": "postal_code",
        "TELF1 char(16)": "phone",
        "ERDAT date": None,
    },
    "shopify.customers_export": {
        "Default_Address_City text": "address",
        "Default_Address_Zip text": "postal_code",
        "Default_Address_Phone text": "phone",
    },
    "activedirectory.users": {"sAMAccountName text": "user_id", "pwdLastSet bigint": None},
    "insurance.contract": {
        "plyhd_nm varchar(30)": "name",
        "bnfc_rel_cd varchar(2)": "family",
        "vhcl_no varchar(20)": "vehicle_number",
        "co_nm varchar(50)": "company_name",
    },
    "eccube.dtb_customer": {"kana01 varchar(255)": "name", "payment_total int": "payment_record"},
}


@pytest.mark.parametrize("table", SCHEMAS)
def test_a_known_schema_is_read_as_its_authors_meant_it(table):
    rulebook = load_rulebook()
    judge = Judge(rulebook.items, rulebook.rules, name_reader(rulebook))
    evidence, expected = [], {}
    for column, item in SCHEMAS[table].items():
        name, kind = column.split(" ")
        path = (*table.split("."), name)
        evidence.append(FieldEvidence(Field("s", path, kind, schemas=1), 0, 0, 0, 0, {}, {}))
        if item:
            expected[name] = item
    found = {finding.field.name: finding.item for finding in judge.findings(evidence, 0.5)}
    assert found == expected
