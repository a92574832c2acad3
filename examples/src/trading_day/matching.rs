//! Finds the sale that a cancellation takes back: the file does not say which.
//!
//! The customer and the article must agree, the sale must not be later, and only units that no earlier cancellation took are left.
//! Of the sales that remain:
//!
//! 1. the latest that has exactly the cancelled units left;
//! 2. else the latest that has at least as many left;
//! 3. else several, latest first, when they have enough together;
//! 4. else none: the line is an exception with its reason. A line is never matched in part.

use std::collections::HashMap;

use jiff::civil::DateTime;
use smol_str::SmolStr;

use super::exception::{Exception, Reason};
use super::invoice::{Cancellation, Sale};

/// Units of one line of a sale that a cancellation takes back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Taken {
    /// Position of the sale in the list of sales.
    pub sale: usize,
    /// Position of the line in that sale.
    pub line: usize,
    /// Units, above zero.
    pub units: u64,
}

/// What is left of every sale that could still be taken back.
#[derive(Debug, Default)]
pub struct SalesLedger {
    lots: HashMap<(SmolStr, SmolStr), Vec<Lot>>,
}

#[derive(Debug)]
struct Lot {
    sale: usize,
    line: usize,
    time: DateTime,
    units_left: u64,
}

impl SalesLedger {
    /// A ledger of all sales of named customers; a guest's sale can not be found again.
    pub fn of_sales(sales: &[Sale]) -> SalesLedger {
        let mut ledger = SalesLedger::default();
        for (sale_position, sale) in sales.iter().enumerate() {
            let Some(customer) = &sale.customer else {
                continue;
            };
            for (line_position, line) in sale.lines.iter().enumerate() {
                ledger.lots.entry((customer.clone(), line.code.clone())).or_default().push(Lot {
                    sale: sale_position,
                    line: line_position,
                    time: sale.time,
                    units_left: line.units,
                });
            }
        }
        for lots in ledger.lots.values_mut() {
            lots.sort_by_key(|lot| (lot.time, lot.sale, lot.line));
        }
        ledger
    }

    /// Takes the units of one cancelling line from the sales it matches.
    pub fn take(&mut self, cancellation: &Cancellation) -> Result<Vec<Taken>, Exception> {
        let line = &cancellation.line;
        let units = line.quantity.unsigned_abs();
        let Some(customer) = &line.customer else {
            return Err(Exception::of_line(Reason::CancellationWithoutCustomer, line));
        };
        let mut earlier: Vec<&mut Lot> = self
            .lots
            .get_mut(&(customer.clone(), line.code.clone()))
            .into_iter()
            .flatten()
            .filter(|lot| lot.time <= cancellation.time)
            .rev()
            .collect();
        if earlier.is_empty() {
            return Err(Exception::of_line(Reason::CancellationOfUnknownSale, line));
        }
        let single =
            earlier.iter().position(|lot| lot.units_left == units).or_else(|| earlier.iter().position(|lot| lot.units_left >= units));
        if let Some(lot) = single.and_then(|position| earlier.get_mut(position)) {
            return Ok(vec![lot.take(units)]);
        }
        if earlier.iter().map(|lot| lot.units_left).sum::<u64>() < units {
            return Err(Exception::of_line(Reason::CancellationBeyondSale, line));
        }
        let mut missing = units;
        let mut taken = Vec::new();
        for lot in earlier {
            let part = lot.units_left.min(missing);
            if part > 0 {
                taken.push(lot.take(part));
                missing -= part;
            }
        }
        Ok(taken)
    }
}

impl Lot {
    fn take(&mut self, units: u64) -> Taken {
        self.units_left -= units;
        Taken { sale: self.sale, line: self.line, units }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::path::Path;

    use super::*;
    use crate::trading_day::invoice::Trade;
    use crate::trading_day::retail_file::read;

    /// Rows are `invoice code quantity hour customer`; the answers are one text per cancelling line.
    fn answers(rows: &[&str]) -> Vec<String> {
        let mut text = String::from("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
        for row in rows {
            let mut fields = row.split(' ');
            let mut field = || fields.next().unwrap();
            let (invoice, code, quantity, hour, customer) = (field(), field(), field(), field(), field());
            let customer = customer.trim_matches('-');
            text += &format!("{invoice},{code},x,{quantity},2010-12-06 {hour}:00:00,1.5,{customer},EIRE\n");
        }
        let trade = Trade::of_lines(read(text.as_bytes(), Path::new("test.csv"), None).unwrap());
        let mut ledger = SalesLedger::of_sales(&trade.sales);
        let name = |taken: &Taken| {
            let invoice = trade.sales.get(taken.sale).map(|sale| sale.invoice.as_str()).unwrap_or_default();
            format!("{invoice}.{}x{}", taken.line, taken.units)
        };
        trade
            .cancellations
            .iter()
            .map(|cancellation| match ledger.take(cancellation) {
                Ok(taken) => taken.iter().map(name).collect::<Vec<_>>().join(" "),
                Err(exception) => format!("{:?}", exception.reason),
            })
            .collect()
    }

    #[test]
    fn the_exact_quantity_wins_over_the_later_sale() {
        assert_eq!(answers(&["1 A 5 09 7", "2 A 8 10 7", "C3 A -5 11 7"]), ["1.0x5"]);
    }

    #[test]
    fn the_latest_sale_with_enough_units_comes_next() {
        assert_eq!(answers(&["1 A 6 09 7", "2 A 8 10 7", "C3 A -5 11 7", "C4 A -5 12 7"]), ["2.0x5", "1.0x5"]);
    }

    #[test]
    fn several_sales_give_what_one_cannot() {
        assert_eq!(answers(&["1 A 6 09 7", "2 A 8 10 7", "C3 A -10 11 7"]), ["2.0x8 1.0x2"]);
    }

    #[test]
    fn a_unit_is_taken_back_once() {
        let rows = ["1 A 4 09 7", "C2 A -4 10 7", "C3 A -4 11 7", "C4 A -1 11 7"];
        assert_eq!(answers(&rows), ["1.0x4", "CancellationBeyondSale", "CancellationBeyondSale"]);
    }

    #[test]
    fn other_customers_articles_and_later_sales_do_not_match() {
        let rows = ["1 A 4 09 7", "2 A 4 15 8", "3 A 4 08 -", "C4 Z -4 10 7", "C5 A -4 10 8", "C6 A -4 10 -"];
        let expected = ["CancellationOfUnknownSale", "CancellationOfUnknownSale", "CancellationWithoutCustomer"];
        assert_eq!(answers(&rows), expected);
    }
}
