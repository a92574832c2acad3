//! Units, stock and money are conserved after every step, whatever is sent: checked on what the storage keeps alone.

use crate::oracle::laws::Laws;
use crate::oracle::stream::stream;
use oms_core::{Engine, MemoryStorage};

#[test]
fn units_stock_and_money_are_conserved_after_every_step() {
    for seed in 0..60 {
        let mut engine = Engine::new(MemoryStorage::new());
        let mut laws = Laws::default();
        for step in stream(seed, 150) {
            engine.submit_batch(step.clone()).unwrap();
            let broken = laws.broken(engine.storage());
            assert!(broken.is_empty(), "seed {seed}, after {step:#?}:\n{}", broken.join("\n"));
        }
        let audit = engine.audit().unwrap();
        assert!(audit.is_clean(), "seed {seed}: {audit:#?}");
    }
}
