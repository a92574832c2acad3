//! Put words on an order to find it by.

use serde::{Deserialize, Serialize};

use super::capture_order::TAGS_MAX;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{Arrange, OrderId, Rejection, Tag};

/// Adds and removes tags. A tag that is there already, or not there, is no error.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TagOrder {
    /// The order.
    pub order: OrderId,
    /// Tags to add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<Tag>,
    /// Tags to remove.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<Tag>,
}

pub(crate) fn reads(_: &TagOrder, _: &mut ReadSet) {}

pub(crate) fn execute(command: &TagOrder, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    order.tags.retain(|tag| !command.remove.contains(tag));
    order.tags.extend(command.add.iter().cloned());
    order.tags.arrange();
    order.tags.dedup();
    if order.tags.len() > TAGS_MAX {
        return Err(Rejection::field("add", format!("an order has at most {TAGS_MAX} tags: remove some first")));
    }
    let id = order.id.clone();
    work.put_order(order);
    work.emit(Event::OrderTagged { order: id });
    Ok(())
}
