//! The journal of an order: worked examples, account by account.

use crate::shop::Shop;
use oms_core::journal::{Account, JournalCause};
use serde_json::json;

fn balances(shop: &mut Shop) -> Vec<(Account, String)> {
    let journal = shop.order("o1").journal();
    assert!(journal.is_balanced());
    journal.balances.iter().map(|posting| (posting.account, posting.amount.to_string())).collect()
}

#[test]
fn a_sale_with_tax_shipping_and_a_return_with_a_fee() {
    let mut shop = Shop::open();
    let lines = json!([{"id": "1", "sku": "shirt", "quantity": 3, "unit_price": "118.00", "taxes": [{"rate": "0.18"}],
                        "discounts": [{"amount": "35.40"}]}]);
    let more = json!({"lines": lines, "prices_include_tax": true, "shipping": {"price": "11.80", "taxes": [{"rate": "0.18"}]},
                      "payments": [{"id": "card", "method": "card", "captured": "330.40"}]});
    shop.capture("o1", &[], more);
    assert_eq!(
        balances(&mut shop),
        [
            (Account::Cash, "330.40".to_owned()),
            (Account::Revenue, "-270.00".to_owned()),
            (Account::ShippingRevenue, "-10.00".to_owned()),
            (Account::Tax, "-50.40".to_owned()),
        ]
    );
    shop.deliver("o1", &[("1", 3)]);
    shop.bring_back("o1", "r1", &[("1", 1)]);
    shop.ok(json!({"type": "refund_return", "order": "o1", "return_id": "r1", "restocking_fee_rate": "0.15"}));
    assert_eq!(
        balances(&mut shop),
        [
            (Account::Cash, "240.13".to_owned()),
            (Account::Revenue, "-180.00".to_owned()),
            (Account::ShippingRevenue, "-10.00".to_owned()),
            (Account::Tax, "-34.20".to_owned()),
            (Account::Fees, "-15.93".to_owned()),
        ]
    );
    shop.audit();
}

#[test]
fn what_a_customer_has_paid_too_much_is_owed_to_them() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 2, "10.00")], json!({"payments": [{"id": "card", "method": "card", "captured": "20.00"}]}));
    shop.ok(json!({"type": "cancel_order", "order": "o1", "lines": [{"line": "1", "quantity": 1}], "reason": "customer"}));
    let expected =
        [(Account::Cash, "20.00".to_owned()), (Account::RefundLiability, "-10.00".to_owned()), (Account::Revenue, "-10.00".to_owned())];
    assert_eq!(balances(&mut shop), expected);
    let journal = shop.order("o1").journal();
    assert_eq!(journal.entries.last().unwrap().cause, JournalCause::Overpayment);
    shop.audit();
}

#[test]
fn goods_leave_stock_at_what_they_cost_and_come_back_as_what_they_are() {
    let mut shop = Shop::open();
    shop.ok(json!({"type": "put_item", "sku": "shirt", "unit_costs": [{"currency": "USD", "amount": "5.00"},
                                                                     {"currency": "EUR", "amount": "3.33"}]}));
    shop.capture("o1", &[("shirt", 4, "10.00")], json!({"payments": [{"id": "card", "method": "card", "captured": "40.00"}]}));
    let none = [(Account::Cash, "40.00".to_owned()), (Account::Revenue, "-40.00".to_owned())];
    assert_eq!(balances(&mut shop), none, "what has not left costs nothing yet");
    // What an item costs later is nothing to orders that were captured before.
    shop.ok(json!({"type": "put_item", "sku": "shirt", "unit_costs": [{"currency": "EUR", "amount": "9.00"}]}));
    shop.deliver("o1", &[("1", 4)]);
    let goods = |shop: &mut Shop| {
        let journal = shop.order("o1").journal();
        [Account::StockValue, Account::CostOfGoods, Account::StockLoss].map(|account| journal.balance(account))
    };
    assert_eq!(goods(&mut shop), [-1_332, 1_332, 0]);
    let lines = json!([{"line": "1", "quantity": 3, "reason": "other"}]);
    shop.ok(json!({"type": "request_return", "order": "o1", "return_id": "r1", "lines": lines}));
    shop.ok(json!({"type": "approve_return", "order": "o1", "return_id": "r1"}));
    let came = json!([{"line": "1", "quantity": 3}]);
    shop.ok(json!({"type": "receive_return", "order": "o1", "return_id": "r1", "location": "n1", "lines": came}));
    assert_eq!(goods(&mut shop), [-333, 333, 0]);
    let found = json!([{"line": "1", "quantity": 1, "disposition": "restock"}, {"line": "1", "quantity": 1, "disposition": "scrap"},
                       {"line": "1", "quantity": 1, "disposition": "wrong_item"}]);
    shop.ok(json!({"type": "inspect_return", "order": "o1", "return_id": "r1", "units": found}));
    assert_eq!(goods(&mut shop), [-999, 666, 333]);
    shop.audit();
}

#[test]
fn what_is_given_in_exchange_is_paid_for_by_goods_expected() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 1, "40.00")], json!({"payments": [{"id": "card", "method": "card", "captured": "40.00"}]}));
    shop.deliver("o1", &[("1", 1)]);
    let lines = json!([{"line": "1", "quantity": 1, "reason": "other"}]);
    shop.ok(json!({"type": "request_return", "order": "o1", "return_id": "r1", "lines": lines}));
    let cheaper = json!([{"id": "2", "sku": "shirt", "quantity": 1, "replaces": "1", "unit_price": "25.00"}]);
    shop.ok(json!({"type": "exchange_return", "order": "o1", "return_id": "r1", "lines": cheaper}));
    let [cash, revenue, goods] = [(Account::Cash, "40.00"), (Account::Revenue, "-65.00"), (Account::GoodsExpected, "25.00")];
    let expected = [cash, revenue, goods].map(|(account, amount)| (account, amount.to_owned()));
    assert_eq!(balances(&mut shop), expected);
    shop.audit();
}
