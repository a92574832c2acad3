//! Reads the baskets of one week. Lines that are no groceries are left out and counted.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use flate2::bufread::MultiGzDecoder;
use oms_core::Timestamp;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Everything that was bought in a week.
#[derive(Debug, Default)]
pub struct Week {
    /// Baskets in the order of their times, then of their numbers.
    pub baskets: Vec<Basket>,
    /// What the products are that stand in them.
    pub products: BTreeMap<u64, Product>,
    /// Lines that were left out, by why.
    pub left_out: BTreeMap<&'static str, u64>,
}

/// What one household bought at one time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Basket {
    /// Its number in the file.
    pub id: u64,
    /// Who bought.
    pub household: u64,
    /// The number of the store in the file.
    pub store: u64,
    /// When.
    pub at: Timestamp,
    /// What, each product once, in the order of their numbers.
    pub lines: Vec<BasketLine>,
}

/// Units of a product in a basket.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BasketLine {
    /// The product.
    pub product: u64,
    /// Units, above zero.
    pub units: u64,
    /// What they cost on the shelf, in cents.
    pub shelf: i64,
    /// What the retailer took off, in cents.
    pub discount: i64,
}

/// What a product is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Product {
    /// The department it stands in.
    pub department: String,
    /// Its sub-commodity: what is alike to a customer. Empty where the file names none.
    pub kind: String,
}

/// Why a folder was refused.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file in the folder.
    #[error(
        "`{}` has no file `{name}*.csv` or `{name}*.csv.gz`: name the folder of the Complete Journey files with `--data`",
        folder.display()
    )]
    NoFile {
        /// The folder.
        folder: PathBuf,
        /// How the file begins.
        name: &'static str,
    },
    /// A file could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system or the decompressor said.
        source: io::Error,
    },
    /// A file lacks a column.
    #[error("`{}` has no column `{column}`", path.display())]
    ColumnMissing {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
    /// A line could not be understood.
    #[error("`{}`, line {line}: `{column}` is `{value}`", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line; the header is line 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
}

/// Fuel is sold by volume, and one basket of it has thousands.
const UNITS_MAX: u64 = 100;

/// Reads a week from the files of a folder.
pub fn read(folder: &Path, week: u32) -> Result<Week, ReadError> {
    let products = read_products(&find(folder, "products")?)?;
    let mut read = Week::default();
    let mut baskets: BTreeMap<u64, (Basket, BTreeMap<u64, BasketLine>)> = BTreeMap::new();
    let wanted = week.to_string();
    let mut table = Table::open(find(folder, "transactions")?)?;
    let columns = ["week", "basket_id", "household_id", "store_id", "transaction_timestamp", "product_id", "quantity"];
    let [of_week, id, household, store, at, product, quantity] = table.columns(columns)?;
    let [sales, retail, matched] = table.columns(["sales_value", "retail_disc", "coupon_match_disc"])?;
    while table.next()? {
        if table.text(of_week) != wanted {
            continue;
        }
        let number = table.whole(product)?;
        let (units, sales, off) = (table.whole(quantity)?, table.cents(sales)?, table.cents(retail)? + table.cents(matched)?);
        let Some(known) = products.get(&number) else {
            *read.left_out.entry("unknown product").or_default() += 1;
            continue;
        };
        if let Some(why) = why_left_out(known, units, sales, off) {
            *read.left_out.entry(why).or_default() += 1;
            continue;
        }
        let (id, household, store) = (table.whole(id)?, table.whole(household)?, table.whole(store)?);
        let at = table.instant(at)?;
        let (_, lines) = baskets.entry(id).or_insert_with(|| (Basket { id, household, store, at, lines: Vec::new() }, BTreeMap::new()));
        let line = lines.entry(number).or_insert(BasketLine { product: number, units: 0, shelf: 0, discount: 0 });
        (line.units, line.shelf, line.discount) = (line.units + units, line.shelf + sales + off, line.discount + off);
        read.products.entry(number).or_insert_with(|| known.clone());
    }
    read.baskets = baskets.into_values().map(|(basket, lines)| Basket { lines: lines.into_values().collect(), ..basket }).collect();
    read.baskets.sort_by_key(|basket| (basket.at, basket.id));
    Ok(read)
}

fn why_left_out(product: &Product, units: u64, sales: i64, off: i64) -> Option<&'static str> {
    if product.department == "FUEL" || units > UNITS_MAX {
        Some("fuel")
    } else if units == 0 {
        Some("no units")
    } else if sales < 0 || off < 0 {
        Some("negative amount")
    } else {
        None
    }
}

fn read_products(path: &Path) -> Result<BTreeMap<u64, Product>, ReadError> {
    let mut table = Table::open(path.to_owned())?;
    let [id, department, kind] = table.columns(["product_id", "department", "product_type"])?;
    let mut products = BTreeMap::new();
    while table.next()? {
        let product = Product { department: table.text(department).to_owned(), kind: table.text(kind).to_owned() };
        products.insert(table.whole(id)?, product);
    }
    Ok(products)
}

/// The first file of a folder, by name, that begins with a word.
fn find(folder: &Path, name: &'static str) -> Result<PathBuf, ReadError> {
    let unreadable = |source| ReadError::Unreadable { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_one = path.file_name().and_then(|file| file.to_str()).is_some_and(|file| {
            let is_table = file.ends_with(".csv") || file.ends_with(".csv.gz");
            file.starts_with(name) && is_table
        });
        found.extend(is_one.then_some(path));
    }
    found.sort();
    found.into_iter().next().ok_or(ReadError::NoFile { folder: folder.to_owned(), name })
}

/// A table with a header, read line by line.
struct Table {
    path: PathBuf,
    reader: csv::Reader<Box<dyn Read>>,
    record: StringRecord,
}

/// A column: its name, and where it stands.
type Column = (&'static str, usize);

impl Table {
    fn open(path: PathBuf) -> Result<Table, ReadError> {
        let unreadable = |source| ReadError::Unreadable { path: path.clone(), source };
        let mut file = BufReader::with_capacity(1 << 16, File::open(&path).map_err(unreadable)?);
        let is_compressed = file.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
        let text: Box<dyn Read> = if is_compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        Ok(Table { path, reader: csv::Reader::from_reader(text), record: StringRecord::new() })
    }

    fn columns<const N: usize>(&mut self, names: [&'static str; N]) -> Result<[Column; N], ReadError> {
        let path = self.path.clone();
        let header = self.reader.headers().map_err(|error| ReadError::Unreadable { path: path.clone(), source: error.into() })?;
        let mut columns = [("", 0); N];
        for (column, name) in columns.iter_mut().zip(names) {
            let place = header.iter().position(|known| known == name);
            *column = (name, place.ok_or_else(|| ReadError::ColumnMissing { path: path.clone(), column: name })?);
        }
        Ok(columns)
    }

    fn next(&mut self) -> Result<bool, ReadError> {
        let read = self.reader.read_record(&mut self.record);
        read.map_err(|error| ReadError::Unreadable { path: self.path.clone(), source: error.into() })
    }

    fn text(&self, (_, place): Column) -> &str {
        self.record.get(place).unwrap_or_default()
    }

    fn malformed(&self, column: Column) -> ReadError {
        let line = self.record.position().map_or(0, csv::Position::line);
        ReadError::Malformed { path: self.path.clone(), line, column: column.0, value: self.text(column).to_owned() }
    }

    fn whole(&self, column: Column) -> Result<u64, ReadError> {
        self.text(column).parse().map_err(|_| self.malformed(column))
    }

    fn cents(&self, column: Column) -> Result<i64, ReadError> {
        let amount = self.text(column).parse::<Decimal>().ok().map(|amount| (amount * Decimal::ONE_HUNDRED).round());
        amount.and_then(|cents| cents.to_i64()).ok_or_else(|| self.malformed(column))
    }

    fn instant(&self, column: Column) -> Result<Timestamp, ReadError> {
        format!("{}Z", self.text(column).replace(' ', "T")).parse().map_err(|_| self.malformed(column))
    }
}
