//! Free the stock of reservations that are due.

use serde::{Deserialize, Serialize};

use crate::Rejection;
use crate::batch::{ReadSet, Workspace};

/// Frees the stock of reservations that are due at the command's time.
///
/// Every command does so by itself, so availability is exact without this. It is for a store that has slept long: one
/// command frees at most 10,000, and others are refused with `too_many_due` until the rest is done.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExpireReservations {}

pub(crate) fn reads(_: &ExpireReservations, _: &mut ReadSet) {}

pub(crate) fn execute(_: &ExpireReservations, _: &mut Workspace) -> Result<(), Rejection> {
    // What was due has been freed before this was reached, as before every command.
    Ok(())
}
