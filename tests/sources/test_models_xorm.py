"""Models of XORM, which says in tags of Go what GORM says in others."""

from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.kinds import framework_of
from pii_scan.sources.models.reading import read_models

XORM = """
package model

import "xorm.io/xorm"

type Rider struct {
	ID        int64     `xorm:"pk autoincr"`
	Login     string    `xorm:"varchar(40) notnull unique"`
	FullName  string    `xorm:"'name' not null comment('이름')" json:"full_name"`
	Mobile    string    `xorm:"mobile_no varchar(20)"` // 휴대폰 번호
	Pay       float64   `xorm:"decimal(10,2) default 0"`
	Birth     time.Time `xorm:"date"`
	Tags      []string  `xorm:"json"`
	Homes     map[string]string
	Extra     `xorm:"extends"`
	Token     string    `xorm:"-"`
	secret    string
	CreatedAt time.Time `xorm:"created"`
}

type Extra struct {
	WeChat string `xorm:"wechat varchar(100)"`
}

type Team struct {
	Name string `xorm:"index"`
}

func (t *Team) TableName() string { return "teams" }

type Form struct {
	Email string `json:"email"`
}
"""


def test_xorm(columns):
    assert columns(model_DOT_go=XORM) == {
        ("rider", "id"): ("bigint", False, None),
        ("rider", "login"): ("varchar(40)", False, None),
        ("rider", "name"): ("varchar(255)", False, "이름"),
        ("rider", "mobile_no"): ("varchar(20)", True, "휴대폰 번호"),
        ("rider", "pay"): ("decimal(10,2)", True, None),
        ("rider", "birth"): ("date", True, None),
        ("rider", "tags"): ("json", True, None),
        ("rider", "homes"): ("json", True, None),
        ("rider", "wechat"): ("varchar(100)", True, None),
        ("rider", "created_at"): ("timestamp", True, None),
        ("teams", "name"): ("varchar(255)", True, None),
    }


@given(st.text(alphabet="@()[]{}<>:;=,.\"'`#?/*\n xormtypestruct t", max_size=160))
def test_no_text_makes_the_reader_fail(text):
    text = 'type X struct {\n A string `xorm:"text"`\n' + text
    assert framework_of("a.go", text) is not None
    list(read_models([SourceText("a.go", text)]))
