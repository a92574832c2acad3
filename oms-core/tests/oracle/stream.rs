//! Streams of commands, made once with the model alone, to be sent in different ways.

use std::sync::Arc;

use oms_core::Envelope;

use super::Model;
use super::random::{Dice, Generator};

/// A stream of so many steps after the opening. Each step is one command, or a few that are linked.
pub(crate) fn stream(seed: u64, steps: usize) -> Vec<Vec<Arc<Envelope>>> {
    let mut model = Model::default();
    let mut generator = Generator::new();
    let mut dice = Dice::new(seed);
    let mut stream: Vec<Vec<Arc<Envelope>>> = generator.opening().into_iter().map(|envelope| vec![envelope]).collect();
    stream.iter().for_each(|step| drop(model.submit(step)));
    for _ in 0..steps {
        let step = generator.next(dice.roll(), &model);
        model.submit(&step);
        stream.push(step);
    }
    stream
}

/// The same stream in batches of at least `size` commands; linked ones stay together.
pub(crate) fn batches(stream: &[Vec<Arc<Envelope>>], size: usize) -> Vec<Vec<Arc<Envelope>>> {
    let mut batches = Vec::new();
    let mut batch = Vec::new();
    for step in stream {
        batch.extend(step.iter().cloned());
        if batch.len() >= size {
            batches.push(std::mem::take(&mut batch));
        }
    }
    batches.extend((!batch.is_empty()).then_some(batch));
    batches
}
