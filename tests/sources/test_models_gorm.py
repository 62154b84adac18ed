"""Models of GORM, and structs of Go that are none."""

from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.kinds import framework_of
from pii_scan.sources.models.reading import read_models

GORM = """
package model

import (
	"time"

	"gorm.io/gorm"
)

type Base struct {
	ID        uint `gorm:"primaryKey"`
	CreatedAt time.Time
}

type Sex string

// Rider takes orders.
type Rider struct {
	Base
	FullName  string     `json:"fullName" gorm:"column:name;size:80;not null;comment:이름"`
	Mobile    *string    `gorm:"type:varchar(20)" json:"mobile"` // 휴대폰 번호
	BirthDate *time.Time
	IDNumber  string
	Sex       Sex        `gorm:"size:1"`
	Pay       float64    `gorm:"type:decimal(10,2);default:0;comment:급여;"`
	Photo     []byte
	TeamID    *uint
	Team      Team       `gorm:"foreignKey:TeamID"`
	Orders    []Order
	Home      Address    `gorm:"embedded;embeddedPrefix:home_"`
	Token     string     `gorm:"-"`
	secret    string
	DeletedAt gorm.DeletedAt `gorm:"index"`
}

type Address struct {
	Street, City string
}

type Team struct {
	gorm.Model
	Name string
}

func (Team) TableName() string {
	return "hr.squads"
}

type Order struct {
	gorm.Model
	Memo string `gorm:"type:text"`
}

type LoginRequest struct {
	Email string `json:"email"`
}
"""


def test_gorm(columns):
    assert columns(model_DOT_go=GORM) == {
        ("riders", "id"): ("bigint", False, None),
        ("riders", "created_at"): ("timestamp", True, None),
        ("riders", "name"): ("varchar(80)", False, "이름"),
        ("riders", "mobile"): ("varchar(20)", True, "휴대폰 번호"),
        ("riders", "birth_date"): ("timestamp", True, None),
        ("riders", "id_number"): ("text", True, None),
        ("riders", "sex"): ("varchar(1)", True, None),
        ("riders", "pay"): ("decimal(10,2)", True, "급여"),
        ("riders", "photo"): ("bytea", True, None),
        ("riders", "team_id"): ("bigint", True, None),
        ("riders", "home_street"): ("text", True, None),
        ("riders", "home_city"): ("text", True, None),
        ("riders", "deleted_at"): ("timestamp", True, None),
        ("squads", "id"): ("bigint", False, None),
        ("squads", "created_at"): ("timestamp", True, None),
        ("squads", "updated_at"): ("timestamp", True, None),
        ("squads", "deleted_at"): ("timestamp", True, None),
        ("squads", "name"): ("text", True, None),
        ("orders", "id"): ("bigint", False, None),
        ("orders", "created_at"): ("timestamp", True, None),
        ("orders", "updated_at"): ("timestamp", True, None),
        ("orders", "deleted_at"): ("timestamp", True, None),
        ("orders", "memo"): ("text", True, None),
    }


def test_what_go_sends_and_does_not_store_is_no_table():
    text = 'package api\n\ntype Login struct {\n\tEmail string `json:"email"`\n}\n'
    assert framework_of("login.go", text) is None
    assert framework_of("main.go", "package main\n\nfunc main() {}\n") is None


@given(st.text(alphabet="@()[]{}<>:;=,.\"'`#?/*\n typestructmodelclass t", max_size=160))
def test_no_text_makes_the_reader_fail(text):
    text = "import gorm.io/gorm\ntype X struct {" + text
    assert framework_of("a.go", text) is not None
    list(read_models([SourceText("a.go", text)]))
