//! The rows of the files, as far as they are needed.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// An order.
#[derive(Debug, Deserialize)]
pub struct OrderRow {
    /// Its id.
    pub order_id: String,
    /// Its customer, of whom there is one an order.
    pub customer_id: String,
    /// When it was bought, as `2017-11-24 10:15:00`.
    pub order_purchase_timestamp: String,
}

/// One unit of an order.
#[derive(Debug, Deserialize)]
pub struct UnitRow {
    /// The order.
    pub order_id: String,
    /// The product.
    pub product_id: String,
    /// Who sold it.
    pub seller_id: String,
    /// What it cost, in reais.
    pub price: rust_decimal::Decimal,
}

/// Where a customer is.
#[derive(Debug, Deserialize)]
pub struct CustomerRow {
    /// The customer.
    pub customer_id: String,
    /// The beginning of the postal code.
    pub customer_zip_code_prefix: String,
    /// The state.
    pub customer_state: String,
}

/// Where a seller is.
#[derive(Debug, Deserialize)]
pub struct SellerRow {
    /// The seller.
    pub seller_id: String,
    /// The beginning of the postal code.
    pub seller_zip_code_prefix: String,
    /// The state.
    pub seller_state: String,
}

/// What a product weighs and how large it is.
#[derive(Debug, Deserialize)]
pub struct ProductRow {
    /// The product.
    pub product_id: String,
    /// Grams.
    pub product_weight_g: Option<u32>,
    /// Centimetres.
    pub product_length_cm: Option<u32>,
    /// Centimetres.
    pub product_height_cm: Option<u32>,
    /// Centimetres.
    pub product_width_cm: Option<u32>,
}

/// A point within the places that a postal code begins with.
#[derive(Debug, Deserialize)]
pub struct PlaceRow {
    /// The beginning of the postal code.
    pub geolocation_zip_code_prefix: String,
    /// Degrees.
    pub geolocation_lat: String,
    /// Degrees.
    pub geolocation_lng: String,
    /// The state.
    pub geolocation_state: String,
}

/// Why a file was refused.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file in the folder.
    #[error("`{}` has neither `{name}.csv` nor `{name}.csv.gz`: name the folder of the Olist files with `--data`", folder.display())]
    NoFile {
        /// The folder.
        folder: PathBuf,
        /// The file.
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
    /// A row could not be understood.
    #[error("`{}`: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        source: csv::Error,
    },
    /// A time could not be understood.
    #[error("order `{order}` was bought at `{value}`, which is no time such as `2017-11-24 10:15:00`")]
    NoTime {
        /// The order.
        order: String,
        /// What stands there.
        value: String,
    },
}

/// All rows of a file of the folder, plain or with gzip.
pub fn read<T: DeserializeOwned>(folder: &Path, name: &'static str) -> Result<Vec<T>, ReadError> {
    let places = [format!("{name}.csv"), format!("{name}.csv.gz")].map(|file| folder.join(file));
    let found = places.into_iter().find(|path| path.is_file());
    read_file(&found.ok_or_else(|| ReadError::NoFile { folder: folder.to_owned(), name })?)
}

/// All rows of a file, plain or with gzip.
pub fn read_file<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, ReadError> {
    let unreadable = |source| ReadError::Unreadable { path: path.to_owned(), source };
    let mut file = BufReader::new(File::open(path).map_err(unreadable)?);
    let is_packed = file.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
    let text: Box<dyn Read> = if is_packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let rows = csv::Reader::from_reader(text).into_deserialize();
    rows.map(|row| row.map_err(|source| ReadError::Malformed { path: path.to_owned(), source })).collect()
}
