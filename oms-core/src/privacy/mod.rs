//! Erasing what is personal: from the records, and from the commands and events that the log keeps.
//!
//! One table says which parts of a command are personal (`command`), one what is found of them in events (`event`) and in an order
//! (`order`). What is erased says `erased` from then on, and what was empty stays empty: whatever asks whether a text is there gets the
//! same answer as before, so the history can be played again. Country, currency, amounts, quantities, SKUs, instants and ids stay.
//!
//! An order names the commands whose entries of the log may hold something of the kind (`personal_in`), so that nothing has to be
//! searched for. See `docs/privacy.md` and `docs/decisions/0037-what-is-erased-says-so.md`.

mod command;
mod event;
mod order;

pub(crate) mod erase_customer;
pub(crate) mod erase_order;

use std::sync::Arc;

use smol_str::SmolStr;

pub use erase_customer::{ERASED_AT_ONCE_MAX, EraseCustomer};
pub use erase_order::EraseOrder;

use crate::batch::{LogEntry, Receipt};
use crate::command::{Command, Envelope};
use crate::{Actor, Address, CustomerId, SortedSet};

/// What stands in the place of a text that was erased.
pub const ERASED: &str = "erased";

/// Takes a text away, if there is one.
pub(crate) fn erase_text(text: &mut SmolStr) {
    if !text.is_empty() {
        *text = SmolStr::new_static(ERASED);
    }
}

/// A customer's id, and the one that stands in its place from now on.
#[derive(Clone, Debug)]
pub(crate) struct Alias {
    pub(crate) customer: CustomerId,
    pub(crate) alias: CustomerId,
}

impl Alias {
    fn replace(&self, customer: &mut CustomerId) {
        if *customer == self.customer {
            *customer = self.alias.clone();
        }
    }

    /// Customers who serve themselves give commands under their own id.
    fn replace_actor(&self, actor: &mut Actor) {
        if actor.as_str() == self.customer.as_str()
            && let Ok(alias) = Actor::new(self.alias.as_str())
        {
            *actor = alias;
        }
    }
}

/// What is erased of an order, or of an entry about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Erasing {
    /// Free texts of its commands, wherever else they stand.
    pub(crate) texts: SortedSet<SmolStr>,
    /// The id that stands in the place of its customer's.
    pub(crate) alias: Option<Alias>,
    /// Whether names, addresses and texts go; else only the customer's id does.
    pub(crate) whole: bool,
    /// Whether the place goes, too.
    pub(crate) with_place: bool,
    /// How many times the order had been sent elsewhere by then.
    pub(crate) address_changes: u32,
    /// Whether it is about a command that has left the order as it was.
    pub(crate) is_unchanged: bool,
}

impl Erasing {
    /// Takes out of an address what is personal. The next address of an order is told from the one before by a number: it was a change, and
    /// is one when it is played again. One that changed nothing changes nothing then: see `change_address`.
    pub(crate) fn erase_address(&self, address: &mut Address) {
        address.erase(self.with_place);
        if self.is_unchanged {
            address.name = SmolStr::new_static(ERASED);
        } else if self.address_changes > 0 {
            address.name = SmolStr::from(format!("{ERASED} {}", self.address_changes));
        }
    }

    /// Takes a text away if a command of the order brought it, alone or behind a sentence of ours.
    fn erase_known(&self, text: &mut SmolStr) {
        if !self.whole || text.is_empty() {
            return;
        }
        if self.texts.contains(text) {
            *text = SmolStr::new_static(ERASED);
            return;
        }
        let sentence = self.texts.iter().find_map(|known| text.strip_suffix(known.as_str()).filter(|sentence| sentence.ends_with(": ")));
        if let Some(sentence) = sentence {
            *text = SmolStr::from(format!("{sentence}{ERASED}"));
        }
    }

    /// The entry without what is personal; `None` if it stays as it is.
    pub(crate) fn entry(&self, entry: &LogEntry) -> Option<LogEntry> {
        let mut envelope = Envelope::clone(&entry.envelope);
        envelope.command.erase(self);
        if let Some(alias) = &self.alias {
            alias.replace_actor(&mut envelope.actor);
        }
        let mut receipt = Receipt::clone(&entry.receipt);
        receipt.events.iter_mut().for_each(|event| event.erase(self));
        if envelope == *entry.envelope && receipt == *entry.receipt {
            return None;
        }
        Some(LogEntry { envelope: Arc::new(envelope), receipt: Arc::new(receipt), movements: entry.movements.clone(), erased: true })
    }
}

/// The entry of a command that told something personal and changed nothing, without that.
pub(crate) fn erased_at_once(entry: &LogEntry) -> Option<LogEntry> {
    let mut erasing = Erasing { whole: true, with_place: true, is_unchanged: true, ..Erasing::default() };
    entry.envelope.command.collect_texts(&mut erasing.texts);
    erasing.entry(entry)
}

/// A command as the log keeps it. What is personal in the address of a cart decides nothing, and no record would lead to it later: it is
/// never kept. Nor is the id of a customer who is erased under another.
pub(crate) fn as_kept(envelope: &Arc<Envelope>) -> Arc<Envelope> {
    let Some(command) = envelope.command.as_kept() else { return Arc::clone(envelope) };
    let mut kept = Envelope { command, ..Envelope::clone(envelope) };
    if let Command::EraseCustomer(erase) = &envelope.command
        && let Some(alias) = erase.new_alias()
    {
        alias.replace_actor(&mut kept.actor);
    }
    Arc::new(kept)
}
