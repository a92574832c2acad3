//! Wall time and CPU time of a stretch of work.

use std::ops::AddAssign;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// What a stretch of work took.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Spent {
    /// Time that passed.
    pub wall: Duration,
    /// CPU time of all threads of this process.
    pub process_cpu: Duration,
    /// CPU time of the thread that measured.
    pub thread_cpu: Duration,
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Spent) {
        self.wall += other.wall;
        self.process_cpu += other.process_cpu;
        self.thread_cpu += other.thread_cpu;
    }
}

/// Runs from its creation on.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    wall: Instant,
    process_cpu: Duration,
    thread_cpu: Duration,
}

impl Stopwatch {
    /// Starts all three clocks.
    #[must_use]
    pub fn start() -> Self {
        Stopwatch { process_cpu: read(ClockId::ProcessCPUTime), thread_cpu: read(ClockId::ThreadCPUTime), wall: Instant::now() }
    }

    /// What has been spent since the start. Must be called on the thread that started it.
    #[must_use]
    pub fn spent(&self) -> Spent {
        Spent {
            wall: self.wall.elapsed(),
            process_cpu: read(ClockId::ProcessCPUTime).saturating_sub(self.process_cpu),
            thread_cpu: read(ClockId::ThreadCPUTime).saturating_sub(self.thread_cpu),
        }
    }
}

fn read(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_of_another_thread_counts_for_the_process_alone() {
        let stopwatch = Stopwatch::start();
        let work = std::thread::spawn(|| {
            let own = Stopwatch::start();
            let mut sum = 0_u64;
            while own.spent().thread_cpu < Duration::from_millis(20) {
                sum = std::hint::black_box(sum.wrapping_add(1));
            }
        });
        assert!(work.join().is_ok());
        let spent = stopwatch.spent();
        assert!(spent.process_cpu >= Duration::from_millis(20), "{spent:?}");
        assert!(spent.thread_cpu < spent.process_cpu, "{spent:?}");
    }
}
