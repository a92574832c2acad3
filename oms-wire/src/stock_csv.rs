//! Rows of a stock upload from a CSV file, as shops, warehouses and spreadsheets write them.

use csv::{ByteRecord, ReaderBuilder};
use oms_core::input::BATCH_BYTES_MAX;
use oms_core::inventory::{StockRow, UPLOAD_ROWS_MAX, UnreadableCell};
use oms_core::{QUANTITY_MAX, Timestamp};
use smol_str::SmolStr;

use crate::WireError;

/// What a column holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Column {
    Sku,
    Location,
    Lot,
    OnHand,
    Available,
    Expected,
    AsOf,
}

/// The headings of each column, in small letters without anything but letters and digits.
const HEADINGS: [(Column, &[&str]); 7] = [
    (Column::Sku, &["sku", "variantsku", "itemsku", "sellersku", "productsku", "articlenumber"]),
    (Column::Location, &["location", "locationid", "locationname", "warehouse", "warehouseid", "store", "storeid", "node", "site"]),
    (Column::Lot, &["lot", "lotnumber", "lotno", "batch", "batchnumber", "batchlot"]),
    (Column::OnHand, &["onhand", "onhandnew", "onhandquantity", "quantityonhand", "qtyonhand", "quantity", "qty", "stock", "counted"]),
    (Column::Available, &["available", "availablenew", "availablequantity", "quantityavailable"]),
    (Column::Expected, &["onhandcurrent", "availablecurrent", "expected", "comparequantity"]),
    (Column::AsOf, &["asof", "countedat", "takenat", "timestamp"]),
];

/// What shops write where a location does not keep an item: the row sets nothing.
const NOT_STOCKED: &str = "not stocked";

/// Reads the rows of a CSV file for [`StockUpload::rows`](oms_core::inventory::StockUpload).
///
/// The first line has the headings, in any order: `SKU`, `Location`, `Lot`, one of `On hand` and `Available`, and perhaps `Expected` and
/// `As of` (RFC 3339), or what shops and warehouses call them; Shopify's export is taken as it is, `On hand (new)` with
/// `On hand (current)` as what is expected. Columns of other names, and those that say `(not editable)`, are left alone. Commas, semicolons
/// and tabs divide cells. A row without a figure, or with `not stocked`, sets nothing and is left out. A cell that cannot be read is told
/// with its row, when the upload is carried out.
///
/// ```
/// let rows = oms_wire::stock_rows(b"SKU,Location,On hand\ntea,berlin,12\nhat,berlin,many\n")?;
/// assert_eq!((rows[0].line, rows[0].on_hand), (2, Some(12)));
/// assert_eq!(rows[1].unreadable.as_ref().map(|cell| cell.column.as_str()), Some("On hand"));
/// # Ok::<(), oms_wire::WireError>(())
/// ```
///
/// # Errors
/// `invalid_csv` if there are no such headings, and `input_too_large` above 64 MB or 100,000 rows.
pub fn stock_rows(text: &[u8]) -> Result<Vec<StockRow>, WireError> {
    if text.len() > BATCH_BYTES_MAX {
        return Err(WireError::new("input_too_large", format!("the file has more than {BATCH_BYTES_MAX} bytes: send it in parts")));
    }
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text);
    let mut record = ByteRecord::new();
    if !read(&mut reader, &mut record)? {
        return Err(WireError::new("invalid_csv", "the file is empty: its first line has the headings, such as SKU, Location, On hand"));
    }
    let headings: Vec<String> = record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
    let columns = columns(&headings)?;
    let mut rows = Vec::new();
    let mut lines = Lines { text, at: 0, line: 1 };
    while read(&mut reader, &mut record)? {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
        if let Some(row) = row(&record, line, &columns, &headings) {
            rows.push(row);
        }
        if rows.len() > UPLOAD_ROWS_MAX {
            return Err(WireError::new("input_too_large", format!("the file has more than {UPLOAD_ROWS_MAX} rows: send it in parts")));
        }
    }
    Ok(rows)
}

/// Counts lines as editors and spreadsheets show them: the reader's own count lags behind where lines are empty or end with two letters.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the record that begins at a place, or after the ends of lines that stand there. Places only grow.
    fn at(&mut self, place: usize) -> u32 {
        while let Some(byte) = self.text.get(self.at).filter(|byte| self.at < place || matches!(byte, b'\r' | b'\n')) {
            self.line += u32::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn read(reader: &mut csv::Reader<&[u8]>, record: &mut ByteRecord) -> Result<bool, WireError> {
    reader.read_byte_record(record).map_err(|error| WireError::new("invalid_csv", format!("the file is no CSV: {error}")))
}

/// What divides the cells of the headings: whichever of the usual ones is there most often.
fn delimiter(text: &[u8]) -> u8 {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| first.iter().filter(|byte| **byte == wanted).count();
    let most = [b';', b'\t'].into_iter().max_by_key(|delimiter| count(*delimiter)).filter(|delimiter| count(*delimiter) > count(b','));
    most.unwrap_or(b',')
}

fn columns(headings: &[String]) -> Result<Vec<(Column, usize)>, WireError> {
    let mut columns: Vec<(Column, usize)> = Vec::new();
    for (place, heading) in headings.iter().enumerate() {
        let plain: String = heading.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let Some((column, _)) = HEADINGS.iter().find(|(_, names)| names.contains(&plain.as_str())) else { continue };
        if let Some((_, other)) = columns.iter().find(|(known, _)| known == column) {
            let other = headings.get(*other).map_or("", String::as_str);
            let message = format!("columns `{other}` and `{heading}` mean the same: leave one of them out");
            return Err(WireError::new("invalid_csv", message));
        }
        columns.push((*column, place));
    }
    let has = |wanted: Column| columns.iter().any(|(column, _)| *column == wanted);
    if !has(Column::Sku) {
        return Err(WireError::new("invalid_csv", "no column is headed `SKU`: the first line names the columns"));
    }
    match (has(Column::OnHand), has(Column::Available)) {
        (true, false) | (false, true) => Ok(columns),
        (false, false) => Err(WireError::new("invalid_csv", "no column is headed `On hand` or `Available`: one of them has the figures")),
        (true, true) => {
            Err(WireError::new("invalid_csv", "columns for units on hand and for units available are there: leave one of them out"))
        }
    }
}

/// A row; `None` if it sets nothing.
fn row(record: &ByteRecord, line: u32, columns: &[(Column, usize)], headings: &[String]) -> Option<StockRow> {
    let mut row = StockRow { line, ..StockRow::default() };
    let mut has_figure = false;
    for (column, place) in columns {
        let cell = record.get(*place).unwrap_or_default();
        let heading = headings.get(*place).cloned().unwrap_or_default();
        let Ok(text) = std::str::from_utf8(cell).map(str::trim) else {
            has_figure = true;
            unreadable(&mut row, heading, "it is no UTF-8: save the file as UTF-8".to_owned());
            continue;
        };
        if text.is_empty() || text.eq_ignore_ascii_case(NOT_STOCKED) {
            continue;
        }
        let known = Some(SmolStr::new(text));
        match column {
            Column::Sku => row.sku = SmolStr::new(text),
            Column::Location => row.location = known,
            Column::Lot => row.lot = known,
            Column::AsOf => match text.parse::<Timestamp>() {
                Ok(instant) => row.as_of = Some(instant),
                Err(error) => unreadable(&mut row, heading, error.to_string()),
            },
            Column::OnHand | Column::Available | Column::Expected => {
                has_figure |= *column != Column::Expected;
                match text.parse::<i64>() {
                    Ok(units) if (0..=QUANTITY_MAX).contains(&units) => match column {
                        Column::OnHand => row.on_hand = Some(units),
                        Column::Available => row.available = Some(units),
                        _ => row.expected = Some(units),
                    },
                    _ => unreadable(&mut row, heading, format!("`{}` is no whole number from 0 to {QUANTITY_MAX}", shortened(text))),
                }
            }
        }
    }
    has_figure.then_some(row)
}

/// The first cell that cannot be read is told.
fn unreadable(row: &mut StockRow, column: String, problem: String) {
    row.unreadable.get_or_insert(UnreadableCell { column, problem });
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]
    use super::*;

    #[test]
    fn the_export_of_a_shop_is_taken_as_it_is() {
        let file = "\u{feff}Handle,Title,Option1 Name,SKU,HS Code,Location,Incoming (not editable),Committed (not editable),\
                    Available (not editable),On hand (current),On hand (new)\r\n\
                    tea,\"Tea, green\",Title,tea,,berlin,0,1,4,5,9\r\n\
                    hat,Hat,Title,hat,,berlin,0,0,0,not stocked,\r\n";
        let rows = stock_rows(file.as_bytes()).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].sku.as_str(), rows[0].line), ("tea", 2));
        assert_eq!((rows[0].on_hand, rows[0].expected, rows[0].available), (Some(9), Some(5), None));
    }

    #[test]
    fn semicolons_and_tabs_divide_cells_as_well() {
        for divider in [";", "\t"] {
            let file = ["Lager", "Batch No.", "Article number", "Warehouse", "Qty", "As of"].join(divider);
            let line = ["x", "", "tea", "berlin", "7", "2026-03-01T08:00:00Z"].join(divider);
            let rows = stock_rows(format!("{file}\n{line}\n").as_bytes());
            let rows = rows.unwrap();
            assert_eq!((rows[0].sku.as_str(), rows[0].location.as_deref(), rows[0].on_hand), ("tea", Some("berlin"), Some(7)));
            assert_eq!(rows[0].as_of, Some("2026-03-01T08:00:00Z".parse().unwrap()));
        }
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_told_with_its_row() {
        let rows = stock_rows(b"sku,location,available\ntea,berlin,-1\nhat,berlin,5.5\ncup,berlin,\xff\n\nmug,berlin,3\n").unwrap();
        let told: Vec<(u32, Option<&str>)> =
            rows.iter().map(|row| (row.line, row.unreadable.as_ref().map(|cell| cell.column.as_str()))).collect();
        assert_eq!(told, [(2, Some("available")), (3, Some("available")), (4, Some("available")), (6, None)]);
    }

    #[test]
    fn headings_must_say_what_is_set() {
        for (file, part) in [
            ("", "empty"),
            ("location,on hand\n", "SKU"),
            ("sku,location\n", "On hand"),
            ("sku,on hand,available\n", "leave one"),
            ("sku,variant sku,on hand\n", "mean the same"),
        ] {
            let error = stock_rows(file.as_bytes()).unwrap_err();
            assert_eq!(error.code(), "invalid_csv");
            assert!(error.message().contains(part), "{error} does not tell {part}");
        }
    }
}
