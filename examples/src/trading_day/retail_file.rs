//! Reads invoice lines from a file in the format of the UCI "Online Retail" set, plain or compressed with gzip.
//!
//! A line is taken as it is published. What is odd but readable is left to [`super::quirks`]; what cannot be read is a named fault
//! with its line number, and a file with faults is refused whole: figures of half a file would add up and still be wrong.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use csv::ByteRecord;
use flate2::bufread::MultiGzDecoder;
use jiff::civil::Date;

use super::retail_line::{COLUMNS, Columns, FaultKind, Line};

/// The day that comes with the program: 6 December 2010, see `examples/data/README.md` for its origin and licence.
pub const BUNDLED_DAY: &[u8] = include_bytes!("../../data/online_retail_2010-12-06.csv.gz");

/// Why a file was refused.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file could not be opened or read.
    #[error("cannot read `{}`: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system or the decompressor said.
        source: io::Error,
    },
    /// The header lacks a column.
    #[error("`{}` has no column `{column}`: the first line must name {}", path.display(), COLUMNS.join(", "))]
    ColumnMissing {
        /// The file.
        path: PathBuf,
        /// The first column that is missing.
        column: &'static str,
    },
    /// Lines could not be understood.
    #[error("`{}` has {total} malformed lines, nothing was replayed:{}", path.display(), listed(faults))]
    Malformed {
        /// The file.
        path: PathBuf,
        /// How many lines are malformed.
        total: u64,
        /// The first of them.
        faults: Vec<Fault>,
    },
}

/// What is wrong with one line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// Where the line stands in the file; the header is line 1.
    pub line: u64,
    /// What is wrong, and what was expected.
    pub kind: FaultKind,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.kind)
    }
}

const FAULTS_LISTED_MAX: usize = 10;
/// Reads the lines of a file; of one day only when `day` is given.
pub fn read_file(path: &Path, day: Option<Date>) -> Result<Vec<Line>, ReadError> {
    let file = File::open(path).map_err(|source| ReadError::Unreadable { path: path.to_owned(), source })?;
    read(file, path, day)
}

/// Reads the day that comes with the program.
pub fn read_bundled_day(day: Option<Date>) -> Result<Vec<Line>, ReadError> {
    read(BUNDLED_DAY, Path::new("(bundled day)"), day)
}

/// Reads lines from any source; `path` names it in errors. Compression is recognized by its first bytes, not by a file name.
pub fn read(mut source: impl Read, path: &Path, day: Option<Date>) -> Result<Vec<Line>, ReadError> {
    let unreadable = |source| ReadError::Unreadable { path: path.to_owned(), source };
    let mut magic = Vec::with_capacity(2);
    source.by_ref().take(2).read_to_end(&mut magic).map_err(unreadable)?;
    let compressed = magic == [0x1f, 0x8b];
    let whole = BufReader::with_capacity(1 << 16, io::Cursor::new(magic).chain(source));
    if compressed { read_table(MultiGzDecoder::new(whole), path, day) } else { read_table(whole, path, day) }
}

fn read_table(table: impl Read, path: &Path, day: Option<Date>) -> Result<Vec<Line>, ReadError> {
    let broken = |error: csv::Error| ReadError::Unreadable { path: path.to_owned(), source: error.into() };
    // Rows of another length are reported as faults with the rest, so the reader itself must let them pass.
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table);
    let header = reader.byte_headers().map_err(broken)?.clone();
    let columns = Columns::find(&header).map_err(|column| ReadError::ColumnMissing { path: path.to_owned(), column })?;
    let mut lines = Vec::new();
    let mut faults = Vec::new();
    let mut total = 0;
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(broken)? {
        let number = record.position().map_or(0, csv::Position::line);
        match columns.line(&record, number) {
            Ok(line) if day.is_none_or(|day| line.time.date() == day) => lines.push(line),
            Ok(_) => {}
            Err(kind) => {
                total += 1;
                if faults.len() < FAULTS_LISTED_MAX {
                    faults.push(Fault { line: number, kind });
                }
            }
        }
    }
    if total > 0 {
        return Err(ReadError::Malformed { path: path.to_owned(), total, faults });
    }
    Ok(lines)
}

fn listed(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

    use rust_decimal::Decimal;

    use super::*;

    const HEADER: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    fn read_text(rows: &str) -> Result<Vec<Line>, ReadError> {
        read(format!("{HEADER}{rows}").as_bytes(), Path::new("test.csv"), None)
    }

    fn faults(rows: &str) -> Vec<String> {
        match read_text(rows) {
            Err(ReadError::Malformed { faults, .. }) => faults.iter().map(Fault::to_string).collect(),
            other => panic!("expected malformed lines, got {other:?}"),
        }
    }

    #[test]
    fn the_bundled_day_is_whole() {
        let lines = read_bundled_day(None).unwrap();
        assert_eq!(lines.len(), 3_878);
        assert!(lines.iter().all(|line| line.time.date() == jiff::civil::date(2010, 12, 6)));
        let mut invoices: Vec<_> = lines.iter().map(|line| &line.invoice).collect();
        invoices.dedup();
        assert_eq!(invoices.len(), 133);
        assert_eq!(lines.iter().filter(|line| line.invoice.starts_with('C')).count(), 49);
    }

    #[test]
    fn a_line_is_taken_as_published() {
        let lines = read_text(
            "536365,85123a,\"HEART, \"\"WHITE\"\"\nHANGING \",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n\
             C1,D,,-1,2010-12-01T09:00:00,27.5,,EIRE\n",
        )
        .unwrap();
        let [first, second] = lines.as_slice() else { panic!("two lines, got {lines:?}") };
        assert_eq!(first.number, 2);
        assert_eq!((first.code.as_str(), first.code_was_lower_case), ("85123A", true));
        assert_eq!(first.description, "HEART, \"WHITE\"\nHANGING");
        assert_eq!((first.quantity, first.unit_price, first.amount()), (6, Decimal::new(255, 2), Decimal::new(1_530, 2)));
        assert_eq!(first.customer.as_deref(), Some("17850"));
        assert_eq!(first.time, jiff::civil::datetime(2010, 12, 1, 8, 26, 0, 0));
        // The quoted line break counts: the second row starts on line 4.
        assert_eq!(second.number, 4);
        assert_eq!((second.quantity, second.customer.as_ref(), second.description.as_str()), (-1, None, ""));
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        let text = "\u{feff}Country,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Note\n\
                    France,1,22423,CAKE,3,2010-12-01 08:26:00,1,5.0,x\n";
        let lines = read(text.as_bytes(), Path::new("test.csv"), None).unwrap();
        assert_eq!(lines.first().map(|line| (line.country.as_str(), line.quantity)), Some(("France", 3)));
        let error = read("InvoiceNo,StockCode\n".as_bytes(), Path::new("test.csv"), None).unwrap_err();
        assert!(error.to_string().starts_with("`test.csv` has no column `Description`"), "{error}");
    }

    #[test]
    fn malformed_lines_are_named_with_their_numbers() {
        let named = faults(
            "1,2,x,3\n\
             ,85123A,x,6,2010-12-01 08:26:00,2.55,,EIRE\n\
             1,85123A,x,0,2010-12-01 08:26:00,2.55,,EIRE\n\
             1,85123A,x,1.5,2010-12-01 08:26:00,2.55,,EIRE\n\
             1,85123A,x,6,12/1/2010 8:26,2.55,,EIRE\n\
             1,85123A,x,6,2010-12-01 08:26:00,free,,EIRE\n\
             1,85123A,x,99999999999999999999,2010-12-01 08:26:00,2.55,,EIRE\n\
             X1,85123A,x,6,2010-12-01 08:26:00,2.55,,EIRE\n",
        );
        let expected = [
            "line 2: has 4 fields, the header has 8",
            "line 3: `InvoiceNo` is empty",
            "line 4: `Quantity` is `0`, expected a whole number from -1000000 to 1000000 that is not zero",
            "line 5: `Quantity` is `1.5`, expected a whole number from -1000000 to 1000000 that is not zero",
            "line 6: `InvoiceDate` is `12/1/2010 8:26`, expected a time such as `2010-12-06 08:34:00`",
            "line 7: `UnitPrice` is `free`, expected a decimal number from -1000000 to 1000000, at most six places",
            "line 8: `Quantity` is `99999999999999999999`, expected a whole number from -1000000 to 1000000 that is not zero",
            "line 9: `InvoiceNo` is `X1`, expected digits, after an optional `C` or `A`",
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_broken_archive_and_a_missing_file_are_errors_with_the_path() {
        let cut = BUNDLED_DAY.get(..20_000).unwrap();
        let error = read(cut, Path::new("cut.csv.gz"), None).unwrap_err();
        assert!(error.to_string().starts_with("cannot read `cut.csv.gz`"), "{error}");
        let error = read_file(Path::new("no/such/file.csv"), None).unwrap_err();
        assert!(error.to_string().starts_with("cannot read `no/such/file.csv`"), "{error}");
    }

    #[test]
    fn a_day_is_selected_by_the_date_of_its_lines() {
        assert_eq!(read_bundled_day(Some(jiff::civil::date(2010, 12, 7))).unwrap(), []);
        assert_eq!(read_bundled_day(Some(jiff::civil::date(2010, 12, 6))).unwrap().len(), 3_878);
    }
}
