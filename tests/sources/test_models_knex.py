"""Migrations of Knex, and of AdonisJS, which writes them in the same way."""

from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.kinds import framework_of
from pii_scan.sources.models.reading import read_models

KNEX = """
const TABLE = 'riders';
exports.up = async (knex) => {
  await knex.schema
    .createTable(TABLE, (table) => {
      table.increments('id').primary();
      table.string('full_name', 80).notNullable().comment('이름');
      table.string('phone'); // 휴대폰 번호
      table.specificType('home', 'geometry(point)').nullable();
      table.enu('sex', ['f', 'm']).notNullable();
      table.integer('team_id').unsigned().references('id').inTable('teams').onDelete('CASCADE');
      table.unique(['phone']);
      table.timestamps(true, true);
    })
    .createTable('pets', function (t) {
      t.bigIncrements();
      t.text('name').notNullable();
      t.datetime('born_at')
    });
};
exports.down = function (knex) {
  return knex.schema.dropTable('pets').dropTableIfExists('riders');
};
"""
KNEX_LATER = """
import { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.schema.withSchema('hr').createTable('staff', (t: Knex.CreateTableBuilder) => {
    t.uuid('staff_id').primary();
    t.dateTime('joined');
  });
  return knex.schema.alterTable('riders', (t) => {
    t.date('birthday').nullable();
    t.renameColumn('phone', 'mobile');
    t.dropColumn('team_id');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('riders', (t) => {
    t.dropColumn('birthday');
  });
}
"""


def test_knex(columns):
    assert columns(m1_DOT_js=KNEX, m2_DOT_ts=KNEX_LATER) == {
        ("riders", "id"): ("integer", False, None),
        ("riders", "full_name"): ("varchar(80)", False, "이름"),
        ("riders", "mobile"): ("varchar", True, "휴대폰 번호"),
        ("riders", "home"): ("geometry(point)", True, None),
        ("riders", "sex"): ("enum", False, None),
        ("riders", "created_at"): ("timestamp", True, None),
        ("riders", "updated_at"): ("timestamp", True, None),
        ("riders", "birthday"): ("date", True, None),
        ("pets", "id"): ("bigint", False, None),
        ("pets", "name"): ("text", False, None),
        ("pets", "born_at"): ("timestamp", True, None),
        ("staff", "staff_id"): ("uuid", False, None),
        ("staff", "joined"): ("timestamp", True, None),
    }


ADONIS = """
import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  protected tableName = 'guests'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id')
      table.string('email').notNullable()
      table.timestamp('seen_at')
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
"""


def test_migrations_of_adonis_are_those_of_knex(columns):
    assert columns(m_DOT_ts=ADONIS) == {
        ("guests", "id"): ("integer", False, None),
        ("guests", "email"): ("varchar", False, None),
        ("guests", "seen_at"): ("timestamp", True, None),
    }


def test_other_code_defines_no_table():
    assert framework_of("a.js", "document.createTable('x')") is None


@given(st.text(alphabet="@()[]{}<>:;=,.\"'`#?/*\n typestructmodelclass t", max_size=160))
def test_no_text_makes_the_reader_fail(text):
    text = "knex.schema.createTable(" + text
    assert framework_of("a.js", text) is not None
    list(read_models([SourceText("a.js", text)]))
