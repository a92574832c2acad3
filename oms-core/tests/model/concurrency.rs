//! Several writers whose steps fall between each other's keep every law: what one decides on is guarded when it is written.

use std::sync::Arc;

use crate::oracle::laws::Laws;
use crate::oracle::random::Dice;
use crate::oracle::stream::{batches, stream};
use oms_core::batch::{Session, Step};
use oms_core::{Command, CommitError, Engine, Envelope, MemoryStorage, Outcome, ReservationId, Storage};
use serde_json::json;

/// A writer, the batches it still has to send, and the one it is at.
struct Writer {
    batches: Vec<Vec<Arc<Envelope>>>,
    session: Session,
}

impl Writer {
    /// Commands of a stream after its opening, under ids of the writer's own. Carts are each writer's own as well; orders are shared.
    fn new(number: u64, seed: u64, opening: usize) -> Writer {
        let own = |id: &ReservationId| format!("{id}-{number}").parse::<ReservationId>().unwrap();
        let rename = |envelope: &Arc<Envelope>| {
            let mut envelope = Envelope::clone(envelope);
            envelope.id = format!("{}-{number}", envelope.id).parse().unwrap();
            match &mut envelope.command {
                Command::ReserveStock(command) => command.reservation = own(&command.reservation),
                Command::ChangeReservation(command) => command.reservation = own(&command.reservation),
                Command::ReleaseReservation(command) => command.reservation = own(&command.reservation),
                Command::CaptureOrder(command) => command.reservation = command.reservation.as_ref().map(own),
                _ => {}
            }
            Arc::new(envelope)
        };
        let stream = stream(seed * 10 + number, 90);
        let steps: Vec<Vec<_>> = stream[opening..].iter().map(|step| step.iter().map(rename).collect()).collect();
        let mut batches = batches(&steps, 3);
        batches.reverse();
        Writer { batches, session: Session::new(Vec::new(), Arc::default()).unwrap() }
    }

    /// Makes one step. Says whether anything is left to do, and whether something was written.
    fn step(&mut self, storage: &mut MemoryStorage, conflicts: &mut usize) -> (bool, bool) {
        match self.session.next() {
            Step::Load(wanted) => {
                let snapshot = storage.load(wanted).unwrap();
                self.session.loaded(snapshot).unwrap();
                (true, false)
            }
            Step::Commit(changes) => match storage.commit(changes) {
                Ok(()) => {
                    self.session.committed().unwrap();
                    (true, true)
                }
                Err(CommitError::Conflict) => {
                    *conflicts += 1;
                    self.session.conflicted().unwrap();
                    (true, false)
                }
                Err(CommitError::Storage(never)) => match never {},
            },
            Step::Done(_) => {
                let Some(batch) = self.batches.pop() else { return (false, false) };
                self.session = Session::new(batch, Arc::clone(self.session.settings())).unwrap();
                (true, false)
            }
        }
    }
}

#[test]
fn writers_between_each_other_keep_every_law() {
    let mut conflicts = 0;
    for seed in 0..40 {
        let opening = stream(0, 0);
        let mut engine = Engine::new(MemoryStorage::new());
        opening.iter().for_each(|step| drop(engine.submit_batch(step.clone()).unwrap()));
        let mut laws = Laws::default();
        let mut dice = Dice::new(seed);
        let mut writers: Vec<Writer> = (0..3).map(|number| Writer::new(number, seed, opening.len())).collect();
        while !writers.is_empty() {
            let turn = usize::try_from(dice.below(i64::try_from(writers.len()).unwrap())).unwrap();
            let (goes_on, wrote) = writers[turn].step(engine.storage(), &mut conflicts);
            if !goes_on {
                writers.remove(turn);
            }
            if wrote {
                let broken = laws.broken(engine.storage());
                assert!(broken.is_empty(), "seed {seed}:\n{}", broken.join("\n"));
            }
        }
        let audit = engine.audit().unwrap();
        assert!(audit.is_clean(), "seed {seed}: {audit:#?}");
    }
    assert!(conflicts > 100, "the writers hardly met: {conflicts} conflicts");
}

#[test]
fn safety_stock_that_is_gone_meanwhile_is_not_sold() {
    let setting_up = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "till", "ignores_safety_stock": true}}),
        json!({"type": "put_item", "sku": "shirt"}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 5, "into": "safety"}),
        json!({"type": "capture_order", "order": "o1", "channel": "till", "currency": "EUR",
               "lines": [{"id": "1", "sku": "shirt", "quantity": 5, "unit_price": "1.00"}]}),
        json!({"type": "move_stock", "sku": "shirt", "location": "n1", "from_bucket": "safety", "to_bucket": "damaged", "quantity": 5,
               "reason": "wet"}),
    ];
    let mut commands = crate::oracle::lives::envelopes(&setting_up);
    let (spoiled, sold) = (commands.pop().unwrap(), commands.pop().unwrap());
    let mut storage = MemoryStorage::new();
    Engine::new(&mut storage).submit_batch(commands).unwrap();
    let mut sale = Session::new(vec![sold], Arc::default()).unwrap();
    while let Step::Load(wanted) = sale.next() {
        let snapshot = storage.load(wanted).unwrap();
        sale.loaded(snapshot).unwrap();
    }
    // The sale has been decided on five units of safety stock; before it is written they are found to be wet.
    Engine::new(&mut storage).submit(spoiled).unwrap();
    let Step::Commit(changes) = sale.next() else { panic!("the sale was refused") };
    assert!(matches!(storage.commit(changes), Err(CommitError::Conflict)));
}

/// A receipt names the version that the order has after the command, also where somebody else changed the order in between and the
/// command leaves it as it is.
#[test]
fn what_is_only_acknowledged_names_the_version_of_its_time() {
    let payment = |reference| json!({"type": "capture_payment", "order": "o", "payment": "p", "amount": "1.00", "reference": reference});
    let address = json!({"country": "DE", "city": "Berlin"});
    let setting_up = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "tee"}),
        json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 9}),
        json!({"type": "capture_order", "order": "o", "channel": "web", "currency": "EUR", "payments": [{"id": "p", "method": "card"}],
               "lines": [{"id": "1", "sku": "tee", "quantity": 3, "unit_price": "1.00"}], "shipping_address": address}),
        payment("e1"),
        payment("e1"),
        json!({"type": "change_address", "order": "o", "shipping_address": address}),
        json!({"type": "tag_order", "order": "o", "add": ["red"]}),
    ];
    let mut envelopes = crate::oracle::lives::envelopes(&setting_up);
    let tag = envelopes.pop().unwrap();
    for late in envelopes.split_off(6) {
        let mut storage = MemoryStorage::new();
        Engine::new(&mut storage).submit_batch(envelopes.clone()).unwrap();
        let mut writer = Writer { batches: Vec::new(), session: Session::new(vec![late], Arc::default()).unwrap() };
        while let Step::Load(wanted) = writer.session.next() {
            let snapshot = storage.load(wanted).unwrap();
            writer.session.loaded(snapshot).unwrap();
        }
        Engine::new(&mut storage).submit(Arc::clone(&tag)).unwrap();
        let mut conflicts = 0;
        while !matches!(writer.session.next(), Step::Done(_)) {
            writer.step(&mut storage, &mut conflicts);
        }
        let Step::Done(outcomes) = writer.session.next() else { panic!("the writer is done") };
        let Outcome::Applied { receipt } = &outcomes[0] else { panic!("{outcomes:?}") };
        assert_eq!((receipt.order_version, conflicts), (Some(3), 1), "{}", receipt.command);
    }
}

/// A reservation that is given up and made again under its old id is another one: whoever has read the first has been overtaken.
#[test]
fn a_reservation_made_again_is_not_the_one_that_was_read() {
    let overtaken = [
        json!({"type": "change_reservation", "reservation": "r", "lines": [{"sku": "tee", "quantity": 1}]}),
        json!({"type": "release_reservation", "reservation": "r"}),
        json!({"type": "capture_order", "order": "o", "channel": "web", "currency": "EUR", "reservation": "r",
               "lines": [{"id": "1", "sku": "tee", "quantity": 3, "unit_price": "1.00"}]}),
    ];
    let reserve =
        |quantity| json!({"type": "reserve_stock", "reservation": "r", "channel": "web", "lines": [{"sku": "tee", "quantity": quantity}]});
    for command in overtaken {
        let mut storage = MemoryStorage::new();
        let opening = [
            json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
            json!({"type": "put_channel", "channel": {"id": "web"}}),
            json!({"type": "put_item", "sku": "tee"}),
            json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 9}),
            reserve(3),
            json!({"type": "release_reservation", "reservation": "r"}),
            reserve(2),
            command.clone(),
        ];
        let mut envelopes = crate::oracle::lives::envelopes(&opening);
        let late = envelopes.pop().unwrap();
        let again = envelopes.split_off(5);
        Engine::new(&mut storage).submit_batch(envelopes).unwrap();
        // The late writer has read the first reservation and decided; then it is given up and made again.
        let mut writer = Writer { batches: Vec::new(), session: Session::new(vec![late], Arc::default()).unwrap() };
        while let Step::Load(wanted) = writer.session.next() {
            let snapshot = storage.load(wanted).unwrap();
            writer.session.loaded(snapshot).unwrap();
        }
        Engine::new(&mut storage).submit_batch(again).unwrap();
        let mut conflicts = 0;
        while writer.step(&mut storage, &mut conflicts).0 {}
        assert_eq!(conflicts, 1, "{command}");
        assert!(Engine::new(&mut storage).audit().unwrap().is_clean(), "{command}");
    }
}

/// Two writers decide on the same day of a location. As long as there is room for both they do not stand in each other's way; the last
/// place goes to whoever writes first, and the other decides anew.
#[test]
fn two_writers_fill_a_day_and_never_more() {
    let order = |id: &str| {
        json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR",
               "lines": [{"id": "1", "sku": "tee", "quantity": 1, "unit_price": "1.00"}]})
    };
    for (orders, conflicts_expected, places) in [(2, 0, ["n1", "n1"]), (1, 1, ["n1", "n2"])] {
        let mut storage = MemoryStorage::new();
        let opening = [
            json!({"type": "put_location", "location": {"id": "n1", "country": "DE", "daily_capacity": {"orders": orders}}}),
            json!({"type": "put_location", "location": {"id": "n2", "country": "DE", "priority": 1}}),
            json!({"type": "put_channel", "channel": {"id": "web"}}),
            json!({"type": "put_item", "sku": "tee"}),
            json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 9}),
            json!({"type": "receive_stock", "sku": "tee", "location": "n2", "quantity": 9}),
            order("o1"),
            order("o2"),
        ];
        let mut envelopes = crate::oracle::lives::envelopes(&opening);
        let captures = envelopes.split_off(6);
        Engine::new(&mut storage).submit_batch(envelopes).unwrap();
        let writer = |capture| Writer { batches: Vec::new(), session: Session::new(vec![capture], Arc::default()).unwrap() };
        let mut writers: Vec<Writer> = captures.into_iter().map(writer).collect();
        for writer in &mut writers {
            while let Step::Load(wanted) = writer.session.next() {
                let snapshot = storage.load(wanted).unwrap();
                writer.session.loaded(snapshot).unwrap();
            }
        }
        let mut conflicts = 0;
        for writer in &mut writers {
            while writer.step(&mut storage, &mut conflicts).0 {}
        }
        let mut engine = Engine::new(&mut storage);
        let mut place = |id: &str| {
            let order = engine.order(&id.parse().unwrap()).unwrap().unwrap();
            order.lines[0].units.portions()[0].location.clone().unwrap().to_string()
        };
        assert_eq!((conflicts, [place("o1"), place("o2")]), (conflicts_expected, places.map(String::from)));
        assert!(engine.audit().unwrap().is_clean());
    }
}
