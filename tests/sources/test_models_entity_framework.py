"""Entities of Entity Framework Core, by annotations, by conventions and by contexts."""

from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.kinds import framework_of
from pii_scan.sources.models.reading import read_models

ENTITY = """
using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Hotel.Models
{
    public enum Sex { F, M }

    [Table("Guests", Schema = "front")]
    public class Guest : Person
    {
        [Key]
        public int Id { get; set; }

        /// <summary>휴대폰 번호</summary>
        [Required]
        [StringLength(20)]
        public string Phone { get; set; } = string.Empty;

        [Column("identity_no", TypeName = "char(13)")]
        public string? Identity { get; set; } // 주민등록번호

        public DateTime? Birthday { get; set; }
        public required decimal Pay { get; init; }
        public Sex Sex { get; set; }
        public byte[] Photo { get; set; }
        public int? RoomId { get; set; }
        public virtual Room Room { get; set; }
        public ICollection<Stay> Stays { get; set; } = new List<Stay>();
        [NotMapped]
        public string Shown => FirstName + Phone;
        public string Both { get { return FirstName; } }
        private string Hidden { get; set; }

        public string Greet(string name) { return $"Hello {name}"; }
    }

    public abstract class Person
    {
        public string FirstName { get; set; }
    }
}
"""


def test_entity_framework(columns):
    assert columns(guest_DOT_cs=ENTITY) == {
        ("Guests", "FirstName"): ("text", True, None),
        ("Guests", "Id"): ("integer", False, None),
        ("Guests", "Phone"): ("varchar(20)", False, "휴대폰 번호"),
        ("Guests", "identity_no"): ("char(13)", True, "주민등록번호"),
        ("Guests", "Birthday"): ("timestamp", True, None),
        ("Guests", "Pay"): ("decimal", False, None),
        ("Guests", "Sex"): ("integer", False, None),
        ("Guests", "Photo"): ("bytea", True, None),
        ("Guests", "RoomId"): ("integer", True, None),
    }


BY_CONVENTION = """
namespace Hotel.Models;

public class Guest
{
    public int GuestId { get; set; }
    public string Email { get; set; }
}
public class GuestDto
{
    public int Id { get; set; }
    public string Email { get; set; }
}
public class Page
{
    public int Number { get; set; }
}
"""
CONTEXT = """
using Microsoft.EntityFrameworkCore;

public class HotelContext : DbContext
{
    public DbSet<Guest> Visitors { get; set; }
    public virtual DbSet<Page> Pages => Set<Page>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Guest>(entity =>
        {
            entity.ToTable("guest");
            entity.HasKey(e => e.GuestId);
            entity.Property(e => e.Email).HasColumnName("mail").HasMaxLength(90).IsRequired()
                .HasComment("이메일");
        });
    }
}
"""


def test_a_class_with_a_key_is_an_entity_where_no_context_says(columns):
    assert set(columns(guest_DOT_cs=BY_CONVENTION)) == {("Guest", "GuestId"), ("Guest", "Email")}


def test_what_a_context_says_of_its_entities(columns):
    assert columns(guest_DOT_cs=BY_CONVENTION, context_DOT_cs=CONTEXT) == {
        ("guest", "GuestId"): ("integer", False, None),
        ("guest", "mail"): ("varchar(90)", False, "이메일"),
        ("Pages", "Number"): ("integer", False, None),
    }


REACHED = """
public class Order { public int Id { get; set; } public List<Shop.Line> Lines { get; set; } }
public class Line { public int Id { get; set; } public Courier Courier { get; set; } }
public class Courier { public int CourierId { get; set; } public string Phone { get; set; } }
public class Unused { public int Id { get; set; } public string Email { get; set; } }
public class ShopContext : DbContext { public DbSet<Order> Orders { get; set; } }
"""


def test_what_an_entity_leads_to_is_one(columns):
    assert set(columns(shop_DOT_cs=REACHED)) == {
        ("Orders", "Id"),
        ("Line", "Id"),
        ("Courier", "CourierId"),
        ("Courier", "Phone"),
    }


CONFIGURATION = """
internal class StaffConfig : IEntityTypeConfiguration<Staff>
{
    public void Configure(EntityTypeBuilder<Staff> builder)
    {
        builder.ToTable("staff");
        builder.Property(s => s.Mobile).HasMaxLength(15).IsRequired();
        builder.Property(s => s.Pay).HasColumnType("decimal(18,2)").HasComment("급여");
        builder.Property<DateTime>("LastSeen");
    }
}
"""


def test_a_configuration_tells_of_a_class_that_is_not_there(columns):
    assert columns(staff_DOT_cs=CONFIGURATION) == {
        ("staff", "Mobile"): ("varchar(15)", False, None),
        ("staff", "Pay"): ("decimal(18,2)", True, "급여"),
        ("staff", "LastSeen"): ("timestamp", True, None),
    }


EF_MIGRATION = """
using Microsoft.EntityFrameworkCore.Migrations;

public partial class Init : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Guests",
            schema: "front",
            columns: table => new
            {
                Id = table.Column<int>(type: "int", nullable: false)
                    .Annotation("SqlServer:Identity", "1, 1"),
                Email = table.Column<string>(type: "nvarchar(80)", maxLength: 80,
                    nullable: false, comment: "이메일"),
                Born = table.Column<DateTime>(nullable: true)
            },
            constraints: table => { table.PrimaryKey("PK_Guests", x => x.Id); });
        migrationBuilder.AddColumn<string>(
            name: "Phone", table: "Guests", maxLength: 20, nullable: true);
        migrationBuilder.RenameColumn(name: "Born", table: "Guests", newName: "BirthDate");
        migrationBuilder.AddColumn<bool>(name: "Gone", table: "Guests", nullable: false);
        migrationBuilder.DropColumn(name: "Gone", table: "Guests");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "Guests");
    }
}
"""


def test_migrations_of_entity_framework(columns):
    assert columns(init_DOT_cs=EF_MIGRATION) == {
        ("Guests", "Id"): ("int", False, None),
        ("Guests", "Email"): ("nvarchar(80)", False, "이메일"),
        ("Guests", "BirthDate"): ("timestamp", True, None),
        ("Guests", "Phone"): ("varchar(20)", True, None),
    }


def test_other_code_defines_no_table():
    assert framework_of("a.cs", "public class Tool { public void Run() { } }") is None


@given(st.text(alphabet="@()[]{}<>:;=,.\"'`#?/*\n typestructmodelclass t", max_size=160))
def test_no_text_makes_the_reader_fail(text):
    text = "[Table(a)] public class X { public int Id { get; set; }" + text
    assert framework_of("a.cs", text) is not None
    list(read_models([SourceText("a.cs", text)]))
