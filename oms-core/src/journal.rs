//! The money of an order in double entry: for accounting systems, and as a check that nothing was lost.
//!
//! The journal is derived from the order, never kept: the same order has the same journal. What was sold, credited and charged is
//! told as it stands today; what happened to payments one entry a transaction, in their order. Every entry sums to nothing by itself.
//!
//! ```text
//! sale            debit receivable      credit revenue, shipping, charges, tax
//! credits         debit revenue, ...    credit receivable
//! fees            debit receivable      credit fees
//! goodwill        debit goodwill        credit receivable
//! exchange        debit goods expected  credit receivable      (until they are refunded, or expected no more)
//! capture         debit cash            credit receivable      (cash in transit, if a courier took it)
//! shipment        debit cost of goods   credit stock value     (at the unit costs that the order keeps)
//! goods back      debit stock value     credit cost of goods   (stock loss, what came back unfit for sale)
//! goods lost      debit stock loss      credit cost of goods
//! remittance      debit cash            credit cash in transit
//! refund          debit receivable      credit cash            (refund liability, until the provider has done it)
//! chargeback      debit receivable      credit cash
//! ```
//!
//! So what stands on *receivable* is what the customer owes. Where the customer has more than that, the last entry moves it to
//! *refund liability*: an asset is never below nothing.

use serde::{Deserialize, Serialize};

mod goods;

use crate::order::Order;
use crate::payment::{PaymentMethod, Transaction, TransactionKind, TransactionState};
use crate::{Amount, Arrange, Currency, PaymentId, Timestamp};

/// The journal of one order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// The currency of every amount.
    pub currency: Currency,
    /// The entries: what was sold and credited first, then payments in their order.
    pub entries: Vec<JournalEntry>,
    /// What stands on each account in the end, accounts without anything left out.
    pub balances: Vec<Posting>,
}

/// Postings that sum to nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct JournalEntry {
    /// Why.
    pub cause: JournalCause,
    /// When, of a payment; absent of what is told as it stands today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The payment, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
    /// The postings.
    pub postings: Vec<Posting>,
}

/// An amount on an account.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// The account.
    pub account: Account,
    /// How much: a debit above zero, a credit below.
    pub amount: Amount,
}

/// Why something is in the journal.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum JournalCause {
    /// Lines, shipping and charges were sold, as captured and edited since.
    Sale,
    /// Units were canceled or returned, shipping or charges given back.
    Credit,
    /// A part of what returns bring back was kept.
    Fee,
    /// A refund was given that was not owed.
    Goodwill,
    /// Goods on their way back are taken to pay for what is given in their place.
    Exchange,
    /// Goods left, at what they cost the merchant.
    Shipment,
    /// Goods that had left have come back.
    GoodsBack,
    /// Goods were lost on their way.
    GoodsLost,
    /// Money was taken.
    Capture,
    /// A courier handed over what it had collected.
    Remittance,
    /// Money was given back.
    Refund,
    /// A provider was told to give money back and has not answered.
    RefundPending,
    /// A bank took money back.
    Chargeback,
    /// A bank gave that money to the merchant again.
    ChargebackReversal,
    /// The customer has paid more than is charged.
    Overpayment,
}

/// An account of the journal.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// What customers owe.
    Receivable,
    /// Money that providers have taken for the merchant.
    Cash,
    /// Money that couriers have collected and not handed over.
    CashInTransit,
    /// Gift cards and store credit: using them lowers what the merchant owes their holders.
    CustomerCredit,
    /// Money that a marketplace settles.
    MarketplaceClearing,
    /// What customers are owed.
    RefundLiability,
    /// Sold goods, without tax.
    Revenue,
    /// Sold shipping, without tax.
    ShippingRevenue,
    /// Other charges, without tax.
    ChargeRevenue,
    /// Tax to be handed on.
    Tax,
    /// What was kept of what returns brought back.
    Fees,
    /// What was given without being owed.
    Goodwill,
    /// What goods on their way back are taken to bring, as far as others are given in their place.
    GoodsExpected,
    /// Goods in stock, at what they cost. The order moves it down by what has left and not come back.
    StockValue,
    /// What goods cost that are with customers or on their way to them.
    CostOfGoods,
    /// What goods cost that were lost, broken or thrown away.
    StockLoss,
}

impl Order {
    /// The journal of the order.
    pub fn journal(&self) -> Journal {
        let mut book = Book { zero: self.total.with_minor(0), entries: Vec::new() };
        self.post_sale(&mut book);
        let between =
            |cause, from, to, amount: Amount, book: &mut Book| book.entry(cause, None, &[(from, amount), (to, book.negative(amount))]);
        between(JournalCause::Fee, Account::Receivable, Account::Fees, self.fees(), &mut book);
        between(JournalCause::Goodwill, Account::Goodwill, Account::Receivable, self.goodwill_within_charges(), &mut book);
        between(JournalCause::Exchange, Account::GoodsExpected, Account::Receivable, self.in_exchange(), &mut book);
        goods::post(self, &mut book);
        for payment in &self.payments {
            for transaction in &payment.transactions {
                post(&mut book, payment.method, &payment.id, transaction);
            }
        }
        let receivable = book.balance(Account::Receivable);
        if receivable.is_negative() {
            let owed = book.negative(receivable);
            between(JournalCause::Overpayment, Account::Receivable, Account::RefundLiability, owed, &mut book);
        }
        let balances = book.balances();
        Journal { currency: self.currency, entries: book.entries, balances }
    }

    fn post_sale(&self, book: &mut Book) {
        use Account::{ChargeRevenue, Receivable, Revenue, ShippingRevenue, Tax};
        let sum = |amounts: &mut dyn Iterator<Item = Amount>| amounts.fold(book.zero, Amount::plus);
        let goods = sum(&mut self.lines.iter().map(|line| line.total));
        let goods_tax = sum(&mut self.lines.iter().map(crate::order::Line::tax));
        let charges = sum(&mut self.charges.iter().map(|charge| charge.amount));
        let charges_tax = sum(&mut self.charges.iter().map(|charge| charge.tax));
        let tax = goods_tax.plus(self.shipping_tax).plus(charges_tax);
        let sold = [
            (Receivable, self.total),
            (Revenue, goods_tax.minus(goods)),
            (ShippingRevenue, self.shipping_tax.minus(self.shipping)),
            (ChargeRevenue, charges_tax.minus(charges)),
            (Tax, book.negative(tax)),
        ];
        let goods = sum(&mut self.lines.iter().map(|line| line.credited));
        let goods_tax = sum(&mut self.lines.iter().map(crate::order::Line::credited_tax));
        let charges = sum(&mut self.charges.iter().map(|charge| charge.credited));
        let charges_tax = sum(&mut self.charges.iter().map(crate::order::Charge::credited_tax));
        let shipping_tax = self.shipping_credited_tax();
        let credited = [
            (Revenue, goods.minus(goods_tax)),
            (ShippingRevenue, self.shipping_credited.minus(shipping_tax)),
            (ChargeRevenue, charges.minus(charges_tax)),
            (Tax, goods_tax.plus(shipping_tax).plus(charges_tax)),
            (Receivable, book.negative(self.credited())),
        ];
        book.entry(JournalCause::Sale, None, &sold);
        book.entry(JournalCause::Credit, None, &credited);
    }

    /// Goodwill as far as something was left to be charged: the rest of it was a gift that lowers nothing, since the goods came back too.
    fn goodwill_within_charges(&self) -> Amount {
        let charged = self.total.minus(self.credited()).plus(self.fees()).minus(self.in_exchange());
        self.goodwill().at_most(if charged.is_negative() { charged.with_minor(0) } else { charged })
    }
}

/// Posts what happened to a payment. What was only set aside, let go, or has failed moves no money.
fn post(book: &mut Book, method: PaymentMethod, payment: &PaymentId, transaction: &Transaction) {
    use Account::{Cash, CashInTransit, Receivable, RefundLiability};
    use JournalCause as Cause;
    let money = match method {
        PaymentMethod::GiftCard | PaymentMethod::StoreCredit => Account::CustomerCredit,
        PaymentMethod::CashOnDelivery => CashInTransit,
        PaymentMethod::Marketplace => Account::MarketplaceClearing,
        _ => Cash,
    };
    // Cash that a courier has collected is paid back by the merchant, not by the courier.
    let paid_from = if money == CashInTransit { Cash } else { money };
    let (cause, from, to) = match (transaction.kind, transaction.state) {
        (TransactionKind::Refund, TransactionState::Pending) => (Cause::RefundPending, Receivable, RefundLiability),
        (_, TransactionState::Pending | TransactionState::Failed) => return,
        (TransactionKind::Authorization | TransactionKind::Void, _) => return,
        (TransactionKind::Capture, _) => (Cause::Capture, money, Receivable),
        (TransactionKind::Remittance, _) => (Cause::Remittance, Cash, CashInTransit),
        (TransactionKind::Refund, _) => (Cause::Refund, Receivable, paid_from),
        (TransactionKind::Chargeback, _) => (Cause::Chargeback, Receivable, paid_from),
        (TransactionKind::ChargebackReversal, _) => (Cause::ChargebackReversal, paid_from, Receivable),
    };
    book.entry(cause, Some((transaction.at, payment)), &[(from, transaction.amount), (to, book.negative(transaction.amount))]);
}

struct Book {
    zero: Amount,
    entries: Vec<JournalEntry>,
}

impl Book {
    fn negative(&self, amount: Amount) -> Amount {
        self.zero.minus(amount)
    }

    /// Enters postings that sum to nothing; those of nothing are left out, and so is an entry of none.
    fn entry(&mut self, cause: JournalCause, about: Option<(Timestamp, &PaymentId)>, postings: &[(Account, Amount)]) {
        let postings: Vec<Posting> = postings
            .iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(account, amount)| Posting { account: *account, amount: self.zero.plus(*amount) })
            .collect();
        if !postings.is_empty() {
            let (at, payment) = about.map(|(at, payment)| (at, payment.clone())).unzip();
            self.entries.push(JournalEntry { cause, at, payment, postings });
        }
    }

    fn balance(&self, account: Account) -> Amount {
        let postings = self.entries.iter().flat_map(|entry| &entry.postings).filter(|posting| posting.account == account);
        postings.fold(self.zero, |sum, posting| sum.plus(posting.amount))
    }

    fn balances(&self) -> Vec<Posting> {
        let mut accounts: Vec<Account> = self.entries.iter().flat_map(|entry| &entry.postings).map(|posting| posting.account).collect();
        accounts.arrange();
        accounts.dedup();
        let balances = accounts.into_iter().map(|account| Posting { account, amount: self.balance(account) });
        balances.filter(|posting| !posting.amount.is_zero()).collect()
    }
}

impl Journal {
    /// What stands on an account: debits above zero.
    pub fn balance(&self, account: Account) -> i64 {
        self.balances.iter().filter(|posting| posting.account == account).map(|posting| posting.amount.minor()).sum()
    }

    /// Whether every entry sums to nothing.
    pub fn is_balanced(&self) -> bool {
        self.entries.iter().all(|entry| entry.postings.iter().map(|posting| posting.amount.minor()).sum::<i64>() == 0)
    }
}
