//! The page that teaches what-ifs shows what really happens.

use oms_core::Command;
use oms_core::what_if::{WhatIfPlan, WhatIfRequest, roles};
use serde_json::Value;

use crate::trade::Trade;

const PAGE: &str = include_str!("../../../docs/what-if.md");

/// The text of the block behind a mark.
fn block(mark: &str) -> &'static str {
    let behind = PAGE.split_once(&format!("<!-- {mark} -->\n")).unwrap_or_else(|| panic!("no {mark}")).1;
    behind.split_once('\n').unwrap().1.split_once("\n```").unwrap().0
}

fn plan(plan: &WhatIfPlan) -> String {
    let parcels: Vec<String> = plan.parcels.iter().map(|parcel| format!("{} {}", parcel.units, parcel.location)).collect();
    parcels.join(", ")
}

#[test]
fn the_example_comes_out_as_the_page_says() {
    let mut trade = Trade::new();
    let history: Vec<Value> = serde_json::from_str(block("history")).unwrap();
    history.iter().for_each(|command| trade.send(0, command));
    let request: WhatIfRequest = serde_json::from_str(block("request")).unwrap();
    let report = trade.engine.what_if(request).unwrap();
    let (recorded, variant) = (&report.recorded, &report.variant);
    let (cost, other) = (&recorded.costs[0], &variant.costs[0]);
    let mut told = vec![
        format!("parcels {} -> {}", recorded.parcels, variant.parcels),
        format!("metres {} -> {}", recorded.metres, variant.metres),
        format!("carriage {} -> {}", cost.carriage, other.carriage),
        format!("handling {} -> {}", cost.handling, other.handling),
    ];
    told.extend(report.orders.iter().map(|order| format!("{}: {} -> {}", order.order, plan(&order.recorded), plan(&order.variant))));
    assert_eq!(told.join("\n"), block("difference"));
}

#[test]
fn every_command_stands_in_the_row_of_its_role() {
    let table = PAGE.split_once("<!-- roles -->\n").unwrap().1;
    let rows: Vec<&str> = table.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    let lists = [roles::SETTINGS, roles::DEMAND, roles::SUPPLY, roles::CORRECTIONS, roles::LEFT_OUT];
    assert_eq!(rows.len(), lists.len());
    for (row, names) in rows.iter().zip(lists) {
        let told: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert_eq!(&told, names);
    }
    assert_eq!(lists.concat().len(), Command::NAMES.len());
}
