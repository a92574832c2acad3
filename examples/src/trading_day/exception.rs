//! What could not be done the ordinary way. Nothing is dropped: each case has a name, its invoice and its figures.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::retail_line::Line;

/// One case, as it stands in the summary and in the report.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Exception {
    /// Why.
    pub reason: Reason,
    /// The invoice that shows it.
    pub invoice: SmolStr,
    /// Article or pseudo code; empty when the whole invoice is meant.
    pub code: SmolStr,
    /// Units concerned, without sign.
    pub units: u64,
    /// Pounds sterling concerned, as published: negative where money went back to the customer.
    pub amount: Decimal,
}

impl Exception {
    /// The case that one line of an invoice makes.
    pub fn of_line(reason: Reason, line: &Line) -> Exception {
        Exception {
            reason,
            invoice: line.invoice.clone(),
            code: line.code.clone(),
            units: line.quantity.unsigned_abs(),
            amount: line.amount(),
        }
    }
}

/// Why something could not be done the ordinary way.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A cancelling line without a customer.
    CancellationWithoutCustomer,
    /// The customer never bought the article before, as far as the replayed days tell.
    CancellationOfUnknownSale,
    /// The customer bought the article, but fewer units than are cancelled are left.
    CancellationBeyondSale,
    /// Postage, a manual charge or a voucher taken back: the amount is not tied to a sale.
    ChargeTakenBack,
    /// A reduction granted after the sale, not tied to one.
    DiscountAfterSale,
    /// Fees, samples, commissions, adjusted debt.
    Bookkeeping,
    /// A sale that holds no goods, such as postage alone.
    InvoiceWithoutGoods,
    /// Goods sold at a price below zero.
    NegativePrice,
    /// A "C" invoice with units above zero.
    CancellationAddsUnits,
    /// A command of the plan was refused by the library.
    Refused,
    /// Units neither shipped nor canceled nor backordered when the last step was done.
    UnitsLeftOver,
}

impl Reason {
    /// A sentence for the merchant.
    pub fn sentence(self) -> &'static str {
        match self {
            Reason::CancellationWithoutCustomer => "cancels goods for no named customer, so no sale can be found",
            Reason::CancellationOfUnknownSale => "cancels goods that this customer did not buy in the replayed days",
            Reason::CancellationBeyondSale => "cancels more units than are left of what this customer bought",
            Reason::ChargeTakenBack => "takes back postage or a manual charge that is not tied to a sale",
            Reason::DiscountAfterSale => "grants a discount that is not tied to a sale",
            Reason::Bookkeeping => "books fees, samples, commissions or bad debt, which is no trade with a customer",
            Reason::InvoiceWithoutGoods => "charges money but holds no goods, so it is no order",
            Reason::NegativePrice => "sells goods at a price below zero",
            Reason::CancellationAddsUnits => "is marked as a cancellation but adds units",
            Reason::Refused => "was refused by the library, see its rejection",
            Reason::UnitsLeftOver => "has units that were neither shipped nor canceled nor backordered",
        }
    }
}
