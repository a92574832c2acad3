//! Every command is sent to an order in every state: it has an event or a coded refusal, and the model agrees.

use std::collections::BTreeSet;

use crate::oracle::ELSEWHERE;
use crate::oracle::lives::{commands, envelopes, names, states};
use crate::oracle::pair::Pair;
use oms_core::{Command, Outcome};

#[test]
fn every_command_has_a_plausible_form() {
    let there: BTreeSet<String> = names().into_iter().collect();
    let all = Command::NAMES.iter().filter(|name| !ELSEWHERE.contains(name));
    let all: BTreeSet<String> = all.map(|name| (*name).to_owned()).collect();
    assert_eq!(there, all);
}

#[test]
fn every_command_in_every_state_has_an_event_or_a_coded_refusal() {
    let commands = commands();
    let mut states_seen = BTreeSet::new();
    for (name, way) in states() {
        for command in &commands {
            let mut pair = Pair::new();
            let all = envelopes(&[way.as_slice(), std::slice::from_ref(command)].concat());
            let (last, way) = all.split_last().unwrap();
            pair.submit(way.to_vec()).unwrap();
            if let Some(order) = pair.engine.order(&"o1".parse().unwrap()).unwrap() {
                let work: Vec<_> = (1..).map_while(|number| order.fulfillment_state(number).ok()).collect();
                let returns: Vec<_> = order.returns.iter().map(|back| back.state).collect();
                states_seen.insert(format!("{:?} {work:?} {returns:?}", order.statuses()));
            }
            let outcomes = pair.submit(vec![last.clone()]).unwrap_or_else(|problem| panic!("{name}: {problem}"));
            match &outcomes[0] {
                Outcome::Applied { .. } => {}
                Outcome::Refused { rejection } => {
                    let sentence = rejection.to_string();
                    assert!(sentence.starts_with(|first: char| first.is_lowercase()), "{sentence}");
                    assert!(!sentence.ends_with('.'), "{sentence}");
                    assert_eq!(serde_json::to_value(rejection).unwrap()["code"], rejection.code());
                }
                Outcome::AlreadyApplied { .. } => panic!("{name}: a new command cannot have been applied"),
            }
        }
    }
    assert!(states_seen.len() >= 25, "the ways lead to {} different states: {states_seen:#?}", states_seen.len());
}
