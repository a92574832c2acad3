//! The money of one order in the model, and the comparison of every figure of the core with it.

use oms_core::journal::Account;
use oms_core::order::Order;
use oms_core::payment::TransactionKind;

use super::exact::{Exact, minor, rounded, whole};
use super::sale::Line;

/// A payment: what was taken, given back, and taken back by the bank.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) id: String,
    pub(crate) method: &'static str,
    pub(crate) captured: Exact,
    pub(crate) refunded: Exact,
    pub(crate) charged_back: Exact,
}

impl Payment {
    pub(crate) fn refundable(&self) -> Exact {
        (&self.captured - &self.refunded - &self.charged_back).max(whole(0))
    }

    fn is_credit(&self) -> bool {
        matches!(self.method, "gift_card" | "store_credit")
    }
}

/// Something charged once for the order: shipping is the first.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    pub(crate) amount: Exact,
    pub(crate) tax: Exact,
    pub(crate) is_credited: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) included: bool,
    pub(crate) lines: Vec<Line>,
    pub(crate) beside: Vec<Beside>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) fees: Exact,
    pub(crate) goodwill: Exact,
    /// What goods on their way back are taken to bring, as far as others replace them.
    pub(crate) in_exchange: Exact,
    /// Whether units came back that the customer had changed their mind about.
    pub(crate) by_customer: bool,
}

/// What a refund is to be: credited, its tax, fee, what pays for replacements, paid back.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Refund {
    pub(crate) credited: Exact,
    pub(crate) tax: Exact,
    pub(crate) fee: Exact,
    pub(crate) exchanged: Exact,
    pub(crate) refunded: Exact,
}

impl Book {
    pub(crate) fn charged(&self) -> Exact {
        self.lines.iter().map(|line| &line.total).sum::<Exact>() + self.beside.iter().map(|beside| &beside.amount).sum::<Exact>()
    }

    fn credited_beside(&self) -> Exact {
        self.beside.iter().filter(|beside| beside.is_credited).map(|beside| &beside.amount).sum()
    }

    pub(crate) fn credited(&self) -> Exact {
        self.lines.iter().map(Line::credited).sum::<Exact>() + self.credited_beside()
    }

    fn credited_tax(&self) -> Exact {
        let beside: Exact = self.beside.iter().filter(|beside| beside.is_credited).map(|beside| &beside.tax).sum();
        self.lines.iter().map(Line::credited_tax).sum::<Exact>() + beside
    }

    pub(crate) fn total(&self) -> Exact {
        (self.charged() - self.credited() - &self.goodwill + &self.fees - &self.in_exchange).max(whole(0))
    }

    pub(crate) fn sum(&self, figure: impl Fn(&Payment) -> &Exact) -> Exact {
        self.payments.iter().map(figure).sum()
    }

    pub(crate) fn due(&self) -> Exact {
        let kept =
            self.sum(|payment| &payment.captured) - self.sum(|payment| &payment.refunded) - self.sum(|payment| &payment.charged_back);
        self.total() - kept
    }

    pub(crate) fn owed(&self) -> Exact {
        (whole(0) - self.due()).max(whole(0))
    }

    /// Nothing is with the customer or still to come: what is charged beside the lines goes back, unless the customer changed their mind.
    pub(crate) fn close(&mut self, all_canceled: bool) {
        if self.lines.iter().all(|line| line.units == line.quantity) && (all_canceled || !self.by_customer) {
            self.beside.iter_mut().for_each(|beside| beside.is_credited = true);
        }
    }

    /// Credits a unit count of a line for a return or a claim and pays back, cards and their like first.
    pub(crate) fn refund(&mut self, line: usize, units: i64, rate: Option<&Exact>) -> Refund {
        let (before, tax_before, goods) = (self.credited(), self.credited_tax(), self.lines[line].credited());
        self.lines[line].units += units;
        let goods = self.lines[line].credited() - goods;
        let fee = rate.map_or(whole(0), |rate| rounded(&(goods * rate)));
        self.fees += &fee;
        self.close(false);
        let (credited, tax) = (self.credited() - before, self.credited_tax() - tax_before);
        // The goods are back: their credit pays for what replaced them, and only the rest goes to the customer.
        let exchanged = std::mem::replace(&mut self.in_exchange, whole(0)).min(&credited - &fee);
        let mut left = (&credited - &fee - &exchanged).max(whole(0)).min(self.owed());
        let wanted = left.clone();
        for merchants in [false, true] {
            for payment in self.payments.iter_mut().filter(|payment| payment.is_credit() == merchants) {
                let given = payment.refundable().min(left.clone());
                payment.refunded += &given;
                left -= given;
            }
        }
        Refund { credited, tax, fee, exchanged, refunded: wanted - left }
    }

    /// Every figure of the order that is not as the model has it.
    pub(crate) fn differences(&self, order: &Order) -> Vec<String> {
        let mut found = Vec::new();
        let mut compare = |what: String, core: Exact, model: Exact| {
            if core != model {
                found.push(format!("{what}: {core} in the core, {model} in the model"));
            }
        };
        for (line, model) in order.lines.iter().zip(&self.lines) {
            let id = &model.id;
            compare(format!("line {id} units"), whole(line.quantity.units()), whole(model.quantity));
            compare(format!("line {id} credited units"), whole(line.credited_quantity.units()), whole(model.units));
            compare(format!("line {id} total"), minor(line.total), model.total.clone());
            compare(format!("line {id} tax"), minor(line.tax()), model.tax.clone());
            compare(format!("line {id} credited"), minor(line.credited), model.credited());
            compare(format!("line {id} credited tax"), minor(line.credited_tax()), model.credited_tax());
        }
        compare("lines".into(), part_count(order.lines.len()), part_count(self.lines.len()));
        let balance = order.balance();
        let figures = [
            ("order total", minor(order.total), self.charged()),
            ("credited", minor(order.credited()), self.credited()),
            ("fees", minor(order.fees()), self.fees.clone()),
            ("goodwill", minor(order.goodwill()), self.goodwill.clone()),
            ("in exchange", minor(balance.in_exchange), self.in_exchange.clone()),
            ("total", minor(balance.total), self.total()),
            ("captured", minor(balance.captured), self.sum(|payment| &payment.captured)),
            ("refunded", minor(balance.refunded), self.sum(|payment| &payment.refunded)),
            ("charged back", minor(balance.charged_back), self.sum(|payment| &payment.charged_back)),
            ("due", minor(balance.due), self.due()),
        ];
        for (what, core, model) in figures {
            compare(what.to_owned(), core, model);
        }
        for (payment, model) in order.payments.iter().zip(&self.payments) {
            compare(format!("{} captured", model.id), whole(payment.sum(TransactionKind::Capture)), model.captured.clone());
            compare(format!("{} refunded", model.id), whole(payment.sum(TransactionKind::Refund)), model.refunded.clone());
            compare(format!("{} refundable", model.id), whole(payment.refundable()), model.refundable());
        }
        for model in self.payments.iter().filter(|model| model.refunded > model.captured) {
            found.push(format!("{} gave back more than it took", model.id));
        }
        self.compare_journal(order, &mut found);
        found
    }

    fn compare_journal(&self, order: &Order, found: &mut Vec<String>) {
        let journal = order.journal();
        let on = |accounts: &[Account]| whole(accounts.iter().map(|account| journal.balance(*account)).sum());
        let tax = self.lines.iter().map(|line| &line.tax).sum::<Exact>() + self.beside.iter().map(|beside| &beside.tax).sum::<Exact>();
        let kept = |credit: bool| -> Exact {
            let payments = self.payments.iter().filter(|payment| payment.is_credit() == credit);
            payments.map(|payment| &payment.captured - &payment.refunded - &payment.charged_back).sum()
        };
        let sold = self.charged() - self.credited();
        let sales = [Account::Revenue, Account::ShippingRevenue, Account::ChargeRevenue, Account::Tax];
        let accounts = [
            ("receivable", on(&[Account::Receivable, Account::RefundLiability]), self.due()),
            ("sales", on(&sales), whole(0) - sold),
            ("tax", on(&[Account::Tax]), self.credited_tax() - tax),
            ("goods expected", on(&[Account::GoodsExpected]), self.in_exchange.clone()),
            ("fees", on(&[Account::Fees]), whole(0) - &self.fees),
            ("cash", on(&[Account::Cash, Account::CashInTransit]), kept(false)),
            ("customer credit", on(&[Account::CustomerCredit]), kept(true)),
        ];
        for (account, core, model) in accounts {
            if core != model {
                found.push(format!("journal {account}: {core} in the core, {model} in the model"));
            }
        }
        if !journal.is_balanced() {
            found.push("the journal does not balance".to_owned());
        }
    }
}

fn part_count(count: usize) -> Exact {
    whole(i64::try_from(count).expect("few"))
}
