//! The facts that conditions speak of, with their types: what an order and its lines are, in the words of a merchant.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use crate::Timestamp;

/// The type of a single value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scalar {
    /// True or false.
    Bool,
    /// A whole number of 64 bits.
    Int,
    /// An exact decimal.
    Decimal,
    /// A text.
    Text,
    /// An instant.
    Time,
}

impl Scalar {
    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Scalar::Bool => "bool",
            Scalar::Int => "int",
            Scalar::Decimal => "decimal",
            Scalar::Text => "string",
            Scalar::Time => "timestamp",
        }
    }

    pub(super) const fn is_number(self) -> bool {
        matches!(self, Scalar::Int | Scalar::Decimal)
    }
}

/// The type of an expression or fact.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Type {
    /// One value.
    One(Scalar),
    /// A list of values.
    List(Scalar),
    /// Something with fields.
    Object(&'static Object),
    /// A list of those.
    Objects(&'static Object),
}

/// A value of a fact or an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact decimal.
    Decimal(Decimal),
    /// A text.
    Text(SmolStr),
    /// An instant.
    Time(Timestamp),
    /// A list.
    List(Vec<Value>),
}

/// Something with fields.
#[derive(Debug, Eq, PartialEq)]
pub struct Object {
    /// What it is called in sentences.
    pub name: &'static str,
    /// Its fields, in the order of the documentation.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug, Eq, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub of: Type,
    /// Which fact it is; objects within objects are none of their own.
    pub fact: Option<Fact>,
    /// What it says.
    pub says: &'static str,
}

/// A value that conditions can ask for.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Fact {
    /// `order.channel`
    Channel,
    /// `order.currency`
    Currency,
    /// `order.total`
    Total,
    /// `order.priority`
    Priority,
    /// `order.tags`
    Tags,
    /// `order.placed_at`
    PlacedAt,
    /// `order.collected`
    Collected,
    /// `order.units`
    Units,
    /// `order.weight_grams`
    WeightGrams,
    /// `order.payment_methods`
    PaymentMethods,
    /// `order.customer.id`
    CustomerId,
    /// `order.customer.group`
    CustomerGroup,
    /// `order.destination.country`
    Country,
    /// `order.destination.province`
    Province,
    /// `order.destination.city`
    City,
    /// `order.destination.postal_code`
    PostalCode,
    /// `sku` of a line
    LineSku,
    /// `quantity` of a line
    LineQuantity,
    /// `unit_price` of a line
    LineUnitPrice,
    /// `weight_grams` of a line
    LineWeightGrams,
    /// `category` of a line
    LineCategory,
    /// `tags` of a line
    LineTags,
    /// `requires` of a line
    LineRequires,
}

/// Where the values of facts come from.
pub trait Facts {
    /// How many lines there are.
    fn lines(&self) -> usize;

    /// The value of a fact; of facts about lines, that of the line at a place.
    fn value(&self, fact: Fact, line: usize) -> Value;

    /// Whether there is anything to be said of a fact yet; if not, a condition that rests on it has no value.
    fn is_known(&self, _fact: Fact) -> bool {
        true
    }
}

const fn one(name: &'static str, of: Scalar, fact: Fact, says: &'static str) -> Field {
    Field { name, of: Type::One(of), fact: Some(fact), says }
}

const fn list(name: &'static str, of: Scalar, fact: Fact, says: &'static str) -> Field {
    Field { name, of: Type::List(of), fact: Some(fact), says }
}

const fn within(name: &'static str, of: Type, says: &'static str) -> Field {
    Field { name, of, fact: None, says }
}

/// A line of an order: what is left of it to be sent.
pub static LINE: Object = Object {
    name: "a line",
    fields: &[
        one("sku", Scalar::Text, Fact::LineSku, "its SKU"),
        one("quantity", Scalar::Int, Fact::LineQuantity, "units ordered, less those canceled"),
        one("unit_price", Scalar::Decimal, Fact::LineUnitPrice, "the price of one unit before discounts"),
        one("weight_grams", Scalar::Int, Fact::LineWeightGrams, "what its units weigh together; 0 where that is not known"),
        one("category", Scalar::Text, Fact::LineCategory, "the category of its item; empty if it has none"),
        list("tags", Scalar::Text, Fact::LineTags, "the tags of its item"),
        list("requires", Scalar::Text, Fact::LineRequires, "the capabilities its item requires of a location"),
    ],
};

static CUSTOMER: Object = Object {
    name: "the customer",
    fields: &[
        one("id", Scalar::Text, Fact::CustomerId, "who bought; empty if that is not known"),
        one("group", Scalar::Text, Fact::CustomerGroup, "the customer's group; empty if there is none"),
    ],
};

static DESTINATION: Object = Object {
    name: "the destination",
    fields: &[
        one("country", Scalar::Text, Fact::Country, "the two letters of the country; empty without an address"),
        one("province", Scalar::Text, Fact::Province, "state, province or region"),
        one("city", Scalar::Text, Fact::City, "city or town"),
        one("postal_code", Scalar::Text, Fact::PostalCode, "the postal code as it was written"),
    ],
};

/// An order that is to be routed.
pub static ORDER: Object = Object {
    name: "the order",
    fields: &[
        one("channel", Scalar::Text, Fact::Channel, "the id of its channel"),
        one("currency", Scalar::Text, Fact::Currency, "the three letters of its currency"),
        one("total", Scalar::Decimal, Fact::Total, "what it costs, tax included"),
        one("priority", Scalar::Int, Fact::Priority, "its priority; higher is served first"),
        list("tags", Scalar::Text, Fact::Tags, "its tags"),
        one("placed_at", Scalar::Time, Fact::PlacedAt, "when it was placed"),
        one("collected", Scalar::Bool, Fact::Collected, "whether the customer collects it"),
        one("units", Scalar::Int, Fact::Units, "units ordered, less those canceled"),
        one("weight_grams", Scalar::Int, Fact::WeightGrams, "what they weigh together; 0 where that is not known"),
        list("payment_methods", Scalar::Text, Fact::PaymentMethods, "how it is paid: `card`, `cash_on_delivery`, ..."),
        within("customer", Type::Object(&CUSTOMER), "who bought"),
        within("destination", Type::Object(&DESTINATION), "where it goes"),
        within("lines", Type::Objects(&LINE), "its lines, without those that are canceled altogether"),
    ],
};

/// What stands at the beginning of every path.
pub(super) static ROOTS: &[Field] = &[within("order", Type::Object(&ORDER), "the order")];

impl Type {
    /// What it is called in sentences.
    pub(super) fn name(self) -> String {
        match self {
            Type::One(scalar) => scalar.name().into(),
            Type::List(scalar) => format!("list of {}", scalar.name()),
            Type::Object(object) => object.name.into(),
            Type::Objects(object) => format!("list of {}s", object.name.trim_start_matches("a ")),
        }
    }
}

/// Every path with a value, under `prefix`, with its field.
pub fn paths(object: &'static Object, prefix: &str) -> Vec<(String, &'static Field)> {
    let mut found = Vec::new();
    for field in object.fields {
        let path = format!("{prefix}.{}", field.name);
        match field.of {
            Type::Object(inner) => found.extend(paths(inner, &path)),
            _ => found.push((path, field)),
        }
    }
    found
}

/// A fact as it is written in a condition; facts of lines as `line.sku` and the like.
pub(crate) fn path_of(fact: Fact) -> String {
    let known = paths(&ORDER, "order").into_iter().chain(paths(&LINE, "line"));
    known.into_iter().find(|(_, field)| field.fact == Some(fact)).map(|(path, _)| path).unwrap_or_default()
}
