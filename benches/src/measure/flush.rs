//! How long the disk takes to make an append durable: the floor under every durable figure.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::percentile;

/// Latency of appending and flushing one block.
#[derive(Clone, Copy, Debug)]
pub struct FlushLatency {
    /// Size of the block in bytes.
    pub bytes: usize,
    /// Half of the flushes were at most this long.
    pub p50: Duration,
    /// 99 of 100 flushes were at most this long.
    pub p99: Duration,
}

/// Appends `count` blocks of `bytes` to a new file in `directory`, each followed by `fdatasync`, and times each pair.
///
/// # Errors
/// Whatever the file system answers.
pub fn flush_latency(directory: &Path, bytes: usize, count: usize) -> io::Result<FlushLatency> {
    let path = directory.join("flush-latency");
    let block = vec![0xa5_u8; bytes];
    let mut file = File::create(&path)?;
    let mut latencies = Vec::with_capacity(count);
    for _ in 0..count {
        let start = Instant::now();
        file.write_all(&block)?;
        file.sync_data()?;
        latencies.push(start.elapsed());
    }
    drop(file);
    std::fs::remove_file(&path)?;
    latencies.sort_unstable();
    Ok(FlushLatency { bytes, p50: percentile(&latencies, 50), p99: percentile(&latencies, 99) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_no_file_behind() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let latency = flush_latency(directory.path(), 4_096, 3)?;
        assert!(latency.p50 <= latency.p99);
        assert_eq!(std::fs::read_dir(directory.path())?.count(), 0);
        Ok(())
    }
}
