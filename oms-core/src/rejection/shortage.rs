use serde::{Deserialize, Serialize};

/// What limits how much can be promised.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShortageReason {
    /// There is no more stock.
    Stock,
    /// There is more, but it is kept back as safety stock.
    SafetyStock,
    /// There is more, in lots that have expired or would not last long enough.
    LotLife,
    /// The channel has sold as much as it may.
    ChannelCap,
    /// As much is on backorder as may be.
    BackorderLimit,
}

impl ShortageReason {
    /// The reason in words.
    pub const fn sentence(self) -> &'static str {
        match self {
            ShortageReason::Stock => "no more stock",
            ShortageReason::SafetyStock => "the rest is safety stock",
            ShortageReason::LotLife => "the rest has expired, or would not last long enough",
            ShortageReason::ChannelCap => "the channel's cap is reached",
            ShortageReason::BackorderLimit => "the backorder limit is reached",
        }
    }
}
