//! Clocks, flush latency, interleaved rounds, medians and tables.

mod clock;
mod flush;
mod interleave;
mod table;

pub use clock::{Spent, Stopwatch};
pub use flush::{FlushLatency, flush_latency};
pub use interleave::{Contender, Result, Rounds, interleave};
pub use table::{Table, grouped, percentile};
