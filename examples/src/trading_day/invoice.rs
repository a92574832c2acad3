//! Groups the lines of a file to sales, cancellations and corrections of stock, by the rules that [`super::quirks`] states.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::DateTime;
use rust_decimal::{Decimal, RoundingStrategy};
use smol_str::SmolStr;

use super::exception::{Exception, Reason};
use super::quirks::{Quirks, Role};
use super::retail_line::Line;
use super::territory::{Channel, Node};

/// Everything that a file says, sorted by what it means. Each list keeps the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Trade {
    /// Orders.
    pub sales: Vec<Sale>,
    /// Goods that customers give back or no longer want.
    pub cancellations: Vec<Cancellation>,
    /// Stock found or written off.
    pub corrections: Vec<Correction>,
    /// Lines that are none of these, each with its reason.
    pub exceptions: Vec<Exception>,
    /// How often each rule was applied.
    pub quirks: Quirks,
    /// Hash of every published value of every line: equal for equal files.
    pub fingerprint: u64,
    /// Name of every article, as it was first typed.
    pub article_names: BTreeMap<SmolStr, SmolStr>,
}

/// One invoice that sells goods.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sale {
    /// Invoice number: the external id of the order.
    pub invoice: SmolStr,
    /// When it was placed.
    pub time: DateTime,
    /// Customer number; a guest has none.
    pub customer: Option<SmolStr>,
    /// Country of the customer, as published.
    pub country: SmolStr,
    /// Where it was placed.
    pub channel: Channel,
    /// The node that serves its customer.
    pub node: Node,
    /// The goods, in the order of the invoice.
    pub lines: Vec<SaleLine>,
    /// Postage, manual charges and vouchers, in pounds sterling.
    pub charges: Decimal,
}

/// Goods of one line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SaleLine {
    /// Article.
    pub code: SmolStr,
    /// Units, above zero.
    pub units: u64,
    /// Pounds sterling, zero or more.
    pub unit_price: Decimal,
}

/// One line of a "C" invoice that gives goods back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cancellation {
    /// The line as published; its quantity is below zero.
    pub line: Line,
    /// When the invoice was written.
    pub time: DateTime,
}

/// Stock found or written off at a node.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Correction {
    /// The invoice that books it.
    pub invoice: SmolStr,
    /// Its position among the corrections of that invoice.
    pub position: usize,
    /// When it was booked.
    pub time: DateTime,
    /// Where: the node is the one that the number of the invoice falls to.
    pub node: Node,
    /// Article.
    pub code: SmolStr,
    /// Units found (above zero) or written off (below zero).
    pub units: i64,
}

impl Trade {
    /// Sorts the lines of a file by what they mean.
    pub fn of_lines(lines: Vec<Line>) -> Trade {
        let mut trade = Trade::default();
        let mut fingerprint = String::new();
        for line in &lines {
            trade.fingerprint = line.fingerprint(trade.fingerprint, &mut fingerprint);
            trade.quirks.count_line(line);
            if Role::of_code(&line.code) == Role::Goods {
                let name = trade.article_names.entry(line.code.clone()).or_default();
                if name.is_empty() && line.unit_price > Decimal::ZERO {
                    *name = line.description.clone();
                }
            }
        }
        for invoice in by_invoice(lines) {
            trade.quirks.count_invoice(&invoice);
            trade.add(&invoice);
        }
        trade
    }

    fn add(&mut self, lines: &[Line]) {
        let Some(first) = lines.first() else { return };
        if first.invoice.starts_with('A') {
            self.quirks.bad_debt_invoices += 1;
            self.except(Reason::Bookkeeping, lines);
        } else if first.invoice.starts_with('C') {
            self.add_cancellation(lines, first.time);
        } else if first.customer.is_none() && lines.iter().all(|line| line.unit_price.is_zero()) {
            self.add_corrections(lines, first);
        } else {
            self.add_sale(lines, first);
        }
    }

    fn add_cancellation(&mut self, lines: &[Line], time: DateTime) {
        for line in lines {
            let reason = match Role::of_code(&line.code) {
                Role::Goods if line.quantity < 0 => {
                    self.cancellations.push(Cancellation { line: line.clone(), time });
                    continue;
                }
                Role::Goods => Reason::CancellationAddsUnits,
                Role::Carriage | Role::Manual => Reason::ChargeTakenBack,
                Role::Discount => Reason::DiscountAfterSale,
                Role::Bookkeeping => Reason::Bookkeeping,
            };
            self.exceptions.push(Exception::of_line(reason, line));
        }
    }

    fn add_corrections(&mut self, lines: &[Line], first: &Line) {
        let (goods, other): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| Role::of_code(&line.code) == Role::Goods);
        for (position, line) in goods.into_iter().enumerate() {
            self.add_correction(line, first, position);
        }
        for line in other {
            self.exceptions.push(Exception::of_line(Reason::InvoiceWithoutGoods, line));
        }
    }

    fn add_correction(&mut self, line: &Line, first: &Line, position: usize) {
        if line.quantity < 0 {
            self.quirks.write_off_lines += 1;
        } else {
            self.quirks.found_stock_lines += 1;
        }
        self.corrections.push(Correction {
            invoice: line.invoice.clone(),
            position,
            time: first.time,
            node: Node::serving(&first.country, first.customer.as_deref(), &first.invoice),
            code: line.code.clone(),
            units: line.quantity,
        });
    }

    fn add_sale(&mut self, lines: &[Line], first: &Line) {
        let mut sale = Sale {
            invoice: first.invoice.clone(),
            time: first.time,
            customer: first.customer.clone(),
            country: first.country.clone(),
            channel: Channel::of_invoice(&first.invoice),
            node: Node::serving(&first.country, first.customer.as_deref(), &first.invoice),
            lines: Vec::with_capacity(lines.len()),
            charges: Decimal::ZERO,
        };
        let mut charged = Vec::new();
        let mut corrections = 0;
        for line in lines {
            match Role::of_code(&line.code) {
                Role::Goods if line.quantity < 0 => {
                    self.add_correction(line, first, corrections);
                    corrections += 1;
                }
                Role::Goods if line.unit_price.is_sign_negative() && !line.unit_price.is_zero() => {
                    self.exceptions.push(Exception::of_line(Reason::NegativePrice, line));
                }
                Role::Goods => {
                    self.quirks.free_lines += u64::from(line.unit_price.is_zero());
                    sale.lines.push(SaleLine { code: line.code.clone(), units: line.quantity.unsigned_abs(), unit_price: line.unit_price });
                }
                Role::Carriage | Role::Manual if !line.amount().is_sign_negative() => charged.push(line),
                Role::Carriage | Role::Manual => {
                    self.exceptions.push(Exception::of_line(Reason::ChargeTakenBack, line));
                }
                Role::Discount => self.exceptions.push(Exception::of_line(Reason::DiscountAfterSale, line)),
                Role::Bookkeeping => self.exceptions.push(Exception::of_line(Reason::Bookkeeping, line)),
            }
        }
        if sale.lines.is_empty() {
            self.quirks.invoices_without_goods += 1;
            self.exceptions.extend(charged.into_iter().map(|line| Exception::of_line(Reason::InvoiceWithoutGoods, line)));
        } else {
            sale.charges = charged.into_iter().map(|line| rounded_to_penny(line.amount())).sum();
            self.sales.push(sale);
        }
    }

    fn except(&mut self, reason: Reason, lines: &[Line]) {
        self.exceptions.extend(lines.iter().map(|line| Exception::of_line(reason, line)));
    }
}

impl Sale {
    /// What the customer pays: each line and the charges, to the penny.
    pub fn total(&self) -> Decimal {
        self.lines.iter().map(SaleLine::amount).sum::<Decimal>() + self.charges
    }
}

impl SaleLine {
    /// What the line costs, to the penny.
    pub fn amount(&self) -> Decimal {
        rounded_to_penny(Decimal::from(self.units) * self.unit_price)
    }
}

/// Half away from zero, as the library rounds what it charges.
fn rounded_to_penny(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The lines of each invoice together, invoices in the order of their first lines. Most files keep an invoice in one piece, not all.
fn by_invoice(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut positions: HashMap<SmolStr, usize> = HashMap::new();
    let mut invoices: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let position = *positions.entry(line.invoice.clone()).or_insert(invoices.len());
        match invoices.get_mut(position) {
            Some(invoice) => invoice.push(line),
            None => invoices.push(vec![line]),
        }
    }
    invoices
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

    use std::path::Path;

    use super::*;
    use crate::trading_day::retail_file::{read, read_bundled_day};

    fn trade(rows: &str) -> Trade {
        let text = format!("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n{rows}");
        Trade::of_lines(read(text.as_bytes(), Path::new("test.csv"), None).unwrap())
    }

    fn reasons(trade: &Trade) -> Vec<(Reason, &str)> {
        trade.exceptions.iter().map(|exception| (exception.reason, exception.code.as_str())).collect()
    }

    #[test]
    fn a_sale_keeps_its_goods_and_charges_its_postage() {
        let trade = trade(
            "536370,22728,ALARM CLOCK,24,2010-12-01 08:45:00,3.75,12583.0,France\n\
             536370,post,POSTAGE,3,2010-12-01 08:45:00,18.0,12583.0,France\n\
             536370,21731,GIFT,2,2010-12-01 08:46:00,0.0,12583.0,France\n\
             536370,GIFT_0001_20,VOUCHER,1,2010-12-01 08:46:00,16.67,12583.0,France\n",
        );
        let [sale] = trade.sales.as_slice() else { panic!("one sale, got {:?}", trade.sales) };
        assert_eq!(sale.lines.len(), 2);
        assert_eq!(sale.charges, Decimal::new(7_067, 2));
        assert_eq!(sale.total(), Decimal::new(16_067, 2));
        assert_eq!(sale.node, Node::Eindhoven);
        let Quirks { carriage_lines, manual_lines, free_lines, lower_case_codes, invoices_with_several_times, .. } = trade.quirks;
        assert_eq!((carriage_lines, manual_lines, free_lines), (1, 1, 1));
        assert_eq!((lower_case_codes, invoices_with_several_times), (1, 1));
        assert_eq!(reasons(&trade), []);
    }

    #[test]
    fn an_invoice_in_two_pieces_is_one_sale() {
        let trade = trade(
            "1,85123A,HEART,1,2010-12-01 08:45:00,1,5.0,EIRE\n\
             2,85123A,HEART,1,2010-12-01 08:45:00,1,6.0,EIRE\n\
             1,85123a,HEART,1,2010-12-01 08:45:00,1,5.0,EIRE\n",
        );
        let lines: Vec<(&str, usize)> = trade.sales.iter().map(|sale| (sale.invoice.as_str(), sale.lines.len())).collect();
        assert_eq!(lines, [("1", 2), ("2", 1)]);
        // The third line repeats the first but for the letter case, which is a difference of the published line.
        assert_eq!(trade.quirks.repeated_lines, 0);
    }

    #[test]
    fn free_lines_without_customer_correct_the_stock() {
        let trade = trade(
            "1,84569B,,-20,2010-12-06 12:35:00,0.0,,United Kingdom\n\
             2,21777,found,5,2010-12-06 12:34:00,0.0,,United Kingdom\n\
             3,POST,,1000,2010-12-06 12:34:00,0.0,,United Kingdom\n",
        );
        let units: Vec<i64> = trade.corrections.iter().map(|correction| correction.units).collect();
        assert_eq!(units, [-20, 5]);
        assert_eq!((trade.quirks.write_off_lines, trade.quirks.found_stock_lines), (1, 1));
        assert_eq!(reasons(&trade), [(Reason::InvoiceWithoutGoods, "POST")]);
        assert!(trade.sales.is_empty());
    }

    #[test]
    fn what_is_no_trade_is_an_exception_with_its_amount() {
        let trade = trade(
            "A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,-11062.06,,United Kingdom\n\
             C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom\n\
             C537414,POST,POSTAGE,-1,2010-12-06 15:09:00,4.41,16861.0,United Kingdom\n\
             C537414,22086,CHAIN,-6,2010-12-06 15:09:00,2.95,16861.0,United Kingdom\n\
             537632,AMAZONFEE,FEE,1,2010-12-07 15:08:00,13541.33,,United Kingdom\n\
             537435,M,Manual,2,2010-12-06 16:58:00,5.95,17920.0,United Kingdom\n",
        );
        let expected = [
            (Reason::Bookkeeping, "B"),
            (Reason::DiscountAfterSale, "D"),
            (Reason::ChargeTakenBack, "POST"),
            (Reason::Bookkeeping, "AMAZONFEE"),
            (Reason::InvoiceWithoutGoods, "M"),
        ];
        assert_eq!(reasons(&trade), expected);
        assert_eq!(trade.exceptions.first().map(|case| case.amount), Some(Decimal::new(-1_106_206, 2)));
        assert_eq!(trade.cancellations.len(), 1);
        assert_eq!(trade.quirks.invoices_without_goods, 2);
    }

    #[test]
    fn every_line_of_the_bundled_day_has_a_place() {
        let lines = read_bundled_day(None).unwrap();
        let count = lines.len();
        let trade = Trade::of_lines(lines);
        let goods: usize = trade.sales.iter().map(|sale| sale.lines.len()).sum();
        let charged = trade.quirks.carriage_lines + trade.quirks.manual_lines;
        let charges_excepted = trade.exceptions.len();
        let placed = goods + trade.cancellations.len() + trade.corrections.len() + usize::try_from(charged).unwrap();
        assert_eq!(placed, count, "exceptions are charges of this day: {charges_excepted}");
        assert_eq!((trade.sales.len(), trade.cancellations.len(), trade.corrections.len()), (102, 48, 13));
    }
}
