//! What units bring back when they are canceled or returned: exact to the minor unit, whatever the order and size of the steps.

use crate::shop::{Shop, types};
use oms_core::order::{Order, PaymentStatus};
use oms_core::returns::ReturnState;
use oms_core::{Currency, allocate};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, TestCaseError, prop_assert, prop_assert_eq, prop_oneof, proptest};
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn paid(amount: &str) -> Value {
    json!([{"id": "card", "method": "card", "captured": amount}])
}

fn refund(id: &str) -> Value {
    json!({"type": "refund_return", "order": "o1", "return_id": id})
}

/// Brings units back, refunds them, and answers `[credited, tax, fee, refunded]` of the event.
fn give_back(shop: &mut Shop, id: &str, lines: &[(&str, i64)], more: Value) -> [String; 4] {
    shop.bring_back("o1", id, lines);
    let mut command = refund(id);
    for (field, value) in more.as_object().unwrap() {
        command[field] = value.clone();
    }
    let events = shop.ok(command);
    let refunded = events.last().unwrap();
    assert_eq!(refunded["type"], "return_refunded");
    ["credited", "tax", "fee", "refunded"].map(|field| refunded[field].as_str().unwrap().to_owned())
}

#[test]
fn a_discounted_line_returned_one_at_a_time_brings_back_what_it_cost() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], json!({"discounts": [{"amount": "1.00"}], "payments": paid("29.00")}));
    shop.deliver("o1", &[("1", 3)]);
    for (id, amount) in [("r1", "9.67"), ("r2", "9.66"), ("r3", "9.67")] {
        assert_eq!(give_back(&mut shop, id, &[("1", 1)], json!({})), [amount, "0.00", "0.00", amount]);
    }
    assert_eq!(shop.money("o1"), ["0.00", "29.00", "29.00", "0.00"]);
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Refunded);
    shop.audit();
}

#[test]
fn tax_that_was_added_comes_back_with_the_unit() {
    let mut shop = Shop::open();
    let lines = json!([{"id": "1", "sku": "shirt", "quantity": 2, "unit_price": "100", "taxes": [{"rate": "0.10"}]}]);
    shop.capture("o1", &[], json!({"lines": lines, "discounts": [{"amount": "20"}], "payments": paid("198.00")}));
    shop.deliver("o1", &[("1", 2)]);
    assert_eq!(give_back(&mut shop, "r1", &[("1", 1)], json!({})), ["99.00", "9.00", "0.00", "99.00"]);
    shop.audit();
}

#[test]
fn a_restocking_fee_is_kept_and_nothing_stays_due() {
    let mut shop = Shop::open();
    let taxed = json!([{"id": "1", "sku": "shirt", "quantity": 3, "unit_price": "118.00", "taxes": [{"rate": "0.18"}]}]);
    let more = json!({"lines": taxed, "prices_include_tax": true, "discounts": [{"amount": "35.40"}], "payments": paid("318.60")});
    shop.capture("o1", &[], more);
    shop.deliver("o1", &[("1", 3)]);
    let fee = json!({"restocking_fee_rate": "0.15"});
    assert_eq!(give_back(&mut shop, "r1", &[("1", 1)], fee), ["106.20", "16.20", "15.93", "90.27"]);
    assert_eq!(shop.money("o1"), ["228.33", "318.60", "90.27", "0.00"]);
    assert_eq!(shop.order("o1").fees().to_string(), "15.93");
    shop.bring_back("o1", "r2", &[("1", 1)]);
    for rate in ["-0.01", "1.01", "0.123456789"] {
        let mut command = refund("r2");
        command["restocking_fee_rate"] = json!(rate);
        assert_eq!(shop.refused(command)["code"], "invalid_field", "{rate}");
    }
    shop.audit();
}

#[test]
fn an_order_discount_comes_back_by_what_the_lines_cost() {
    let mut shop = Shop::open();
    shop.capture(
        "o1",
        &[("shirt", 1, "60.00"), ("shoe", 1, "40.00")],
        json!({"discounts": [{"amount": "30.00"}], "payments": paid("70.00")}),
    );
    let lines = json!([{"line": "2", "quantity": 1}]);
    shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer", "lines": lines}));
    assert_eq!(shop.money("o1"), ["42.00", "70.00", "0.00", "-28.00"]);
    shop.ok(json!({"type": "refund_payment", "order": "o1", "payment": "card", "amount": "28.00", "reason": "canceled"}));
    assert_eq!(shop.money("o1"), ["42.00", "70.00", "28.00", "0.00"]);
    shop.audit();
}

#[test]
fn buy_two_get_one_free_brings_back_a_third_a_unit() {
    let mut shop = Shop::open();
    let lines = json!([{"id": "1", "sku": "shirt", "quantity": 3, "unit_price": "30.00", "discounts": [{"amount": "30.00"}]}]);
    shop.capture("o1", &[], json!({"lines": lines, "payments": paid("60.00")}));
    shop.deliver("o1", &[("1", 3)]);
    assert_eq!(give_back(&mut shop, "r1", &[("1", 1)], json!({}))[3], "20.00");
    assert_eq!(give_back(&mut shop, "r2", &[("1", 2)], json!({}))[3], "40.00");
    shop.audit();
}

#[test]
fn a_capped_credit_is_divided_to_the_cent() {
    assert_eq!(allocate(103, &[100, 100]), [52, 51]);
}

#[test]
fn shipping_comes_back_once_and_only_with_the_last_unit() {
    let shipping =
        json!({"shipping": {"price": "50.00", "taxes": [{"rate": "0.25"}]}, "prices_include_tax": true, "payments": paid("80.00")});
    let asked = json!({"refund_shipping": true});
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], shipping.clone());
    shop.deliver("o1", &[("1", 2)]);
    assert_eq!(give_back(&mut shop, "r1", &[("1", 2)], asked.clone())[3], "20.00", "one is still to be delivered");
    shop.deliver("o1", &[("1", 1)]);
    shop.bring_back("o1", "r2", &[("1", 1)]);
    let mut command = refund("r2");
    command["refund_shipping"] = json!(true);
    let events = shop.ok(command);
    assert_eq!(types(&events), ["payment_recorded", "shipping_credited", "return_refunded"]);
    assert_eq!((&events[2]["credited"], &events[2]["tax"]), (&json!("60.00"), &json!("10.00")));
    assert_eq!(shop.money("o1"), ["0.00", "80.00", "80.00", "0.00"]);
    shop.audit();
    // A change of mind does not bring it back.
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], shipping);
    shop.deliver("o1", &[("1", 3)]);
    assert_eq!(give_back(&mut shop, "r1", &[("1", 3)], json!({}))[3], "30.00");
    assert_eq!(shop.money("o1"), ["50.00", "80.00", "30.00", "0.00"]);
    shop.audit();
}

#[test]
fn cards_are_paid_back_before_gift_cards() {
    let mut shop = Shop::open();
    let payments =
        json!([{"id": "gift", "method": "gift_card", "captured": "30.00"}, {"id": "card", "method": "card", "captured": "70.00"}]);
    shop.capture("o1", &[("shirt", 5, "20.00")], json!({"payments": payments}));
    shop.deliver("o1", &[("1", 5)]);
    shop.bring_back("o1", "r1", &[("1", 4)]);
    let events = shop.ok(refund("r1"));
    let parts: Vec<(&str, &str)> =
        events[..2].iter().map(|event| (event["payment"].as_str().unwrap(), event["amount"].as_str().unwrap())).collect();
    assert_eq!(parts, [("card", "70.00"), ("gift", "10.00")]);
    assert_eq!(shop.money("o1"), ["20.00", "100.00", "80.00", "0.00"]);
    shop.audit();
}

#[test]
fn what_was_never_paid_is_not_paid_back() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], json!({"payments": [{"id": "cash", "method": "cash_on_delivery"}]}));
    shop.deliver("o1", &[("1", 3)]);
    // Nothing was collected: the return only lowers what is due, and the fee is owed.
    assert_eq!(give_back(&mut shop, "r1", &[("1", 1)], json!({"restocking_fee_rate": "0.1"})), ["10.00", "0.00", "1.00", "0.00"]);
    assert_eq!(shop.money("o1"), ["21.00", "0.00", "0.00", "21.00"]);
    shop.ok(json!({"type": "collect_cash", "order": "o1", "payment": "cash", "amount": "15.00"}));
    // 6.00 are still due; of the 10.00 that come back 4.00 are paid back.
    assert_eq!(give_back(&mut shop, "r2", &[("1", 1)], json!({})), ["10.00", "0.00", "0.00", "4.00"]);
    assert_eq!(shop.money("o1"), ["11.00", "15.00", "4.00", "0.00"]);
    assert_eq!(shop.order("o1").returns[1].state, ReturnState::Refunded);
    shop.audit();
}

#[test]
fn an_overpayment_is_not_paid_back_by_a_return() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], json!({"payments": paid("36.00")}));
    shop.deliver("o1", &[("1", 3)]);
    assert_eq!(give_back(&mut shop, "r1", &[("1", 1)], json!({}))[3], "10.00");
    assert_eq!(shop.money("o1"), ["20.00", "36.00", "10.00", "-6.00"]);
    shop.audit();
}

#[test]
fn the_example_in_the_documentation_of_the_balance() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 1, "40.00"), ("shoe", 1, "60.00")], json!({"payments": paid("100.00")}));
    shop.deliver("o1", &[("1", 1), ("2", 1)]);
    assert_eq!(give_back(&mut shop, "r1", &[("1", 1)], json!({"restocking_fee_rate": "0.15"})), ["40.00", "0.00", "6.00", "34.00"]);
    assert_eq!(shop.money("o1"), ["66.00", "100.00", "34.00", "0.00"]);
    let gift = json!({"type": "refund_payment", "order": "o1", "payment": "card", "amount": "5.00", "reason": "sorry", "goodwill": true});
    shop.ok(gift);
    assert_eq!(shop.money("o1"), ["61.00", "100.00", "39.00", "0.00"]);
    shop.audit();
}

#[test]
fn a_return_is_refunded_as_far_as_it_has_been_inspected_and_each_unit_once() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], json!({"payments": paid("30.00")}));
    shop.deliver("o1", &[("1", 3)]);
    let lines = json!([{"line": "1", "quantity": 3, "reason": "defective"}]);
    shop.ok(json!({"type": "request_return", "order": "o1", "return_id": "r1", "lines": lines}));
    shop.ok(json!({"type": "approve_return", "order": "o1", "return_id": "r1"}));
    let units = |kind: &str, field: &str, more: Value| {
        let mut units = json!({"line": "1", "quantity": 1});
        units.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"type": kind, "order": "o1", "return_id": "r1", field: [units]})
    };
    let mut receive = units("receive_return", "lines", json!({}));
    receive["location"] = json!("n2");
    for _ in 0..2 {
        shop.ok(receive.clone());
    }
    assert_eq!(shop.refused(refund("r1"))["code"], "nothing_to_do");
    let inspect = units("inspect_return", "units", json!({"disposition": "restock"}));
    let mut with_fee = refund("r1");
    with_fee["restocking_fee_rate"] = json!("0.1");
    shop.ok(inspect.clone());
    shop.ok(with_fee.clone());
    assert_eq!(shop.money("o1"), ["21.00", "30.00", "9.00", "0.00"]);
    assert_eq!(shop.refused(refund("r1"))["code"], "nothing_to_do");
    shop.ok(inspect);
    shop.ok(with_fee);
    assert_eq!(shop.money("o1"), ["12.00", "30.00", "18.00", "0.00"]);
    shop.ok(receive);
    shop.ok(units("inspect_return", "units", json!({"disposition": "damaged"})));
    shop.ok(refund("r1"));
    assert_eq!(shop.order("o1").returns[0].state, ReturnState::Refunded);
    assert_eq!((shop.order("o1").returns[0].refunded.to_string(), shop.order("o1").fees().to_string()), ("28.00".into(), "2.00".into()));
    assert_eq!(shop.money("o1"), ["2.00", "30.00", "28.00", "0.00"]);
    shop.audit();
}

/// A line as the test makes it up: `[units, price of one in minor units, discount in percent, tax rate]`.
type MadeUpLine = (i64, i64, i64, &'static str);

#[derive(Clone, Debug)]
enum Step {
    /// Cancels units of a line.
    Cancel(usize, i64),
    /// Ships units of a line, and they arrive.
    Deliver(usize, i64),
    /// Brings units of a line back, for a fee in percent.
    Return(usize, i64, i64),
    /// Pays back whatever is owed.
    PayBack,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let fee = prop_oneof![3 => Just(0), 1 => 1_i64..100];
    let step = prop_oneof![
        2 => (0_usize..3, 1_i64..4).prop_map(|(line, units)| Step::Cancel(line, units)),
        4 => (0_usize..3, 1_i64..6).prop_map(|(line, units)| Step::Deliver(line, units)),
        4 => (0_usize..3, 1_i64..4, fee).prop_map(|(line, units, fee)| Step::Return(line, units, fee)),
        1 => Just(Step::PayBack),
    ];
    vec(step, 0..14)
}

fn lines() -> impl Strategy<Value = Vec<MadeUpLine>> {
    let rate = prop_oneof![Just("0"), Just("0.055"), Just("0.077"), Just("0.18"), Just("0.2")];
    vec((1_i64..7, 0_i64..20_000, 0_i64..60, rate), 1..4)
}

/// An order in some currency, half of it paid by gift card, and what the test knows of it.
struct Trial {
    shop: Shop,
    currency: Currency,
    /// Units of each line that have not shipped, that are with the customer, and that have been credited.
    units: Vec<[i64; 3]>,
    returns: usize,
}

const IDS: [&str; 3] = ["1", "2", "3"];
const SKUS: [&str; 3] = ["shirt", "shoe", "hat"];

impl Trial {
    fn begin(currency: &str, made_up: &[MadeUpLine], discount: i64, shipping: i64, prices_include_tax: bool) -> Trial {
        let mut shop = Shop::open();
        let currency = Currency::new(currency).unwrap();
        let amount = |minor: i64| Decimal::new(minor, u32::from(currency.digits())).to_string();
        let net = |(units, price, percent, _): &MadeUpLine| units * price - units * price * percent / 100;
        let lines: Vec<Value> = made_up
            .iter()
            .enumerate()
            .map(|(place, line)| {
                json!({"id": IDS[place], "sku": SKUS[place], "quantity": line.0, "unit_price": amount(line.1),
                       "discounts": [{"amount": amount(line.0 * line.1 * line.2 / 100)}], "taxes": [{"rate": line.3}]})
            })
            .collect();
        let discount = made_up.iter().map(net).sum::<i64>() * discount / 100;
        let more = json!({"lines": lines, "currency": currency, "prices_include_tax": prices_include_tax,
                          "discounts": [{"amount": amount(discount)}],
                          "shipping": {"price": amount(shipping), "taxes": [{"rate": "0.2"}]}});
        shop.capture("o1", &[], more);
        let total = shop.balance("o1").total.minor();
        for (id, method, part) in [("gift", "gift_card", total / 2), ("card", "card", total - total / 2)] {
            if part > 0 {
                let capture = json!({"type": "capture_payment", "order": "o1", "payment": id, "method": method, "amount": amount(part)});
                shop.ok(capture);
            }
        }
        Trial { shop, currency, units: made_up.iter().map(|line| [line.0, 0, 0]).collect(), returns: 0 }
    }

    fn order(&mut self) -> std::sync::Arc<Order> {
        self.shop.order("o1")
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Cancel(line, units) if line < self.units.len() => {
                let units = units.min(self.units[line][0]);
                if units > 0 {
                    self.units[line][0] -= units;
                    self.units[line][2] += units;
                    let lines = json!([{"line": IDS[line], "quantity": units}]);
                    self.shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer", "lines": lines}));
                }
            }
            Step::Deliver(line, units) if line < self.units.len() => {
                let units = units.min(self.units[line][0]);
                if units > 0 {
                    self.units[line][0] -= units;
                    self.units[line][1] += units;
                    self.shop.deliver("o1", &[(IDS[line], units)]);
                }
            }
            Step::Return(line, units, fee) if line < self.units.len() => {
                let units = units.min(self.units[line][1]);
                if units > 0 {
                    self.bring_back(line, units, fee)?;
                }
            }
            Step::PayBack => self.pay_back(),
            _ => {}
        }
        self.check()
    }

    /// Returns units and holds what the event says against exact fractions.
    fn bring_back(&mut self, line: usize, units: i64, fee: i64) -> Result<(), TestCaseError> {
        self.units[line][1] -= units;
        self.units[line][2] += units;
        self.returns += 1;
        let id = format!("r{}", self.returns);
        let before = self.order();
        let rate = Decimal::new(fee, 2).to_string();
        let more = json!({"restocking_fee_rate": rate, "refund_shipping": true});
        let [credited, _, kept, refunded] = give_back(&mut self.shop, &id, &[(IDS[line], units)], more);
        let minor = |text: String| {
            let amount: Decimal = text.parse().unwrap();
            i64::try_from(amount.mantissa()).unwrap()
        };
        let (credited, kept, refunded) = (minor(credited), minor(kept), minor(refunded));
        let after = self.order();
        let shipping = after.shipping_credited.minor() - before.shipping_credited.minor();
        // The fee is that part of the units' credit, within half a minor unit.
        prop_assert!(2 * (100 * kept - fee * (credited - shipping)).abs() <= 100);
        // All was paid for, so as much is paid back as was credited and not kept.
        prop_assert_eq!(refunded, credited - kept);
        // The card goes first.
        let left = |id: &str| after.payments.iter().find(|payment| payment.id.as_str() == id).map_or(0, |payment| payment.refundable());
        let gift_before = before.payments.iter().find(|payment| payment.id.as_str() == "gift").map_or(0, |payment| payment.refundable());
        prop_assert!(left("gift") == gift_before || left("card") == 0);
        Ok(())
    }

    fn pay_back(&mut self) {
        let digits = u32::from(self.currency.digits());
        for id in ["card", "gift"] {
            let order = self.order();
            let refundable = order.payments.iter().find(|payment| payment.id.as_str() == id).map_or(0, |payment| payment.refundable());
            let part = order.balance().owed().minor().min(refundable);
            if part > 0 {
                let amount = Decimal::new(part, digits).to_string();
                self.shop.ok(json!({"type": "refund_payment", "order": "o1", "payment": id, "amount": amount, "reason": "owed"}));
            }
        }
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        let order = self.order();
        for (line, [_, _, credited]) in order.lines.iter().zip(&self.units) {
            prop_assert_eq!(line.credited_quantity.units(), *credited);
            // The exact share is `total x credited / quantity`; what has been credited is that within half a minor unit.
            let (total, units) = (i128::from(line.total.minor()), i128::from(line.quantity.units()));
            let difference = i128::from(line.credited.minor()) * units - total * i128::from(*credited);
            prop_assert!(2 * difference.abs() <= units, "{} of {} for {credited} of {units}", line.credited, line.total);
            prop_assert!(line.credited <= line.total);
        }
        prop_assert!(order.shipping_credited <= order.shipping && order.credited() <= order.total);
        for payment in &order.payments {
            prop_assert!(payment.refundable() >= 0);
        }
        let balance = order.balance();
        prop_assert_eq!(balance.total.minor(), order.total.minor() - order.credited().minor() + order.fees().minor());
        prop_assert!(!balance.due.decimal().is_sign_positive() || balance.due.is_zero(), "{} is due", balance.due);
        Ok(())
    }
}

proptest! {
    /// Units of up to three lines are canceled, delivered and returned in steps of any size and order, some for a fee; then all
    /// that is left is given back. After every step each line has credited the exact share of its credited units within half a minor
    /// unit; in the end exactly what was charged has been credited, and what is left of the money is fees.
    #[test]
    fn whatever_the_steps_what_was_charged_comes_back(
        currency in prop_oneof![Just("EUR"), Just("JPY"), Just("KWD")],
        lines in lines(),
        discount in 0_i64..50,
        shipping in 0_i64..2_000,
        prices_include_tax: bool,
        steps in steps(),
    ) {
        let mut trial = Trial::begin(currency, &lines, discount, shipping, prices_include_tax);
        trial.check()?;
        for step in &steps {
            trial.take(step)?;
        }
        for line in 0..lines.len() {
            trial.take(&Step::Cancel(line, i64::MAX))?;
        }
        let returns_something = trial.units.iter().any(|[_, with_customer, _]| *with_customer > 0);
        for line in 0..lines.len() {
            trial.take(&Step::Return(line, i64::MAX, 0))?;
        }
        trial.take(&Step::PayBack)?;
        let order = trial.order();
        let credited = order.lines.iter().fold(order.total.with_minor(0), |sum, line| sum.plus(line.credited));
        prop_assert_eq!(credited, order.total.minus(order.shipping));
        // Shipping comes back with the last return, or when nothing was ever delivered.
        let shipping_is_back = returns_something || order.returns.is_empty();
        if shipping_is_back {
            prop_assert_eq!(order.credited(), order.total);
        }
        let balance = order.balance();
        prop_assert_eq!(balance.captured.minus(balance.refunded), order.total.minus(order.credited()).plus(order.fees()));
        prop_assert!(balance.due.is_zero());
        let written = serde_json::to_string(&*order).unwrap();
        let read: Order = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written);
        prop_assert_eq!(&read, &*order);
        trial.shop.audit();
    }
}
