"""Schemas of Mongoose, with what stands inside their fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.models.entity import SourceText, plural
from pii_scan.sources.models.kinds import framework_of
from pii_scan.sources.models.reading import read_models

MONGOOSE = """
const mongoose = require('mongoose');
const { Schema } = mongoose;

const addressSchema = new Schema({ street: String, zip: { type: String } }, { _id: false });

const memberSchema = new Schema({
  email: { type: String, required: true, unique: true, match: /^\\S+@\\S+$/ },
  birthday: Date, // 생년월일
  phone:
  {
    type: Number,
    required: [true, 'is needed'],
  },
  team: { type: mongoose.Schema.Types.ObjectId, ref: 'Team' },
  home: addressSchema,
  offices: [addressSchema],
  tags: [String],
  guardian: {
    name: { type: String, trim: true },
    type: { type: String },
  },
  children: [{ name: String, age: { type: Number } }],
  active: { type: Boolean, default: true },
  extra: Schema.Types.Mixed,
  'blood-type': String,
}, { timestamps: true });

memberSchema.methods.greet = function () { return { type: 'hello' }; };

module.exports = mongoose.model('Member', memberSchema);
"""


def test_mongoose(columns):
    assert columns(member_DOT_js=MONGOOSE) == {
        ("members", "email"): ("text", False, None),
        ("members", "birthday"): ("timestamp", True, "생년월일"),
        ("members", "phone"): ("double precision", False, None),
        ("members", "team"): ("objectid", True, None),
        ("members", "home.street"): ("text", True, None),
        ("members", "home.zip"): ("text", True, None),
        ("members", "offices[].street"): ("text", True, None),
        ("members", "offices[].zip"): ("text", True, None),
        ("members", "tags[]"): ("text", True, None),
        ("members", "guardian.name"): ("text", True, None),
        ("members", "guardian.type"): ("text", True, None),
        ("members", "children[].name"): ("text", True, None),
        ("members", "children[].age"): ("double precision", True, None),
        ("members", "active"): ("boolean", True, None),
        ("members", "extra"): ("json", True, None),
        ("members", "blood-type"): ("text", True, None),
        ("members", "createdAt"): ("timestamp", True, None),
        ("members", "updatedAt"): ("timestamp", True, None),
    }


@pytest.mark.parametrize(
    ("behind", "table"),
    [
        ("}, { collection: 'kyc' });\nmodel('Kyc', s);", "kyc"),
        ("});\nexport default models.City || model<ICity>('City', s);", "cities"),
        ("});\nconnection.model('Pet', s, 'animals');", "animals"),
        ("});\nmodule.exports = s;", "s"),
    ],
)
def test_what_a_collection_is_called(columns, behind, table):
    text = "import { Schema, model } from 'mongoose';\nconst s = new Schema({ email: String "
    text += behind
    assert set(columns(m_DOT_ts=text)) == {(table, "email")}


MONGOOSE_APART = """
import mongoose from 'mongoose';
import { bank } from './bank.js';
const sellerSchema = new mongoose.Schema<ISeller>({ account: { type: bank, required: true } });
export const Seller = mongoose.model<ISeller>("Seller", sellerSchema);
"""
MONGOOSE_LENT = """
import mongoose from 'mongoose';
export const bank = mongoose.Schema({ holder: { type: String } });
"""


def test_what_one_schema_lends_another_is_no_collection(columns):
    assert set(columns(seller_DOT_ts=MONGOOSE_APART, bank_DOT_ts=MONGOOSE_LENT)) == {
        ("sellers", "account.holder")
    }


NEST = """
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

@Schema({ timestamps: true })
export class Visitor {
  @Prop({ required: true, trim: true })
  first_name: string;

  @Prop()
  dob: Date;
}
"""


def test_mongoose_in_nest(columns):
    assert columns(visitor_DOT_ts=NEST) == {
        ("visitor", "first_name"): ("varchar(255)", False, None),
        ("visitor", "dob"): ("timestamp", True, None),
    }


def test_a_schema_may_have_another_name(columns):
    text = "const schema = mongoose.Schema\nconst rider = new schema({ email: String })\n"
    assert set(columns(rider_DOT_js=text)) == {("rider", "email")}


def test_schemas_of_other_libraries_define_no_table():
    assert framework_of("a.js", "const schema = joi.object({ email: joi.string() });") is None
    assert framework_of("a.js", "const schema = new Schema({ nodes: { doc: {} } });") is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("member", "members"),
        ("city", "cities"),
        ("day", "days"),
        ("box", "boxes"),
        ("address", "addresses"),
        ("match", "matches"),
        ("patients", "patients"),
        ("person", "people"),
        ("child", "children"),
    ],
)
def test_the_plural_that_frameworks_call_tables_by(word, expected):
    assert plural(word) == expected


@given(st.text(alphabet="@()[]{}<>:;=,.\"'`#?/*\n typestructmodelclass t", max_size=160))
def test_no_text_makes_the_reader_fail(text):
    text = "const s = new mongoose.Schema(" + text
    assert framework_of("a.js", text) is not None
    list(read_models([SourceText("a.js", text)]))
