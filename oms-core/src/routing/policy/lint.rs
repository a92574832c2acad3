//! What is wrong, or odd, with a routing policy before it is put in.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::put_routing_policy::{RULES_MAX, check};
use super::rules::{LocationFilter, Otherwise, RankBy, RoutingRule};
use super::samples::{Sample, samples};
use crate::Arrange;
use crate::settings::{Location, Settings};

/// Asks what is wrong with a routing policy.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LintRequest {
    /// The rules, first to last, as `put_routing_policy` would be given them.
    pub rules: Vec<RoutingRule>,
    /// The settings they are for; absent means that locations and groups are not looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Box<Settings>>,
}

/// What is wrong, or odd, with a routing policy.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LintReport {
    /// By the rules they are about, first to last.
    pub findings: Vec<LintFinding>,
}

/// Something that is wrong or odd.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LintFinding {
    /// What it is.
    pub kind: LintKind,
    /// The rule it is about; absent if it is about all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<SmolStr>,
    /// The earlier rule that takes its orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<SmolStr>,
    /// Where in the condition, in characters from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Whether every kind of order was looked at. If not, there may be an order that was not thought of.
    pub certain: bool,
    /// What to do about it, in a sentence.
    pub sentence: String,
    /// An order that shows it: the facts that conditions ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sample: Vec<SampleFact>,
}

/// What a finding is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LintKind {
    /// `put_routing_policy` would refuse it.
    Invalid,
    /// A condition is none: `put_routing_policy` would refuse it.
    Condition,
    /// Its condition holds of no order.
    NeverMatches,
    /// Every order it is for ends at an earlier rule.
    Unreachable,
    /// It is for few orders and stands behind a rule that is for all of those: it is asked only where that finds no plan.
    Shadowed,
    /// Its filter leaves no location that there is.
    NoLocation,
    /// It ranks by `load`, and no location that it uses can take on only so much: that criterion never decides.
    NoLoad,
    /// There are orders that no rule is for: they would be held.
    Unmatched,
}

/// A fact of a sample order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SampleFact {
    /// Its path.
    pub fact: String,
    /// Its value, as conditions write it.
    pub value: String,
}

/// Looks for what is wrong with a policy: it reads nothing and changes nothing.
///
/// # Examples
/// ```
/// use oms_core::routing::{LintKind, LintRequest, lint};
///
/// let request: LintRequest = serde_json::from_str(
///     r#"{"rules": [
///         {"name": "all", "otherwise": "hold"},
///         {"name": "gifts", "condition": "'gift' in order.tags"}
///     ]}"#,
/// )?;
/// let report = lint(&request);
/// assert_eq!(report.findings[0].kind, LintKind::Unreachable);
/// assert_eq!(report.findings[0].sample[0].value, "[\"gift\"]");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn lint(request: &LintRequest) -> LintReport {
    let rules = &request.rules;
    let mut findings: Vec<(usize, LintFinding)> = Vec::new();
    if rules.len() > RULES_MAX {
        let sentence = format!("there are {} rules, and a policy has at most {RULES_MAX}", rules.len());
        return LintReport { findings: vec![finding(LintKind::Invalid, None, sentence)] };
    }
    for (place, rule) in rules.iter().enumerate() {
        if rules.iter().take(place).any(|other| other.name == rule.name) {
            let sentence = format!("two rules are called `{}`: decisions tell rules by their names", rule.name);
            findings.push((place, finding(LintKind::Invalid, Some(rule), sentence)));
        }
        if let Some(error) = rule.condition.as_ref().and_then(|when| when.check().err()) {
            let told = finding(LintKind::Condition, Some(rule), format!("rule `{}`, {error}", rule.name));
            findings.push((place, LintFinding { column: Some(error.column), ..told }));
        } else if let Err(refusal) = check(&format!("rules[{place}]"), rule) {
            findings.push((place, finding(LintKind::Invalid, Some(rule), refusal.to_string())));
        }
        let settings = request.settings.as_deref();
        findings.extend(no_location(rule, settings).or_else(|| no_load(rule, settings)).map(|found| (place, found)));
    }
    if !rules.is_empty() && !findings.iter().any(|(_, found)| found.kind == LintKind::Condition) {
        compare(rules, &mut findings);
    }
    findings.arrange_by_key(|(place, _)| *place);
    LintReport { findings: findings.into_iter().map(|(_, found)| found).collect() }
}

fn finding(kind: LintKind, rule: Option<&RoutingRule>, sentence: String) -> LintFinding {
    LintFinding { kind, rule: rule.map(|rule| rule.name.clone()), by: None, column: None, certain: true, sentence, sample: Vec::new() }
}

fn no_location(rule: &RoutingRule, settings: Option<&Settings>) -> Option<LintFinding> {
    let settings = settings?;
    let filter = &rule.locations;
    let unknown = filter.ids.iter().find(|id| settings.location(id).is_err());
    if let Some(id) = unknown {
        return Some(finding(LintKind::Invalid, Some(rule), format!("rule `{}` names location `{id}`, which there is none of", rule.name)));
    }
    let may = |location: &Location| may_use(filter, location);
    if settings.locations.iter().any(may) {
        return None;
    }
    let sentence =
        format!("rule `{}` uses none of the {} locations: its filter leaves all of them out", rule.name, settings.locations.len());
    Some(finding(LintKind::NoLocation, Some(rule), sentence))
}

fn no_load(rule: &RoutingRule, settings: Option<&Settings>) -> Option<LintFinding> {
    let has_day = |location: &Location| location.daily_capacity.is_some() && may_use(&rule.locations, location);
    if !rule.rank.contains(&RankBy::Load) || settings?.locations.iter().any(has_day) {
        return None;
    }
    let sentence = format!("rule `{}` ranks by `load`, and no location that it uses has a `daily_capacity`: it never decides", rule.name);
    Some(finding(LintKind::NoLoad, Some(rule), sentence))
}

/// Whether a filter may ever leave a location in.
fn may_use(filter: &LocationFilter, location: &Location) -> bool {
    let any = |groups: &[crate::Tag]| groups.iter().any(|group| location.groups.contains(group));
    (filter.ids.is_empty() || filter.ids.contains(&location.id))
        && (filter.groups.is_empty() || any(&filter.groups))
        && !any(&filter.not_groups)
        && (filter.countries.is_empty() || filter.countries.contains(&location.country))
        && (!filter.pickup || location.pickup)
        && filter.priority_max.is_none_or(|most| location.priority <= most)
}

/// What became of a rule over all samples.
#[derive(Clone, Default)]
struct Met {
    /// Orders it is for.
    orders: usize,
    /// Whether it is asked about one of them whatever becomes of those before it.
    is_first: bool,
    /// Whether it is asked about one of them once those before it found no plan.
    is_reached: bool,
    /// An order that it is for, and the earlier rule that is as well.
    behind: Option<(usize, usize)>,
    /// Orders that an earlier rule is for as well, by rule.
    shared: Vec<usize>,
}

fn compare(rules: &[RoutingRule], findings: &mut Vec<(usize, LintFinding)>) {
    let samples = samples(rules);
    let mut met = vec![Met { shared: vec![0; rules.len()], ..Met::default() }; rules.len()];
    let mut unmatched = None;
    for (number, sample) in samples.orders.iter().enumerate() {
        let holds = |rule: &RoutingRule| rule.condition.as_ref().is_none_or(|when| when.holds(sample) == Ok(true));
        let matched: Vec<usize> = rules.iter().enumerate().filter(|(_, rule)| holds(rule)).map(|(place, _)| place).collect();
        if matched.is_empty() {
            unmatched.get_or_insert(number);
        }
        let mut ended: Option<usize> = None;
        for (turn, place) in matched.iter().enumerate() {
            let Some(rule) = met.get_mut(*place) else { continue };
            rule.orders += 1;
            rule.is_first |= turn == 0;
            rule.is_reached |= ended.is_none();
            for earlier in matched.iter().take(turn) {
                if let Some(shared) = rule.shared.get_mut(*earlier) {
                    *shared += 1;
                }
            }
            if let Some(first) = ended.or(matched.first().copied()).filter(|_| turn > 0 && rule.behind.is_none()) {
                rule.behind = Some((number, first));
            }
            if rules.get(*place).is_some_and(|rule| rule.otherwise != Otherwise::NextRule) {
                ended.get_or_insert(*place);
            }
        }
    }
    let certain = samples.are_all;
    let orders: Vec<usize> = met.iter().map(|rule| rule.orders).collect();
    let written = |number: usize| samples.orders.get(number).map(Sample::written).unwrap_or_default();
    let sample = |number| written(number).into_iter().map(|(fact, value)| SampleFact { fact, value }).collect::<Vec<_>>();
    for (place, (rule, met)) in rules.iter().zip(&met).enumerate() {
        let told = |kind, by: Option<&RoutingRule>, number: Option<usize>, sentence| {
            let told = finding(kind, Some(rule), sentence);
            LintFinding { by: by.map(|by| by.name.clone()), certain, sample: number.map(sample).unwrap_or_default(), ..told }
        };
        let name = &rule.name;
        let behind = met.behind.and_then(|(number, by)| Some((number, rules.get(by)?)));
        if met.orders == 0 {
            let sentence = format!("the condition of rule `{name}` holds of no order that was tried: parts of it may exclude each other");
            findings.push((place, told(LintKind::NeverMatches, None, None, sentence)));
        } else if let Some((number, by)) = behind.filter(|_| !met.is_reached) {
            let sentence = format!(
                "rule `{name}` is never asked: every order it is for ends at rule `{}` before it, such as the sample; move `{name}` up",
                by.name
            );
            findings.push((place, told(LintKind::Unreachable, Some(by), Some(number), sentence)));
        } else if let Some((number, _)) = behind.filter(|_| !met.is_first) {
            // A rule for fewer orders behind one that is for all of those, and more.
            let wider = met.shared.iter().zip(&orders).position(|(shared, all)| *shared == met.orders && *all > met.orders);
            if let Some(by) = wider.and_then(|by| rules.get(by)) {
                let sentence = format!(
                    "rule `{name}` is asked only where rule `{}` finds no plan, which is for all its orders, such as the sample, and more; \
                     move `{name}` up if it is meant to come first",
                    by.name
                );
                findings.push((place, told(LintKind::Shadowed, Some(by), Some(number), sentence)));
            }
        }
    }
    if let Some(number) = unmatched {
        let sentence = "no rule is for orders such as the sample: they would be held; add a rule without `condition` at the end".to_owned();
        let told = finding(LintKind::Unmatched, None, sentence);
        findings.push((rules.len(), LintFinding { certain: true, sample: sample(number), ..told }));
    }
}
