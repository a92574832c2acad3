//! Contenders that take turns, so that a busy moment of the machine hits all of them.

use std::time::Duration;

use super::Spent;

/// What a round can fail with.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// One of the programs that are compared.
pub struct Contender<'a> {
    /// What the table calls it.
    pub name: String,
    /// Does one round and answers how many orders it wrote and what that took. Set-up inside is not counted.
    pub round: Box<dyn FnMut() -> Result<(usize, Spent)> + 'a>,
}

impl<'a> Contender<'a> {
    /// Names a round.
    pub fn new(name: impl Into<String>, round: impl FnMut() -> Result<(usize, Spent)> + 'a) -> Self {
        Contender { name: name.into(), round: Box::new(round) }
    }
}

/// All rounds of one contender.
#[derive(Clone, Debug)]
pub struct Rounds {
    /// What the table calls it.
    pub name: String,
    rounds: Vec<(usize, Spent)>,
}

impl Rounds {
    /// Median of orders per second of wall time.
    #[must_use]
    pub fn orders_per_second(&self) -> f64 {
        median(self.rates().collect())
    }

    /// Median of process CPU time per order, in microseconds.
    #[must_use]
    pub fn cpu_micros_per_order(&self) -> f64 {
        median(self.per_order(|spent| spent.process_cpu).collect())
    }

    /// Median of the measuring thread's CPU time per order, in microseconds.
    #[must_use]
    pub fn thread_cpu_micros_per_order(&self) -> f64 {
        median(self.per_order(|spent| spent.thread_cpu).collect())
    }

    /// How fast this contender was compared with `other`: median over the rounds of the ratio of orders per second,
    /// each round compared with the neighbouring round of the other.
    #[must_use]
    pub fn speed_relative_to(&self, other: &Rounds) -> f64 {
        median(self.rates().zip(other.rates()).map(|(own, others)| own / others).collect())
    }

    /// Lowest and highest orders per second of any round.
    #[must_use]
    pub fn spread(&self) -> (f64, f64) {
        self.rates().fold((f64::INFINITY, 0.0), |(low, high), rate| (low.min(rate), high.max(rate)))
    }

    fn rates(&self) -> impl Iterator<Item = f64> + '_ {
        self.rounds.iter().map(|(orders, spent)| *orders as f64 / spent.wall.as_secs_f64())
    }

    fn per_order(&self, cost: impl Fn(&Spent) -> Duration) -> impl Iterator<Item = f64> {
        self.rounds.iter().map(move |(orders, spent)| cost(spent).as_secs_f64() * 1e6 / *orders as f64)
    }
}

/// Runs `count` rounds of each contender in turn; every other round goes through them in reverse, so that none always
/// profits from what its predecessor left in the caches. One more round goes before and is not counted.
///
/// # Errors
/// The first error of any round.
pub fn interleave(count: usize, contenders: &mut [Contender<'_>]) -> Result<Vec<Rounds>> {
    let mut results: Vec<Rounds> = contenders.iter().map(|contender| Rounds { name: contender.name.clone(), rounds: Vec::new() }).collect();
    for round in 0..=count {
        let mut order: Vec<usize> = (0..contenders.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for index in order {
            let measured = (contenders[index].round)()?;
            if round > 0 {
                results[index].rounds.push(measured);
            }
        }
    }
    Ok(results)
}

/// The middle value, or the mean of the two middle values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.is_empty() {
        f64::NAN
    } else if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn spent(millis: u64) -> Spent {
        Spent { wall: Duration::from_millis(millis), ..Spent::default() }
    }

    #[test]
    fn contenders_take_turns_and_the_first_round_is_not_counted() -> Result<()> {
        let log = RefCell::new(String::new());
        let mut rounds_of_a = [9_000, 100, 200].into_iter();
        let results = {
            let mut contenders = [
                Contender::new("a", || {
                    log.borrow_mut().push('a');
                    Ok((10, spent(rounds_of_a.next().unwrap_or(1))))
                }),
                Contender::new("b", || {
                    log.borrow_mut().push('b');
                    Ok((10, spent(100)))
                }),
            ];
            interleave(2, &mut contenders)?
        };
        assert_eq!(log.into_inner(), "abbaab");
        assert!((results[0].orders_per_second() - 75.0).abs() < 1e-9);
        assert!((results[0].speed_relative_to(&results[1]) - 0.75).abs() < 1e-9);
        Ok(())
    }

    #[test]
    fn an_error_ends_the_run() {
        let mut contenders = [Contender::new("broken", || Err("disk full".into()))];
        assert!(interleave(1, &mut contenders).is_err());
    }
}
