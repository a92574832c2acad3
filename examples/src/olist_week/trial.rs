//! What would have come of the week with open centres, under three policies.

use std::collections::BTreeMap;

use oms_core::order::Stage;
use oms_core::query::{Page, Query};
use oms_core::what_if::{LISTED_MAX, WhatIfFigures, WhatIfReport, WhatIfRequest};
use oms_core::{Command, Engine, OrderId, Storage};
use serde_json::{Value, json};

use super::shop::{CENTRES, ShopError, centre};

/// Policies that are tried: a name, what they rank by, and what it is about.
const POLICIES: [(&str, &[&str], &str); 3] = [
    ("nearest first", &["distance", "parcels"], "The shortest way for every unit, however many parcels that makes."),
    ("fewest parcels", &["parcels", "distance"], "As few parcels as there can be; among those the nearest."),
    ("cheapest", &["cost"], "The least that carrier and hands cost together."),
];

/// One way that the week could have gone.
#[derive(Debug)]
pub struct Way {
    /// What it is called.
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// Its figures.
    pub figures: WhatIfFigures,
    /// Locations that ship each order.
    pub sources: BTreeMap<OrderId, Vec<String>>,
    /// Orders that came out otherwise than in the week as it was.
    pub moved: u64,
}

impl Way {
    /// Parcels that come from centres.
    pub fn from_centres(&self) -> usize {
        let is_centre = |location: &&String| CENTRES.iter().any(|(id, _)| id == location);
        self.sources.values().flatten().filter(is_centre).count()
    }
}

/// The week as it was, and with centres under each policy.
pub fn ways<S: Storage>(engine: &mut Engine<S>) -> Result<Vec<Way>, ShopError<S::Error>> {
    let as_it_was = sources(engine)?;
    let mut ways = Vec::new();
    for (name, rank, about) in POLICIES {
        let report = ask(engine, rank)?;
        if ways.is_empty() {
            ways.push(Way {
                name: "as it was",
                about: "Every seller ships what it sells.",
                figures: report.recorded.clone(),
                sources: as_it_was.clone(),
                moved: 0,
            });
        }
        let mut sources = as_it_was.clone();
        for order in report.orders {
            let from = order.variant.parcels.iter().map(|parcel| parcel.location.to_string()).collect();
            sources.insert(order.order, from);
        }
        ways.push(Way { name, about, figures: report.variant, sources, moved: report.orders_different });
    }
    Ok(ways)
}

/// Asks, and lists every order that came out differently.
fn ask<S: Storage>(engine: &mut Engine<S>, rank: &[&str]) -> Result<WhatIfReport, ShopError<S::Error>> {
    let policy = json!({"type": "put_routing_policy", "rules": [{"name": "all", "rank": rank}]});
    let changes: Vec<Value> = CENTRES.into_iter().map(|place| centre(place, true)).chain([policy]).collect();
    let changes: Vec<Command> = changes.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?;
    let mut request = WhatIfRequest { changes, limit: Some(LISTED_MAX), ..WhatIfRequest::default() };
    let mut report = engine.what_if(request.clone())?;
    while let Some(after) = report.next.take() {
        request.after = Some(after);
        let further = engine.what_if(request.clone())?;
        report.orders.extend(further.orders);
        report.next = further.next;
    }
    Ok(report)
}

/// Where each order ships from.
fn sources<S: Storage>(engine: &mut Engine<S>) -> Result<BTreeMap<OrderId, Vec<String>>, ShopError<S::Error>> {
    let (mut sources, mut after) = (BTreeMap::new(), None);
    loop {
        let page = engine.query(&Query::AllOrders { after: after.take(), limit: 1_000 })?;
        let Page::Orders { orders, .. } = page else { return Ok(sources) };
        let Some(last) = orders.last() else { return Ok(sources) };
        after = Some(last.id.clone());
        for order in &orders {
            let portions = order.lines.iter().flat_map(|line| line.units.portions());
            let bound = portions.filter(|portion| matches!(portion.stage, Stage::Reserved | Stage::Allocated));
            let mut from: Vec<String> = bound.filter_map(|portion| Some(portion.location.as_ref()?.to_string())).collect();
            from.sort_unstable();
            from.dedup();
            sources.insert(order.id.clone(), from);
        }
    }
}
