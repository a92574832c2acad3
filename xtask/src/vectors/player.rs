//! Whoever plays a vector: an engine of this program, or a program in another language that answers over a pipe.

use std::sync::Arc;

use oms_core::audit::AuditReport;
use oms_core::inventory::{Availability, AvailabilityQuery, Publication, PublicationQuery};
use oms_core::order::Order;
use oms_core::preview::Preview;
use oms_core::query::{Page, Query};
use oms_core::rates::{ShippingQuery, ShippingQuotes};
use oms_core::routing::{RegretQuery, Regrets, ReroutePlan, RerouteQuery};
use oms_core::slot::{SlotOffer, SlotQuery};
use oms_core::what_if::{WhatIfReport, WhatIfRequest};
use oms_core::{Engine, Envelope, OrderId, Outcome, Storage};

use super::probe::text;

/// An engine, wherever it runs.
pub(super) trait Player {
    fn submit(&mut self, batch: &[Arc<Envelope>]) -> Result<Vec<Outcome>, String>;
    fn preview(&mut self, batch: &[Arc<Envelope>]) -> Result<Preview, String>;
    fn query(&mut self, query: &Query) -> Result<Page, String>;
    fn availability(&mut self, query: AvailabilityQuery) -> Result<Vec<Availability>, String>;

    /// What a channel is to be told.
    fn publication(&mut self, query: PublicationQuery) -> Result<Publication, String>;
    fn slots(&mut self, query: SlotQuery) -> Result<Vec<SlotOffer>, String>;
    fn quote_shipping(&mut self, query: ShippingQuery) -> Result<ShippingQuotes, String>;
    fn what_if(&mut self, request: WhatIfRequest) -> Result<WhatIfReport, String>;
    fn plan_reroute(&mut self, query: RerouteQuery) -> Result<ReroutePlan, String>;
    fn regrets(&mut self, query: RegretQuery) -> Result<Regrets, String>;
    fn order(&mut self, id: &OrderId) -> Result<Option<Arc<Order>>, String>;
    fn audit(&mut self) -> Result<AuditReport, String>;
    fn digest(&mut self) -> Result<String, String>;

    /// What the player says of a text that this program cannot read as a command; `None` if it has no reader of its own.
    fn refusal_of(&mut self, _text: &str) -> Result<Option<String>, String> {
        Ok(None)
    }
}

impl<S: Storage> Player for Engine<S> {
    fn submit(&mut self, batch: &[Arc<Envelope>]) -> Result<Vec<Outcome>, String> {
        self.submit_batch(batch.to_vec()).map_err(text)
    }

    fn preview(&mut self, batch: &[Arc<Envelope>]) -> Result<Preview, String> {
        Engine::preview(self, batch.to_vec()).map_err(text)
    }

    fn query(&mut self, query: &Query) -> Result<Page, String> {
        let page = Engine::query(self, query).map_err(text)?;
        let json = self.query_json(query).map_err(text)?;
        if json == page.to_json() { Ok(page) } else { Err(format!("asked for as JSON, the page of {query:?} is another one")) }
    }

    fn availability(&mut self, query: AvailabilityQuery) -> Result<Vec<Availability>, String> {
        Engine::availability(self, query).map_err(text)
    }

    fn publication(&mut self, query: PublicationQuery) -> Result<Publication, String> {
        Engine::publication(self, query).map_err(text)
    }

    fn slots(&mut self, query: SlotQuery) -> Result<Vec<SlotOffer>, String> {
        Engine::slots(self, query).map_err(text)
    }

    fn quote_shipping(&mut self, query: ShippingQuery) -> Result<ShippingQuotes, String> {
        Engine::quote_shipping(self, query).map_err(text)
    }

    fn what_if(&mut self, request: WhatIfRequest) -> Result<WhatIfReport, String> {
        Engine::what_if(self, request).map_err(text)
    }

    fn plan_reroute(&mut self, query: RerouteQuery) -> Result<ReroutePlan, String> {
        Engine::plan_reroute(self, query).map_err(text)
    }

    fn regrets(&mut self, query: RegretQuery) -> Result<Regrets, String> {
        Engine::regrets(self, query).map_err(text)
    }

    fn order(&mut self, id: &OrderId) -> Result<Option<Arc<Order>>, String> {
        Engine::order(self, id).map_err(text)
    }

    fn audit(&mut self) -> Result<AuditReport, String> {
        Engine::audit(self).map_err(text)
    }

    fn digest(&mut self) -> Result<String, String> {
        Engine::digest(self).map(|digest| digest.to_string()).map_err(text)
    }
}
