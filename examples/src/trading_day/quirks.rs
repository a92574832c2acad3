//! What is done with the odd lines of a real file: each kind has one stated rule and one counter.
//!
//! | kind of line | rule |
//! | --- | --- |
//! | carriage: `POST`, `DOT`, `C2` | charged to the order as delivery; taken back in a "C" invoice: a named exception with its amount |
//! | manual: `M`, `PADS`, and gift vouchers `GIFT_...` | charged to the order with the delivery, for there are no goods to move |
//! | discount: `D` | granted after the sale, in "C" invoices: a named exception with its amount |
//! | bookkeeping: `BANK CHARGES`, `AMAZONFEE`, `CRUK`, `S` (samples), `B` (bad debt) | no order: a named exception with its amount |
//! | invoice "A..." | adjusts bad debt: bookkeeping, as above |
//! | sale without any goods (postage alone, say) | no order: a named exception with its amount |
//! | every line of a sale free, and no customer | stock found or written off, by the sign |
//! | another line at price zero | a gift: moves goods, costs nothing |
//! | exact repetition of a line within its invoice | kept: the invoice charged both |
//! | small letters in a code | the code in upper case |
//! | empty customer | a guest; a cancellation without a customer matches no sale |
//! | more than 5,000 units | an ordinary line |
//! | lines of an invoice at several times | the first counts |
//! | price of more than two places | the line is charged rounded to the penny, half away from zero |

use serde::{Deserialize, Serialize};

use super::retail_line::Line;

/// What a code stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// An article that lies on a shelf.
    Goods,
    /// Postage and carriage.
    Carriage,
    /// Something charged by hand, or a voucher: money without goods.
    Manual,
    /// A reduction granted after the sale.
    Discount,
    /// Fees, samples, commissions, bad debt: no trade with the customer.
    Bookkeeping,
}

impl Role {
    /// What an upper-case code stands for. Whatever is not on the list of pseudo codes is an article.
    pub fn of_code(code: &str) -> Role {
        match code {
            "POST" | "DOT" | "C2" => Role::Carriage,
            "M" | "PADS" => Role::Manual,
            "D" => Role::Discount,
            "BANK CHARGES" | "AMAZONFEE" | "CRUK" | "S" | "B" => Role::Bookkeeping,
            voucher if voucher.starts_with("GIFT_") => Role::Manual,
            _ => Role::Goods,
        }
    }
}

/// How many lines (or invoices, where the name says so) each rule was applied to.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Quirks {
    /// `POST`, `DOT`, `C2`.
    pub carriage_lines: u64,
    /// `M`, `PADS` and gift vouchers.
    pub manual_lines: u64,
    /// `D`.
    pub discount_lines: u64,
    /// `BANK CHARGES`, `AMAZONFEE`, `CRUK`, `S`, `B`.
    pub bookkeeping_lines: u64,
    /// Invoices that begin with "A".
    pub bad_debt_invoices: u64,
    /// Sales that hold no goods.
    pub invoices_without_goods: u64,
    /// Units below zero outside of "C" invoices.
    pub write_off_lines: u64,
    /// Units above zero in sales that are free as a whole and have no customer.
    pub found_stock_lines: u64,
    /// Goods at price zero within an order.
    pub free_lines: u64,
    /// Lines that repeat another of their invoice in every column.
    pub repeated_lines: u64,
    /// Codes published with small letters.
    pub lower_case_codes: u64,
    /// Lines without a customer.
    pub lines_without_customer: u64,
    /// Lines of more than 5,000 units, either sign.
    pub very_large_lines: u64,
    /// Invoices whose lines carry more than one time.
    pub invoices_with_several_times: u64,
    /// Prices of more than two decimal places.
    pub prices_below_a_penny: u64,
}

/// Units from which a line is counted as very large.
const VERY_LARGE_UNITS: u64 = 5_000;

impl Quirks {
    /// Counts what one line shows by itself, whatever its invoice is.
    pub fn count_line(&mut self, line: &Line) {
        match Role::of_code(&line.code) {
            Role::Goods => {}
            Role::Carriage => self.carriage_lines += 1,
            Role::Manual => self.manual_lines += 1,
            Role::Discount => self.discount_lines += 1,
            Role::Bookkeeping => self.bookkeeping_lines += 1,
        }
        self.lower_case_codes += u64::from(line.code_was_lower_case);
        self.lines_without_customer += u64::from(line.customer.is_none());
        self.very_large_lines += u64::from(line.quantity.unsigned_abs() > VERY_LARGE_UNITS);
        self.prices_below_a_penny += u64::from(line.unit_price.normalize().scale() > 2);
    }

    /// Counts what shows only when the lines of one invoice stand side by side.
    pub fn count_invoice(&mut self, lines: &[Line]) {
        let several_times = lines.first().is_some_and(|first| lines.iter().any(|line| line.time != first.time));
        self.invoices_with_several_times += u64::from(several_times);
        // Long invoices have hundreds of lines: sorting by code first keeps the comparison short.
        let mut by_code: Vec<&Line> = lines.iter().collect();
        by_code.sort_by_key(|line| (&line.code, line.number));
        for same_code in by_code.chunk_by(|one, other| one.code == other.code) {
            for (position, line) in same_code.iter().enumerate() {
                let repeats = same_code.iter().take(position).any(|earlier| line.repeats(earlier));
                self.repeated_lines += u64::from(repeats);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::trading_day::retail_file::read_bundled_day;

    #[test]
    fn pseudo_codes_are_told_from_articles() {
        assert_eq!(Role::of_code("85123A"), Role::Goods);
        assert_eq!(Role::of_code("DCGSSBOY"), Role::Goods);
        assert_eq!(Role::of_code("DOT"), Role::Carriage);
        assert_eq!(Role::of_code("GIFT_0001_20"), Role::Manual);
        assert_eq!(Role::of_code("D"), Role::Discount);
        assert_eq!(Role::of_code("BANK CHARGES"), Role::Bookkeeping);
    }

    #[test]
    fn the_bundled_day_shows_its_quirks() {
        let mut lines = read_bundled_day(None).unwrap();
        let mut quirks = Quirks::default();
        lines.iter().for_each(|line| quirks.count_line(line));
        lines.sort_by(|one, other| (&one.invoice, one.number).cmp(&(&other.invoice, other.number)));
        lines.chunk_by(|one, other| one.invoice == other.invoice).for_each(|invoice| quirks.count_invoice(invoice));
        assert_eq!(quirks.carriage_lines, 8);
        assert_eq!(quirks.manual_lines, 4);
        assert_eq!(quirks.repeated_lines, 48);
        assert_eq!(quirks.lines_without_customer, 1_904);
        assert_eq!(quirks.very_large_lines, 0);
    }
}
