use oms_core::order::{Portion, Stage, Units};
use oms_core::{LocationId, Quantity};

fn units(quantity: i64) -> Quantity {
    Quantity::new(quantity).unwrap()
}

#[test]
fn moving_units_keeps_their_sum() {
    let mut line = Units::ordered(units(5));
    let berlin = LocationId::new("berlin").unwrap();
    let moved = line.move_where(
        units(3),
        |portion| portion.stage == Stage::Open,
        |portion| {
            portion.stage = Stage::Reserved;
            portion.location = Some(berlin.clone());
        },
    );
    assert_eq!(moved.as_slice(), [Portion::nowhere(Stage::Open, units(3))]);
    assert_eq!((line.at(Stage::Open), line.at(Stage::Reserved), line.total()), (units(2), units(3), units(5)));
    line.move_all(
        |portion| portion.stage == Stage::Reserved,
        |portion| {
            portion.stage = Stage::Open;
            portion.location = None;
        },
    );
    assert_eq!(line, Units::ordered(units(5)));
}

#[test]
fn no_more_moves_than_there_is() {
    let mut line = Units::ordered(units(2));
    let moved = line.move_where(units(9), |_| true, |portion| portion.stage = Stage::Canceled);
    assert_eq!(moved.iter().map(|portion| portion.quantity).sum::<Quantity>(), units(2));
    assert_eq!(line.total(), units(2));
}
