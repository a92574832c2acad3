//! The money of one order in the model, and the comparison of every figure of the core with it.

use oms_core::journal::Account;
use oms_core::order::Order;
use oms_core::payment::TransactionKind;

use super::exact::{Exact, minor, rounded, whole};
use super::payment::{Kind, Payment, State, Told};
use super::promotion::Promotion;
use super::sale::Line;
use super::terms::{Given, Terms};

/// Something charged once for the order: shipping is the first.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    pub(crate) amount: Exact,
    pub(crate) tax: Exact,
    pub(crate) given: Given,
    pub(crate) is_credited: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) included: bool,
    pub(crate) terms: Terms,
    pub(crate) lines: Vec<Line>,
    pub(crate) beside: Vec<Beside>,
    pub(crate) promotions: Vec<Promotion>,
    pub(crate) payments: Vec<Payment>,
    /// Parcels that were paid for at the door.
    pub(crate) paid_at_door: Vec<u32>,
    pub(crate) fees: Exact,
    /// What was given at once, beside what a provider was told to give.
    pub(crate) given: Exact,
    /// What goods on their way back are taken to bring, as far as others replace them.
    pub(crate) in_exchange: Exact,
    /// Whether units came back that the customer had changed their mind about.
    pub(crate) by_customer: bool,
    /// Whether a command said that shipping stays charged.
    pub(crate) keeps_shipping: bool,
}

/// Units of a line that are refunded together, and what is kept of them.
pub(crate) struct Back {
    pub(crate) line: usize,
    /// How many were found to be alike, and the part of what they bring that the terms keep.
    pub(crate) pieces: Vec<(i64, Exact)>,
    /// The part that a command keeps of all of them, in place of the terms.
    pub(crate) named: Option<Exact>,
    /// What is kept for a label.
    pub(crate) label: Exact,
    pub(crate) by_customer: bool,
    /// Whether a command says that shipping is given back.
    pub(crate) shipping: Option<bool>,
}

/// What a refund is to be: credited, its tax, fee, what is taken back of discounts, what pays for replacements, paid back.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Refund {
    pub(crate) credited: Exact,
    pub(crate) tax: Exact,
    pub(crate) fee: Exact,
    pub(crate) clawed_back: Exact,
    pub(crate) exchanged: Exact,
    pub(crate) refunded: Exact,
}

impl Back {
    /// Units by fault of the seller, or of a claim: nothing is kept.
    pub(crate) fn free(line: usize, units: i64) -> Back {
        Back { line, pieces: vec![(units, whole(0))], named: None, label: whole(0), by_customer: false, shipping: None }
    }
}

impl Book {
    pub(crate) fn charged(&self) -> Exact {
        self.lines.iter().map(|line| &line.total).sum::<Exact>() + self.beside.iter().map(|beside| &beside.amount).sum::<Exact>()
    }

    fn credited_beside(&self) -> Exact {
        self.beside.iter().filter(|beside| beside.is_credited).map(|beside| &beside.amount).sum()
    }

    /// What is still charged beside the lines.
    pub(crate) fn left_beside(&self) -> Exact {
        self.beside.iter().filter(|beside| !beside.is_credited).map(|beside| &beside.amount).sum()
    }

    pub(crate) fn credited(&self) -> Exact {
        self.lines.iter().map(Line::credited).sum::<Exact>() + self.credited_beside()
    }

    fn credited_tax(&self) -> Exact {
        let beside: Exact = self.beside.iter().filter(|beside| beside.is_credited).map(|beside| &beside.tax).sum();
        self.lines.iter().map(Line::credited_tax).sum::<Exact>() + beside
    }

    /// Refunds that were not owed, whether they have happened or are under way.
    fn goodwill(&self) -> Exact {
        let told = self.payments.iter().flat_map(|payment| &payment.told).filter(|told| told.state != State::Failed);
        &self.given + told.map(|told| &told.goodwill).sum::<Exact>()
    }

    pub(crate) fn total(&self) -> Exact {
        (self.charged() - self.credited() - self.goodwill() + &self.fees - &self.in_exchange).max(whole(0))
    }

    pub(crate) fn sum(&self, figure: impl Fn(&Payment) -> Exact) -> Exact {
        self.payments.iter().map(figure).sum()
    }

    fn kept(&self) -> Exact {
        self.sum(|payment| &payment.captured - &payment.refunded - &payment.charged_back)
    }

    pub(crate) fn due(&self) -> Exact {
        self.total() - self.kept()
    }

    /// What is owed to the customer and not on its way.
    pub(crate) fn owed(&self) -> Exact {
        (whole(0) - self.due() - self.sum(|payment| payment.pending(Kind::Refund))).max(whole(0))
    }

    /// What the customer owes and is not being taken.
    pub(crate) fn outstanding(&self) -> Exact {
        let under_way = self.sum(|payment| payment.pending(Kind::Refund)) - self.sum(|payment| payment.pending(Kind::Capture));
        (self.due() + under_way).max(whole(0))
    }

    /// Nothing is with the customer or still to come: what is charged beside the lines goes back, all of it if all was canceled, else by
    /// the terms, or as a command says of shipping.
    fn give_beside(&mut self, all_canceled: bool, shipping: Option<bool>) {
        if self.lines.iter().any(|line| line.units < line.quantity) {
            return;
        }
        for (place, beside) in self.beside.iter_mut().enumerate().filter(|(_, beside)| beside.amount != whole(0)) {
            let by_terms = match beside.given {
                Given::Always => true,
                Given::Never => false,
                Given::SellersFault => !self.by_customer,
            };
            beside.is_credited |= all_canceled || shipping.filter(|_| place == 0).unwrap_or(by_terms);
        }
    }

    /// After a cancellation or an edit: the rest of the order may have gone.
    pub(crate) fn close(&mut self, all_canceled: bool) {
        self.give_beside(all_canceled, self.keeps_shipping.then_some(false));
    }

    /// Credits units for a return or a claim and pays back.
    pub(crate) fn refund(&mut self, back: &Back) -> Refund {
        let (before, tax_before) = (self.credited(), self.credited_tax());
        let mut brings = whole(0);
        let mut fee = whole(0);
        for (units, rate) in &back.pieces {
            let goods = self.lines[back.line].next(*units).0;
            self.lines[back.line].units += units;
            fee += rounded(&(&goods * rate));
            brings += goods;
        }
        fee = back.named.as_ref().map_or(fee, |rate| rounded(&(&brings * rate)));
        fee += back.label.clone().min(&brings - &fee);
        self.fees += &fee;
        self.keeps_shipping |= back.shipping == Some(false) && self.beside[0].amount != whole(0) && !self.beside[0].is_credited;
        let most = &brings - &fee;
        let clawed_back = if back.by_customer && self.terms.claws_back { self.claw_back(&most) } else { whole(0) };
        self.give_beside(false, back.shipping);
        let (credited, tax) = (self.credited() - before, self.credited_tax() - tax_before);
        let left = &credited - &fee - &clawed_back;
        // The goods are back: their credit pays for what replaced them, and only the rest goes to the customer.
        let exchanged = std::mem::replace(&mut self.in_exchange, whole(0)).min(left.clone());
        let refunded = self.pay_back((left - &exchanged).min(self.owed()));
        Refund { credited, tax, fee, clawed_back, exchanged, refunded }
    }

    /// Gives back over the payments in the order of the terms, each at most what it holds, at once or by telling a provider.
    fn pay_back(&mut self, amount: Exact) -> Exact {
        let mut left = amount.clone();
        let mut places: Vec<usize> = (0..self.payments.len()).collect();
        places.sort_by_key(|place| self.terms.place(self.payments[*place].method));
        for place in places {
            let payment = &mut self.payments[place];
            let given = payment.refundable().min(left.clone());
            left -= &given;
            if given == whole(0) {
                continue;
            }
            if self.terms.through_provider {
                payment.told.push(Told { kind: Kind::Refund, amount: given, goodwill: whole(0), state: State::Pending });
            } else {
                payment.refunded += given;
            }
        }
        amount - left
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
            compare(format!("line {id} discount"), minor(line.discount), model.discount.clone());
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
            ("goodwill", minor(order.goodwill()), self.goodwill()),
            ("in exchange", minor(balance.in_exchange), self.in_exchange.clone()),
            ("total", minor(balance.total), self.total()),
            ("authorized", minor(balance.authorized), self.sum(Payment::set_aside)),
            ("captured", minor(balance.captured), self.sum(|payment| payment.captured.clone())),
            ("refunded", minor(balance.refunded), self.sum(|payment| payment.refunded.clone())),
            ("charged back", minor(balance.charged_back), self.sum(|payment| payment.charged_back.clone())),
            ("capture pending", minor(balance.capture_pending), self.sum(|payment| payment.pending(Kind::Capture))),
            ("refund pending", minor(balance.refund_pending), self.sum(|payment| payment.pending(Kind::Refund))),
            ("owed", minor(balance.owed()), self.owed()),
            ("outstanding", minor(balance.outstanding()), self.outstanding()),
            ("due", minor(balance.due), self.due()),
        ];
        for (what, core, model) in figures {
            compare(what.to_owned(), core, model);
        }
        for (payment, model) in order.payments.iter().zip(&self.payments) {
            compare(format!("{} captured", model.id), whole(payment.sum(TransactionKind::Capture)), model.captured.clone());
            compare(format!("{} refunded", model.id), whole(payment.sum(TransactionKind::Refund)), model.refunded.clone());
            compare(format!("{} refundable", model.id), whole(payment.refundable()), model.refundable());
            compare(format!("{} set aside", model.id), whole(payment.authorized_left()), model.set_aside());
        }
        for (cash, model) in order.cash().iter().zip(self.payments.iter().filter(|payment| payment.method == "cash_on_delivery")) {
            compare("cash collected".into(), minor(cash.collected), model.captured.clone());
            compare("cash handed over".into(), minor(cash.remitted), model.remitted.clone());
            compare("cash with the courier".into(), minor(cash.outstanding), &model.captured - &model.remitted);
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
