"""Models and migrations of programs: each framework's own way to say what a table holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.errors import SourceError
from pii_scan.model import Coverage, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.ddl.source import read_columns
from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.kinds import SUFFIXES
from pii_scan.sources.models.reading import read_models
from pii_scan.sources.opening import open_source


def _columns(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    columns, skipped = read_columns([tmp_path])
    assert skipped == ()
    return {(c.table, c.column): (c.type, c.nullable, c.comment) for c in columns}


PRISMA_OF_MANY_FILES = """
enum Sex {
  F
}
model Lead {
  name     String
  sexes    Sex[]
  stage    Stage
  notes    Note[]
  owner    Person  @relation(fields: [ownerId], references: [id])
}
"""


def test_what_another_file_of_prisma_defines_is_a_relation(tmp_path):
    found = _columns(tmp_path, lead_DOT_prisma=PRISMA_OF_MANY_FILES)
    assert {column: type_ for (_, column), (type_, *_) in found.items()} == {
        "name": "text",
        "sexes": "enum[]",
        "stage": "enum",
    }


PRISMA = """
datasource db { provider = "postgresql" }
enum Sex {
  MALE
  FEMALE
}
model Member {
  id        Int      @id @default(autoincrement())
  /// 이메일
  email     String   @unique @db.VarChar(100)
  realName  String?  @map("real_name") // 실명
  homepage  String   @default("https://example.com//x")
  sex       Sex?
  tags      String[]
  joinedAt  DateTime @default(now()) @db.Timestamptz(6)
  // left  String
  orders    Order[]
  profile   Profile?
  @@map("members")
  @@index([email])
}
model Order {
  memberId  Int
  member    Member   @relation(fields: [memberId], references: [id])
}
model Profile {
  bio String
}
"""


def test_prisma(tmp_path):
    assert _columns(tmp_path, schema_DOT_prisma=PRISMA) == {
        ("members", "id"): ("integer", False, None),
        ("members", "email"): ("varchar(100)", False, "이메일"),
        ("members", "real_name"): ("text", True, "실명"),
        ("members", "homepage"): ("text", False, None),
        ("members", "sex"): ("enum", True, None),
        ("members", "tags"): ("text[]", False, None),
        ("members", "joinedAt"): ("timestamptz(6)", False, None),
        ("Order", "memberId"): ("integer", False, None),
        ("Profile", "bio"): ("text", False, None),
    }


RAILS = """
ActiveRecord::Schema[7.1].define(version: 2026_01_01_000000) do
  enable_extension "plpgsql"
  create_table "members", force: :cascade, comment: "회원" do |t|
    t.string "email", limit: 100, default: "", null: false
    t.string :first_name, :last_name
    t.text "memo", comment: "상담, 메모"
    t.column "phone", "string", null: false # 휴대폰 번호
    t.references :team, foreign_key: true
    t.decimal "pay", precision: 8, scale: 2,
      null: false
    t.datetime "left_at", precision: nil
    t.index ["email"], name: "index_members_on_email", unique: true
  end
  add_foreign_key "members", "teams"
end
"""
MIGRATION = """
class ChangeMembers < ActiveRecord::Migration[7.1]
  def up
    add_column :members, :birth_date, :date
    remove_column :members, :memo, :text
    rename_column :members, :phone, :mobile
    change_column_null :members, :first_name, false
    create_table :notes do |t|
      t.string :title
      t.timestamps
    end
  end

  def down
    drop_table :notes
    remove_column :members, :birth_date
  end
end
"""


def test_rails(tmp_path):
    found = _columns(tmp_path, db__1_schema_DOT_rb=RAILS, db__2_change_members_DOT_rb=MIGRATION)
    assert found == {
        ("members", "email"): ("varchar(100)", False, None),
        ("members", "first_name"): ("varchar", False, None),
        ("members", "last_name"): ("varchar", True, None),
        ("members", "mobile"): ("varchar", False, "휴대폰 번호"),
        ("members", "team_id"): ("bigint", True, None),
        ("members", "pay"): ("decimal", False, None),
        ("members", "left_at"): ("timestamp", True, None),
        ("members", "birth_date"): ("date", True, None),
        ("notes", "title"): ("varchar", True, None),
        ("notes", "created_at"): ("timestamp", False, None),
        ("notes", "updated_at"): ("timestamp", False, None),
    }


DJANGO_BASE = """
from django.db import models


class Dated(models.Model):
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class NoModel:
    name = "x"
"""
DJANGO = """
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from .base import Dated


class User(AbstractUser):
    phone = models.CharField(_('휴대폰'), max_length=11, null=True)


class Application(Dated):
    name = models.CharField(max_length=50, verbose_name='성명')
    email = models.EmailField()  # 이메일
    user = models.ForeignKey(User, verbose_name='회원', on_delete=models.CASCADE)
    teams = models.ManyToManyField('Team')
    scan = models.FileField(upload_to='x', db_column='scan_path')
    STATES = [('A', 'a')]

    class Meta:
        db_table = 'contest_application'


class Seen(Application):
    class Meta:
        proxy = True
"""


def test_django(tmp_path):
    found = _columns(tmp_path, app__models_DOT_py=DJANGO, app__base_DOT_py=DJANGO_BASE)
    assert found == {
        ("user", "password"): ("varchar(128)", False, None),
        ("user", "last_login"): ("timestamp", False, None),
        ("user", "username"): ("varchar(150)", False, None),
        ("user", "first_name"): ("varchar(150)", False, None),
        ("user", "last_name"): ("varchar(150)", False, None),
        ("user", "email"): ("varchar(254)", False, None),
        ("user", "phone"): ("varchar(11)", True, "휴대폰"),
        ("contest_application", "made_at"): ("timestamp", False, None),
        ("contest_application", "name"): ("varchar(50)", False, "성명"),
        ("contest_application", "email"): ("varchar(254)", False, "이메일"),
        ("contest_application", "user_id"): ("bigint", False, "회원"),
        ("contest_application", "scan_path"): ("varchar(100)", False, None),
    }


DJANGO_MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            name='OldMember',
            fields=[
                ('id', models.BigAutoField(primary_key=True)),
                ('tel', models.CharField(max_length=20)),
                ('memo', models.TextField()),
            ],
        ),
        migrations.AddField(model_name='oldmember', name='x', field=models.TextField()),
        migrations.AddField(
            model_name='OldMember', name='birth', field=models.DateField(null=True)
        ),
        migrations.RenameField(model_name='OldMember', old_name='tel', new_name='phone'),
        migrations.RemoveField(model_name='OldMember', name='memo'),
        migrations.RenameModel(old_name='OldMember', new_name='Member'),
        migrations.RunPython(print),
    ]
"""


def test_django_migration(tmp_path):
    found = _columns(tmp_path, app__migrations__0001_initial_DOT_py=DJANGO_MIGRATION)
    assert found[("member", "phone")] == ("varchar(20)", False, None)
    assert found[("member", "birth")] == ("date", True, None)
    assert ("member", "memo") not in found


SQLALCHEMY = """
from typing import Optional
import sqlalchemy as sa
from sqlalchemy import Column, String, Table
from sqlmodel import Field, SQLModel


class Mixin:
    made_at = Column(sa.DateTime, nullable=False)


class Member(Mixin, Base):
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), comment="이메일")
    phone: Mapped[str | None]
    birth: Mapped[Optional["date"]] = mapped_column("birth_date", sa.Date)
    team_id = Column(sa.ForeignKey("teams.id"))
    pay = db.Column(db.Numeric(10, 2), nullable=False)  # 급여
    team: Mapped["Team"] = relationship(back_populates="members")

    def __repr__(self):
        return "x"


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    real_name: str = Field(max_length=50)


class HeroRead(SQLModel):
    secret: str


logins = Table("logins", metadata, Column("ip", sa.String(45)), Column("at", sa.DateTime))
"""
ALEMBIC = """
from alembic import op
import sqlalchemy as sa

def upgrade():
    op.create_table('notes', sa.Column('author_email', sa.String(80), nullable=False))
    op.add_column('members', sa.Column('gender', sa.CHAR(1)))
    op.drop_column('members', 'pay')

def downgrade():
    op.drop_table('notes')
"""


def test_sqlalchemy(tmp_path):
    found = _columns(tmp_path, a_models_DOT_py=SQLALCHEMY, b_alembic_DOT_py=ALEMBIC)
    assert found == {
        ("logins", "ip"): ("varchar(45)", True, None),
        ("logins", "at"): ("timestamp", True, None),
        ("notes", "author_email"): ("varchar(80)", False, None),
        ("members", "gender"): ("char(1)", True, None),
        ("members", "made_at"): ("timestamp", False, None),
        ("members", "id"): ("integer", False, None),
        ("members", "email"): ("varchar(100)", False, "이메일"),
        ("members", "phone"): ("text", True, None),
        ("members", "birth_date"): ("date", True, None),
        ("members", "team_id"): ("bigint", True, None),
        ("members", "pay"): ("numeric", False, "급여"),
        ("hero", "id"): ("integer", True, None),
        ("hero", "real_name"): ("varchar(50)", False, None),
    }


JPA = """
package x;
import jakarta.persistence.*;

/** 회원. */
@Entity
@Table(name = "mbr", uniqueConstraints = { @UniqueConstraint(columnNames = "eml") })
public class Member extends Dated implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long memberId;

    /** 이메일 주소
     *  @since 1 */
    @Column(name = "eml", length = 100, nullable = false)
    private String email;

    private String phoneNumber; // 휴대폰

    @Column(columnDefinition = "CHAR(1) NOT NULL COMMENT '성별'")
    private String sx;

    @Comment("생년월일")
    private LocalDate brdt = LocalDate.of(2000, 1, 1);

    @Enumerated(EnumType.STRING)
    private Grade grade;

    @Embedded
    private Address home;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "team_no")
    private Team team;

    @OneToMany(mappedBy = "member")
    private List<Order> orders = new ArrayList<>();

    @Transient
    private boolean fresh;

    public String getEmail() { return "a;b"; }

    static class Nested { private String secret; }
}
"""
JPA_PARTS = """
@MappedSuperclass
abstract class Dated { protected LocalDateTime madeAt; }

@Embeddable
class Address { private String zipCode; private String city; }

class Form { private String password; }
"""


def test_jpa(tmp_path):
    found = _columns(tmp_path, Member_DOT_java=JPA, Parts_DOT_java=JPA_PARTS)
    assert found == {
        ("mbr", "made_at"): ("timestamp", True, None),
        ("mbr", "zip_code"): ("varchar(255)", True, None),
        ("mbr", "city"): ("varchar(255)", True, None),
        ("mbr", "member_id"): ("bigint", False, None),
        ("mbr", "eml"): ("varchar(100)", False, "이메일 주소"),
        ("mbr", "phone_number"): ("varchar(255)", True, "휴대폰"),
        ("mbr", "sx"): ("char(1)", False, "성별"),
        ("mbr", "brdt"): ("date", True, "생년월일"),
        ("mbr", "grade"): ("varchar(255)", True, None),
        ("mbr", "team_no"): ("bigint", False, None),
    }


KOTLIN = """
@Entity
@Table(name = "members")
class Member(
    @Id @GeneratedValue val id: Long = 0,
    @Column(nullable = false, length = 50)
    var realName: String,
    @field:Column(name = "tel") val phone: String?, // 연락처
) : Dated() {
    var birthDate: LocalDate? = null

    fun greet(name: String) { val greeting: String = name }
}

@MappedSuperclass
abstract class Dated {
    var madeAt: LocalDateTime = LocalDateTime.now()
}
"""


def test_kotlin(tmp_path):
    assert _columns(tmp_path, Member_DOT_kt=KOTLIN) == {
        ("members", "made_at"): ("timestamp", False, None),
        ("members", "id"): ("bigint", False, None),
        ("members", "real_name"): ("varchar(50)", False, None),
        ("members", "tel"): ("varchar(255)", True, "연락처"),
        ("members", "birth_date"): ("date", True, None),
    }


TYPEORM = """
import { Column, Entity } from 'typeorm';

export abstract class Dated {
  @CreateDateColumn({ name: 'made_at' })
  madeAt: Date;
}

export class Home {
  @Column() street: string;
}

@Entity({ name: 'members', schema: 'shop' })
@Index('idx', ['email'])
export class Member extends Dated {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 100, nullable: true, comment: '이메일' })
  email?: string;

  /** 휴대폰 */
  @Column('varchar', { length: 11 })
  phone!: string;

  @Column()
  age: number; // 나이

  @Column({ type: 'enum', enum: Sex, default: Sex.MALE })
  readonly sex: Sex

  @Column(() => Home)
  home: Home;

  @ManyToOne(() => Team, (team) => team.members, { nullable: false })
  @JoinColumn({ name: 'team_no' })
  team: Team;

  @OneToMany(() => Order, (order) => order.member)
  orders: Order[];

  @BeforeInsert()
  async hash(): Promise<void> { this.secret = 'x'; }
}

export class CreateMemberDto {
  password: string;
}
"""


def test_typeorm(tmp_path):
    assert _columns(tmp_path, member_DOT_ts=TYPEORM) == {
        ("members", "made_at"): ("timestamp", False, None),
        ("members", "street"): ("varchar(255)", False, None),
        ("members", "id"): ("uuid", False, None),
        ("members", "email"): ("varchar(100)", True, "이메일"),
        ("members", "phone"): ("varchar(11)", False, "휴대폰"),
        ("members", "age"): ("integer", False, "나이"),
        ("members", "sex"): ("enum", False, None),
        ("members", "team_no"): ("bigint", False, None),
    }


SEQUELIZE = """
import { DataTypes } from 'sequelize';
const modelName = 'Rider';
const attributes = {
  id: { field: 'id', type: DataTypes.BIGINT.UNSIGNED, primaryKey: true },
  phone: { type: DataTypes.STRING(11), allowNull: false, comment: '휴대폰 번호' },
  bankNum: { field: 'bank_num', type: DataTypes.BIGINT }, // 계좌번호
  birth: DataTypes.DATEONLY,
  left: { type: DataTypes.DATE, get() { return { a: 1 }; } },
};
const option = { tableName: 'riders', timestamps: true };
export default { init: (s) => s.define(modelName, attributes, option) };
"""
SEQUELIZE_MIGRATION = """
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('Members', {
      email: { type: Sequelize.STRING(80), allowNull: false },
    });
    await queryInterface.addColumn('Members', 'nick', { type: Sequelize.STRING });
  },
  async down(queryInterface, Sequelize) {
    await queryInterface.createTable('old', { x: { type: Sequelize.STRING } });
  },
};
"""


def test_sequelize(tmp_path):
    found = _columns(tmp_path, a_DOT_js=SEQUELIZE, b_DOT_js=SEQUELIZE_MIGRATION)
    assert found == {
        ("riders", "id"): ("bigint", False, None),
        ("riders", "phone"): ("varchar(11)", False, "휴대폰 번호"),
        ("riders", "bank_num"): ("bigint", True, "계좌번호"),
        ("riders", "birth"): ("date", True, None),
        ("riders", "left"): ("timestamp", True, None),
        ("Members", "email"): ("varchar(80)", False, None),
        ("Members", "nick"): ("varchar", True, None),
    }


SEQUELIZE_MODELS = """
class Account extends Model {}
Account.init({ email: DataTypes.STRING }, { sequelize, modelName: 'account' });
class Visit extends Model {}
Visit.init({ ip: DataTypes.STRING }, { sequelize, timestamps: false });
class OrderLine extends Model {
  static init(sequelize) {
    return super.init({ phone: DataTypes.STRING }, { sequelize });
  }
}
class Letter extends Model {}
Letter.init({ address: DataTypes.STRING }, { sequelize, modelName: 'letter', tableName: 'mail' });
const Note = sequelize.define('note', { text: DataTypes.STRING });
const File = sequelize.define('file', { name: DataTypes.STRING }, { tableName: 'files' });
"""


def test_each_model_of_sequelize_has_its_own_name(tmp_path):
    found = _columns(tmp_path, a_DOT_js=SEQUELIZE_MODELS)
    assert set(found) == {
        ("account", "email"),
        ("visit", "ip"),
        ("order_line", "phone"),
        ("mail", "address"),
        ("note", "text"),
        ("files", "name"),
    }


def test_many_models_of_sequelize_take_as_long_as_they_are_many(tmp_path, takes_time_in_proportion):
    def read(models):
        text = "".join(
            f"const m{n} = sequelize.define('m{n}', {{ a: DataTypes.STRING }});\n"
            for n in range(models)
        )
        assert len(_columns(tmp_path, a_DOT_js=text)) == models

    assert takes_time_in_proportion(read, 400)


NESTED = {
    "a.js": lambda deep: (
        "const { DataTypes } = require('sequelize');\n" + "{" * deep + "a: DataTypes.STRING"
    ),
    "a.ts": lambda deep: (
        'import { pgTable } from "drizzle-orm/pg-core";\n' + 'const u = pgTable("u", {a: ' * deep
    ),
    "a.go": lambda deep: (
        'package m\nimport "gorm.io/gorm"\n' + "type A struct { gorm.Model X struct {" * deep
    ),
}


@pytest.mark.parametrize("name", NESTED)
def test_a_program_nested_deeper_than_people_write_is_not_read_and_said(
    tmp_path, name, takes_time_in_proportion
):
    def read(deep):
        path = tmp_path / name
        path.write_text(NESTED[name](deep), encoding="utf-8")
        columns, skipped = read_columns([path])
        assert not columns
        assert [skip.location for skip in skipped] == [path.as_posix()]

    assert takes_time_in_proportion(read, 1_500)


def test_brackets_in_texts_are_not_nested(tmp_path):
    noise = "const faces = [" + ", ".join(['":("'] * 500) + "];\n"
    assert set(_columns(tmp_path, a_DOT_js=noise + SEQUELIZE_MODELS)) >= {("note", "text")}


LONG_LINES = {
    "schema.prisma": lambda words: (
        "model A {\n  " + "x " * 10 * words + "\n  email String // " + " " * 10 * words + "\n}\n"
    ),
    "a.cs": lambda words: (
        "using Microsoft.EntityFrameworkCore;\npublic class C : DbContext { "
        + "public DbSet<" * words
        + "A> As { get; set; } }\npublic class A { public string Email { get; set; } }"
    ),
}


@pytest.mark.parametrize("name", LONG_LINES)
def test_long_lines_of_a_model_take_as_long_as_they_are_long(
    tmp_path, name, takes_time_in_proportion
):
    def read(words):
        path = tmp_path / name
        path.write_text(LONG_LINES[name](words), encoding="utf-8")
        assert "email" in {column.column.lower() for column in read_columns([path])[0]}

    assert takes_time_in_proportion(read, 2_000)


def test_a_line_leads_to_the_definition(tmp_path):
    path = tmp_path / "schema.prisma"
    path.write_text("model A {\n  x Int\n  email String\n}\n", encoding="utf-8")
    columns, _ = read_columns([path])
    assert [(column.file, column.line) for column in columns] == [
        (path.as_posix(), 2),
        (path.as_posix(), 3),
    ]


def _read(target):
    return list(open_source(SourceSettings("s", str(target))).read())


def test_a_model_by_itself_is_a_schema_and_no_log(tmp_path):
    path = tmp_path / "schema.rb"
    path.write_text(RAILS, encoding="utf-8")
    assert open_source(SourceSettings("s", str(path))).kind == "ddl"
    parts = _read(path)
    fields = [part.field.path for part in parts if isinstance(part, Sample)]
    assert ("members", "first_name") in fields
    assert not [part for part in parts if isinstance(part, Skipped)]


def test_in_a_folder_models_are_schemas_and_other_code_is_not(tmp_path):
    (tmp_path / "models.py").write_text(DJANGO, encoding="utf-8")
    (tmp_path / "base.py").write_text(DJANGO_BASE, encoding="utf-8")
    (tmp_path / "views.py").write_text("print('hello')\n", encoding="utf-8")
    (tmp_path / "users.csv").write_text("email\nkim@example.com\n", encoding="utf-8")
    parts = _read(tmp_path)
    fields = {part.field.path for part in parts if isinstance(part, Sample)}
    # Also what the class takes from a base in another file.
    assert {("contest_application", "made_at"), ("users.csv", "email")} <= fields
    assert isinstance(parts[-1], Coverage)


def test_what_a_framework_lies_in_is_left_out(tmp_path):
    inside = tmp_path / "node_modules" / "x"
    inside.mkdir(parents=True)
    (inside / "a.ts").write_text(TYPEORM, encoding="utf-8")
    with pytest.raises(SourceError):
        read_columns([tmp_path])


def test_a_named_file_that_defines_no_table_is_said(tmp_path):
    path = tmp_path / "models.py"
    path.write_text("x = 1\n", encoding="utf-8")
    columns, skipped = read_columns([path])
    assert columns == ()
    assert skipped[0].location == path.as_posix()


def test_python_that_does_not_parse_is_said(tmp_path):
    path = tmp_path / "models.py"
    path.write_text("from django.db import models\nclass A(models.Model:\n", encoding="utf-8")
    columns, skipped = read_columns([path])
    assert columns == ()
    assert skipped[0].location == path.as_posix()


def test_a_class_that_is_its_own_base_ends(tmp_path):
    text = (
        "from django.db import models\nclass A(B):\n    x = models.TextField()\nclass B(A): pass\n"
    )
    assert ("a", "x") in _columns(tmp_path, models_DOT_py=text)


@given(st.text(alphabet="@()[]{}<>:;=,.\"'#|?/*\n modelclassEntity t", max_size=120))
def test_no_text_makes_a_reader_fail(text):
    signs = "create_table __tablename__ models.Model @Entity @Column(\n"
    for suffix in sorted(SUFFIXES):
        list(read_models([SourceText(str(Path("a") / f"b{suffix}"), signs + text)]))


DRIZZLE = """
import { pgTable, pgEnum, pgSchema, varchar, text, uuid, timestamp } from "drizzle-orm/pg-core";
import { relations } from 'drizzle-orm';

export const sex = pgEnum("sex", ["f", "m"]);
const auth = pgSchema("auth");

export const guests = pgTable("guests", {
  id: uuid("id").defaultRandom().primaryKey(),
  inviteId: uuid("invite_id")
    .notNull()
    .references(() => invites.id),
  fullName: varchar("full_name", { length: 80 }).notNull(), // 성명
  email: text(),
  tags: text("tags").array(),
  gender: sex("gender"),
  ...timestamps,
  joinedAt: timestamp("joined_at", { withTimezone: true }).defaultNow(),
}, (table) => [index("guests_idx").on(table.email)]);

export const accounts = auth.table("accounts", { login: text("login").notNull() });
export const guestsRelations = relations(guests, ({ many }) => ({ orders: many(orders) }));
const rows = await db.select().from(guests);
"""


def test_drizzle(tmp_path):
    assert _columns(tmp_path, schema_DOT_ts=DRIZZLE) == {
        ("guests", "id"): ("uuid", False, None),
        ("guests", "invite_id"): ("uuid", False, None),
        ("guests", "full_name"): ("varchar(80)", False, "성명"),
        ("guests", "email"): ("text", True, None),
        ("guests", "tags"): ("text[]", True, None),
        ("guests", "gender"): ("enum", True, None),
        ("guests", "joined_at"): ("timestamp", True, None),
        ("accounts", "login"): ("text", False, None),
    }


LARAVEL = r"""<?php
use Illuminate\Database\Schema\Blueprint;
return new class extends Migration {
    public function up(): void
    {
        Schema::create('users', function (Blueprint $table) {
            $table->id();
            $table->string('email', 100)->unique()->comment('이메일');
            $table->date('dob')->nullable(); // 생년월일
            $table->enum('gender', ['f', 'm'])->default('f');
            $table->foreignId('team_id')->constrained()->onDelete('cascade');
            $table->index(['email', 'dob']);
            $table->rememberToken();
            $table->timestamps();
        });
        Schema::table('users', function (Blueprint $table) {
            if (!Schema::hasColumn('users', 'phone')) {
                $table->string('phone', 15)->nullable()->after('dob');
            }
            $table->renameColumn('dob', 'birth_date');
            $table->dropColumn(['team_id']);
        });
        Schema::create('old', function (Blueprint $table) { $table->id(); });
        Schema::dropIfExists('old');
    }
    public function down(): void
    {
        Schema::dropIfExists('users');
    }
};
"""


def test_laravel(tmp_path):
    assert _columns(tmp_path, m_DOT_php=LARAVEL) == {
        ("users", "id"): ("bigint", False, None),
        ("users", "email"): ("varchar(100)", False, "이메일"),
        ("users", "birth_date"): ("date", True, "생년월일"),
        ("users", "gender"): ("enum", False, None),
        ("users", "remember_token"): ("varchar(100)", True, None),
        ("users", "created_at"): ("timestamp", True, None),
        ("users", "updated_at"): ("timestamp", True, None),
        ("users", "phone"): ("varchar(15)", True, None),
    }


def test_a_property_of_typescript_without_a_semicolon_has_its_type(tmp_path):
    text = "@Entity()\nclass Cv {\n  @Column()\n  age: number\n\n  @Column()\n  memo: string\n}\n"
    assert _columns(tmp_path, cv_DOT_ts=text) == {
        ("cv", "age"): ("integer", False, None),
        ("cv", "memo"): ("varchar(255)", False, None),
    }
