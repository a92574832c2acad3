//! A player in another language: a program that reads requests and writes answers, one JSON object a line.
//!
//! The program decodes every text into values of its own language and encodes them again, so that what comes back has been
//! through its types in both directions.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
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
use oms_core::{Envelope, OrderId, Outcome};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::player::Player;
use super::probe::text;

/// A running program that plays vectors.
#[derive(Debug)]
pub struct Host {
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Host {
    /// Starts the program. Its diagnostics go where those of this program go.
    pub fn start(mut command: Command) -> Result<Host, String> {
        let name = format!("{command:?}");
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| format!("`{name}` could not be started: {error}"))?;
        let (Some(requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(format!("`{name}` has no pipes"));
        };
        Ok(Host { child, requests: Some(requests), answers: BufReader::new(answers) })
    }

    /// Opens an empty engine in memory.
    pub(super) fn open_memory(&mut self) -> Result<(), String> {
        self.ask(&json!({"do": "open", "storage": "memory"}))
    }

    /// Opens an engine on a SQLite file.
    pub(super) fn open_sqlite(&mut self, file: &Path) -> Result<(), String> {
        self.ask(&json!({"do": "open", "storage": "sqlite", "path": file}))
    }

    /// Sends one request; answers what came back, read as what it must be.
    fn ask<T: DeserializeOwned>(&mut self, request: &Value) -> Result<T, String> {
        let mut answer = self.exchange(request)?;
        if let Some(error) = answer.get("error") {
            return Err(format!("{}: the host answered {error}", request["do"]));
        }
        serde_json::from_value(answer["ok"].take()).map_err(|error| format!("{}: the answer cannot be read: {error}", request["do"]))
    }

    fn exchange(&mut self, request: &Value) -> Result<Value, String> {
        let requests = self.requests.as_mut().ok_or("the host was told to end")?;
        let sent = writeln!(requests, "{request}").and_then(|()| requests.flush());
        let mut line = String::new();
        sent.and_then(|()| self.answers.read_line(&mut line)).map_err(|error| format!("the host does not answer: {error}"))?;
        if line.is_empty() {
            return Err(format!("the host ended at the request {}", request["do"]));
        }
        serde_json::from_str(&line).map_err(|error| format!("the host answered no JSON: {error}: {line}"))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // The end of its requests ends the program.
        drop(self.requests.take());
        let _ = self.child.wait();
    }
}

fn value(of: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(of).map_err(text)
}

impl Player for Host {
    fn submit(&mut self, batch: &[Arc<Envelope>]) -> Result<Vec<Outcome>, String> {
        let commands = value(&batch)?;
        self.ask(&json!({"do": "submit", "commands": commands}))
    }

    fn preview(&mut self, batch: &[Arc<Envelope>]) -> Result<Preview, String> {
        let commands = value(&batch)?;
        self.ask(&json!({"do": "preview", "commands": commands}))
    }

    fn query(&mut self, query: &Query) -> Result<Page, String> {
        let query = value(query)?;
        self.ask(&json!({"do": "query", "query": query}))
    }

    fn availability(&mut self, query: AvailabilityQuery) -> Result<Vec<Availability>, String> {
        let query = value(&query)?;
        self.ask(&json!({"do": "availability", "query": query}))
    }

    fn publication(&mut self, query: PublicationQuery) -> Result<Publication, String> {
        let query = value(&query)?;
        self.ask(&json!({"do": "publication", "query": query}))
    }

    fn slots(&mut self, query: SlotQuery) -> Result<Vec<SlotOffer>, String> {
        let query = value(&query)?;
        self.ask(&json!({"do": "slots", "query": query}))
    }

    fn quote_shipping(&mut self, query: ShippingQuery) -> Result<ShippingQuotes, String> {
        let query = value(&query)?;
        self.ask(&json!({"do": "quote_shipping", "query": query}))
    }

    fn what_if(&mut self, request: WhatIfRequest) -> Result<WhatIfReport, String> {
        let query = value(&request)?;
        self.ask(&json!({"do": "what_if", "query": query}))
    }

    fn plan_reroute(&mut self, query: RerouteQuery) -> Result<ReroutePlan, String> {
        let query = value(&query)?;
        self.ask(&json!({"do": "plan_reroute", "query": query}))
    }

    fn regrets(&mut self, query: RegretQuery) -> Result<Regrets, String> {
        let query = value(&query)?;
        self.ask(&json!({"do": "regrets", "query": query}))
    }

    fn order(&mut self, id: &OrderId) -> Result<Option<Arc<Order>>, String> {
        let order: Option<Arc<Order>> = self.ask(&json!({"do": "order", "id": id}))?;
        if let Some(order) = &order {
            let derived: oms_core::order::Derived = self.ask(&json!({"do": "derived", "order": value(order)?}))?;
            if derived != order.derived() {
                return Err(format!("order `{id}`: the host derives {derived:?}"));
            }
        }
        Ok(order)
    }

    fn audit(&mut self) -> Result<AuditReport, String> {
        self.ask(&json!({"do": "audit"}))
    }

    fn digest(&mut self) -> Result<String, String> {
        self.ask(&json!({"do": "digest"}))
    }

    fn refusal_of(&mut self, text: &str) -> Result<Option<String>, String> {
        let answer = self.exchange(&json!({"do": "parse", "text": text}))?;
        match (answer["error"]["code"].as_str(), answer["error"]["message"].as_str()) {
            (Some("malformed_json" | "invalid_command" | "input_too_large" | "input_too_deep"), Some(message)) => {
                Ok(Some(message.to_owned()))
            }
            _ => Err(format!("a text that is no command was answered with {answer}")),
        }
    }
}
