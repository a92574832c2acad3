//! Erase what is personal of a customer: of all orders, so many at a time.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::erase_order::{erase, is_reviewed};
use super::{Alias, Erasing};
use crate::batch::{ReadSet, Workspace, orders_of};
use crate::event::Event;
use crate::query::OrderCursor;
use crate::{CustomerId, Rejection};

/// The most orders that one command erases.
pub const ERASED_AT_ONCE_MAX: u32 = 500;

/// Erases what is personal of a customer's orders, as `erase_order` does of one, placed last first and at most `size` of them.
///
/// The receipt says how many were erased and where the next command goes on (`customer_erased`, `next`); when it names no place, all have
/// been looked at. Orders that go on keep what they need and are named (`left`): erase each when it has ended.
///
/// The customer's id stays, unless an `alias` stands in its place: in orders and log, and for whoever lists orders by customer. Give one
/// where the id tells who it is, such as an e-mail address, or leads there. It is an id that nobody has, the same for all commands until
/// the last order is done. Where the id decides by itself, an alias is refused with `customer_named`: by a review list, or by a rule.
///
/// # Examples
/// All orders of a customer, however many:
/// ```
/// # use std::error::Error;
/// use oms_core::privacy::EraseCustomer;
/// use oms_core::{Actor, CommandId, Engine, Envelope, Event, MemoryStorage, Storage, Timestamp};
///
/// /// `request` names what was asked for: the number of the request, say.
/// fn erase_all<S: Storage>(engine: &mut Engine<S>, first: EraseCustomer, request: &str, at: Timestamp) -> Result<u32, Box<dyn Error>> {
///     let (mut command, mut erased_in_all) = (first, 0);
///     for part in 0.. {
///         let id = CommandId::new(format!("erasure-{request}-{part}"))?;
///         let (actor, command_now) = (Actor::new("privacy")?, command.clone().into());
///         let envelope = Envelope { id, at, actor, group: None, expected_version: None, command: command_now };
///         let outcome = engine.submit(envelope)?;
///         let Some(Event::CustomerErased { erased, next, .. }) = outcome.events().last() else { break };
///         erased_in_all += erased;
///         command.after = next.clone();
///         if next.is_none() {
///             break;
///         }
///     }
///     Ok(erased_in_all)
/// }
///
/// let mut engine = Engine::new(MemoryStorage::new());
/// let (customer, alias) = ("ann@example.com".parse()?, Some("e-17".parse()?));
/// let first = EraseCustomer { customer, alias, size: 100, after: None, with_place: false };
/// assert_eq!(erase_all(&mut engine, first, "17", "2026-03-02T08:05:00Z".parse()?)?, 0);
/// # Ok::<(), Box<dyn Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EraseCustomer {
    /// The customer. Where an alias is given, the log keeps that instead.
    pub customer: CustomerId,
    /// The id that stands in the place of the customer's from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<CustomerId>,
    /// The most orders that are erased, 1 to 500.
    pub size: u32,
    /// Only orders behind this place of the list: `next` of the command before. Absent begins with the order placed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<OrderCursor>,
    /// Whether places go, too: see `erase_order`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_place: bool,
}

impl EraseCustomer {
    /// The id that is replaced. What the log keeps of such a command names the alias twice, and is carried out alike.
    fn replacement(&self) -> Option<Alias> {
        let alias = self.alias.clone()?;
        Some(Alias { customer: self.customer.clone(), alias })
    }

    /// The same, if it has not been replaced yet.
    pub(super) fn new_alias(&self) -> Option<Alias> {
        self.replacement().filter(|alias| alias.customer != alias.alias)
    }
}

pub(crate) fn reads(command: &EraseCustomer, wanted: &mut ReadSet) {
    wanted.page(orders_of(&command.customer, command.after.as_ref(), command.size.min(ERASED_AT_ONCE_MAX)));
    if let Some(alias) = command.new_alias() {
        wanted.page(orders_of(&alias.alias, None, 1));
    }
}

pub(crate) fn execute(command: &EraseCustomer, work: &mut Workspace) -> Result<(), Rejection> {
    if command.size == 0 || command.size > ERASED_AT_ONCE_MAX {
        return Err(Rejection::field("size", format!("erase 1 to {ERASED_AT_ONCE_MAX} orders, and go on with another command")));
    }
    let customer = &command.customer;
    let (places, next) = work.orders_of(customer, command.after.as_ref(), command.size);
    if places.is_empty() && next.is_none() {
        return Err(Rejection::UnknownCustomer { customer: customer.clone() });
    }
    if let Some(alias) = command.new_alias() {
        check_alias(work, command, &alias, &places)?;
        let recent = work.forget_customer(customer);
        recent.into_iter().rev().for_each(|recent| work.add_recent_order(&alias.alias, recent));
    }
    let (mut erased, mut left) = (0_u32, Vec::new());
    for place in &places {
        let whole = !work.order(&place.order)?.is_going_on();
        let erasing = Erasing { alias: command.replacement(), whole, with_place: whole && command.with_place, ..Erasing::default() };
        if whole {
            erased += 1;
        } else {
            left.push(place.order.clone());
        }
        // Each notes the command, which names the customer: another alias later is put there, too.
        erase(work, &place.order, erasing)?;
    }
    let customer = command.alias.as_ref().unwrap_or(customer).clone();
    work.emit(Event::CustomerErased { customer, erased, left, next });
    Ok(())
}

/// No other id may stand where this one has decided something, or where another customer's would.
fn check_alias(work: &Workspace, command: &EraseCustomer, alias: &Alias, places: &[OrderCursor]) -> Result<(), Rejection> {
    let is_first = command.after.is_none();
    if is_first && !work.orders_of(&alias.alias, None, 1).0.is_empty() {
        return Err(Rejection::AliasTaken { alias: alias.alias.clone() });
    }
    let named = |by: SmolStr| Err(Rejection::CustomerNamed { customer: alias.customer.clone(), by });
    let settings = work.settings();
    let is_listed = settings.policies.verification.review_customers.contains(&alias.customer);
    if is_listed || places.iter().any(|place| is_reviewed(work, &place.order, alias)) {
        return named(SmolStr::new_static("review_customers"));
    }
    let rules = settings.routing_rules.iter().flat_map(|rules| &rules.rules);
    let names = |source: &str| source.contains(alias.customer.as_str());
    let rule = rules.into_iter().find(|rule| rule.condition.as_ref().is_some_and(|condition| names(condition.source())));
    rule.map_or(Ok(()), |rule| named(rule.name.clone()))
}
