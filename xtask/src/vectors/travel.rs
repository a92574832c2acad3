//! A shop that moves from storage to storage while it trades, beside one that stays where it is: nobody can tell them apart.

use std::path::Path;

use oms_core::{Engine, MemoryStorage, Outcome};
use oms_storage::SqliteStorage;
use oms_storage::tenant::{self, TenantStorage};

use super::player::Player;
use super::probe::text;
use super::random::{Played, batches};

/// Plays `count` commands drawn from the vectors of a folder, in parts: each begins in memory, goes to a SQLite file, to PostgreSQL if
/// this program was built with it, and back to memory with the next.
///
/// # Errors
/// Names the first batch whose outcomes differ, the digests if they do, and what could not be moved.
pub fn travel_random(folder: &Path, seed: u64, count: usize, parts: usize) -> Result<Played, String> {
    let batches = batches(folder, seed, count)?;
    let mut at_home = Engine::new(MemoryStorage::new());
    let mut memory = MemoryStorage::new();
    let place = tempfile::tempdir().map_err(text)?;
    let (mut applied, mut refused) = (0, 0);
    let stops = 3;
    let stretch = batches.len().div_ceil((parts * stops).max(1)).max(1);
    for (number, batches) in batches.chunks(stretch).enumerate() {
        let mut told = Vec::new();
        let mut play = |engine: &mut dyn Player| {
            for batch in batches {
                told.extend(engine.submit(batch)?);
            }
            engine.digest()
        };
        // What was in memory goes to where this stretch is played, and comes back.
        let there = match number % stops {
            0 => play(&mut Engine::new(&mut memory))?,
            1 => {
                let path = place.path().join(format!("{number}.sqlite"));
                moved(&mut memory, SqliteStorage::open(path).map_err(text)?, play)?
            }
            _ => on_server(&mut memory, play)?,
        };
        let mut expected = Vec::new();
        for batch in batches {
            expected.extend(Player::submit(&mut at_home, batch)?);
        }
        if let Some(place) = told.iter().zip(&expected).position(|(told, expected)| told != expected) {
            return Err(format!("stretch {number}, command {place}: {:?} on the way, {:?} at home", told[place], expected[place]));
        }
        let here = Player::digest(&mut at_home)?;
        if there != here {
            return Err(format!("digest after stretch {number}: {there} on the way, {here} at home"));
        }
        let is_refused = |outcome: &&Outcome| matches!(outcome, Outcome::Refused { .. });
        refused += told.iter().filter(is_refused).count();
        applied += told.iter().filter(|outcome| !is_refused(outcome)).count();
    }
    Ok(Played { applied, refused, digest: Player::digest(&mut at_home)? })
}

fn moved<S: TenantStorage>(
    memory: &mut MemoryStorage,
    mut there: S,
    play: impl FnOnce(&mut dyn Player) -> Result<String, String>,
) -> Result<String, String> {
    tenant::move_over(memory, &mut there).map_err(text)?;
    let mut engine = Engine::new(there);
    let digest = play(&mut engine)?;
    tenant::move_over(&mut engine.into_storage(), memory).map_err(text)?;
    Ok(digest)
}

#[cfg(feature = "postgres")]
fn on_server(memory: &mut MemoryStorage, play: impl FnOnce(&mut dyn Player) -> Result<String, String>) -> Result<String, String> {
    moved(memory, super::postgres::new_tenant()?, play)
}

#[cfg(not(feature = "postgres"))]
fn on_server(memory: &mut MemoryStorage, play: impl FnOnce(&mut dyn Player) -> Result<String, String>) -> Result<String, String> {
    play(&mut Engine::new(memory))
}
