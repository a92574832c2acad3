//! Many commands in a random order: the commands of all vectors, as shops that run beside each other in one store.
//!
//! Each draw starts a vector or goes on with one that was started. Orders and reservations get names of their own for every start,
//! so that they live; locations, channels and items are shared, so that they meet. Much is refused, which is compared as well.

use std::path::Path;
use std::sync::Arc;

use oms_core::{Engine, Envelope, MemoryStorage, Outcome};
use serde_json::Value;

use super::player::Player;
use super::{Language, StorageKind, files_of, on_empty, read, script};

/// How many vectors are under way at a time.
const UNDER_WAY: usize = 12;

/// What came of playing at random.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Played {
    /// How many commands took effect.
    pub applied: usize,
    /// How many were refused.
    pub refused: usize,
    /// The digest of the state at the end.
    pub digest: String,
}

/// Plays `count` commands drawn from the vectors of a folder, in batches of random sizes, in the language and here.
///
/// # Errors
/// Names the first batch whose outcomes differ, or the digests if they do.
pub fn play_random(folder: &Path, language: &mut Language, storage: StorageKind, seed: u64, count: usize) -> Result<Played, String> {
    let mut batches = batches(folder, seed, count)?;
    on_empty(language, storage, |engine| {
        let mut here = Engine::new(MemoryStorage::new());
        let (mut applied, mut refused) = (0, 0);
        for (number, batch) in batches.drain(..).enumerate() {
            let (told, expected) = (engine.submit(&batch)?, Player::submit(&mut here, &batch)?);
            for ((envelope, told), expected) in batch.iter().zip(&told).zip(&expected) {
                if told != expected {
                    return Err(format!("batch {number}, command `{}`: {told:?} there, {expected:?} here", envelope.id));
                }
                match told {
                    Outcome::Refused { .. } => refused += 1,
                    _ => applied += 1,
                }
            }
        }
        let (there, here) = (engine.digest()?, Player::digest(&mut here)?);
        if there == here { Ok(Played { applied, refused, digest: here }) } else { Err(format!("digest: {there} there, {here} here")) }
    })
}

/// The commands of the vectors, drawn and cut into batches.
pub(super) fn batches(folder: &Path, seed: u64, count: usize) -> Result<Vec<Vec<Arc<Envelope>>>, String> {
    let mut scripts = Vec::new();
    for file in files_of(folder)? {
        let vector = read(&file).map_err(|problem| format!("{}: {problem}", file.display()))?;
        let steps = script::steps(&vector).into_iter().flatten();
        let lines = script::set_up(&vector.given)?.into_iter().chain(steps);
        scripts.push(lines.filter(|line| line.envelope.is_ok()).map(|line| line.text).collect::<Vec<String>>());
    }
    let mut draw = Draw(seed);
    let mut under_way: Vec<(usize, std::vec::IntoIter<String>)> = Vec::new();
    let (mut starts, mut sent) = (0, 0);
    let mut batches = Vec::new();
    while sent < count {
        let size = (1 + draw.below(64)).min(count - sent);
        let mut batch = Vec::with_capacity(size);
        while batch.len() < size {
            if under_way.len() < UNDER_WAY {
                starts += 1;
                under_way.push((starts, scripts[draw.below(scripts.len())].clone().into_iter()));
            }
            let drawn = draw.below(under_way.len());
            let (start, lines) = &mut under_way[drawn];
            match lines.next() {
                None => drop(under_way.swap_remove(drawn)),
                Some(line) => {
                    let mut envelope: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
                    rename(&mut envelope, *start);
                    envelope["id"] = Value::from(format!("random-{}", sent + batch.len()));
                    batch.push(serde_json::from_value(envelope).map_err(|error| error.to_string())?);
                }
            }
        }
        sent += batch.len();
        batches.push(batch);
    }
    Ok(batches)
}

/// Gives orders, papers and reservations names of their own.
fn rename(value: &mut Value, start: usize) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                match member {
                    Value::String(name)
                        if name.len() < 100
                            && ["order", "reservation", "external_id", "purchase_order", "transfer", "count"].contains(&key.as_str()) =>
                    {
                        *name = format!("{name}.{start}")
                    }
                    _ => rename(member, start),
                }
            }
        }
        Value::Array(members) => members.iter_mut().for_each(|member| rename(member, start)),
        _ => {}
    }
}

/// Draws numbers: SplitMix64, by Steele, Lea and Flood.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        usize::try_from((mixed ^ (mixed >> 31)) % bound).unwrap_or_default()
    }
}
