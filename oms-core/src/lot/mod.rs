//! Lots: units of a SKU that were made together, with the day on which they expire. What is kept by lot is counted, promised and
//! traced lot by lot.

mod life;
mod picking;

pub(crate) mod change_lot;
pub(crate) mod edit_lot;
pub(crate) mod lift_recall;
pub(crate) mod naming;
pub(crate) mod recall_lot;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use change_lot::ChangeLot;
pub(crate) use change_lot::check_not_recalled;
pub use edit_lot::EditLot;
pub(crate) use life::Need;
pub use lift_recall::LiftRecall;
pub use picking::OfferedLot;
pub(crate) use picking::{LotPick, choose, for_sale, offered};
pub use recall_lot::RecallLot;

use crate::calendar::Day;
use crate::document::{DocumentKey, DocumentKind};
use crate::{DocumentId, LotNumber, Rejection, Sku, Timestamp};

/// How an item that is kept by lot is picked, and how long its units have to last.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct LotPolicy {
    /// Which lots an order gets.
    pub picking: LotPicking,
    /// Days that a unit must have left when it is delivered; a channel or a line of an order may ask for more.
    #[serde(skip_serializing_if = "is_zero")]
    pub minimum_life_days: u16,
}

/// Which lots of a location an order gets.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LotPicking {
    /// First expired, first out: what ends first, then what was received first.
    #[default]
    Fefo,
    /// First in, first out: what was received first, then what ends first.
    Fifo,
    /// As few lots as can be; among those that would do, what ends first.
    FewestLots,
}

/// A lot: the paper that tells what all its units have in common, wherever they lie.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// What it is a lot of.
    pub sku: Sku,
    /// Its number: what GS1 calls batch or lot, application identifier 10.
    pub number: LotNumber,
    /// The day on which it expires: GS1's identifier 17. On that day it is not sold any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Day>,
    /// The day up to which it is at its best: GS1's identifier 15. Where no expiry is known, it counts as that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_before: Option<Day>,
    /// When the first of its units came in.
    pub received_at: Timestamp,
    /// That it was recalled: nothing of it is sold any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalled: Option<Recall>,
}

/// Why and when a lot was recalled.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: SmolStr,
}

/// A lot as it is named where units of it come in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceivedLot {
    /// Its number.
    pub number: LotNumber,
    /// The day on which it expires; absent if it never does, or if the lot is known already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Day>,
    /// The day up to which it is at its best; absent if there is none, or if the lot is known already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_before: Option<Day>,
}

/// A lot of a SKU, to find orders by.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LotReference {
    /// The SKU.
    pub sku: Sku,
    /// The number of the lot.
    pub number: LotNumber,
}

/// What keeps a lot from being sold.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LotBar {
    /// It was recalled.
    Recalled,
    /// It has expired by the day of delivery.
    Expired,
    /// It would have fewer days left than asked for.
    ShortLife,
}

impl LotBar {
    /// The reason in words.
    pub const fn sentence(self) -> &'static str {
        match self {
            LotBar::Recalled => "it was recalled",
            LotBar::Expired => "it has expired",
            LotBar::ShortLife => "it has fewer days left than asked for",
        }
    }
}

impl Lot {
    /// The day on which it ends: that of its expiry, or of its best quality where no expiry is known. `None` if it lasts for ever.
    pub fn ends_on(&self) -> Option<Day> {
        self.expires_on.or(self.best_before)
    }

    /// The id of its paper.
    pub fn document_id(&self) -> Option<DocumentId> {
        document_id(&self.sku, &self.number).ok()
    }
}

/// The id of the paper of a lot: SKU and number with a stroke between. A stroke within either is written `~1`, and `~` is `~0`, as JSON
/// pointers do (RFC 6901), so that no two lots share one.
pub fn document_id(sku: &Sku, lot: &LotNumber) -> Result<DocumentId, Rejection> {
    let escaped = |text: &str| if text.contains(['~', '/']) { text.replace('~', "~0").replace('/', "~1") } else { text.to_owned() };
    let id = format!("{}/{}", escaped(sku.as_str()), escaped(lot.as_str()));
    let longest = crate::ID_LENGTH_MAX - 1;
    DocumentId::new(id).map_err(|_| Rejection::field("lot", format!("sku and lot number have at most {longest} bytes together")))
}

/// What names the paper of a lot, unless its names are too long for one: then nobody can have made it.
pub(crate) fn key_of(sku: &Sku, lot: &LotNumber) -> Option<DocumentKey> {
    document_id(sku, lot).ok().map(|id| DocumentKey { kind: DocumentKind::Lot, id })
}

fn is_zero(days: &u16) -> bool {
    *days == 0
}
