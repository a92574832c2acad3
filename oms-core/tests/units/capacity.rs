use oms_core::routing::Measure;

#[test]
fn a_measure_is_found_by_its_name() {
    assert!(Measure::ALL.iter().all(|measure| Measure::named(measure.name()) == Some(*measure)));
    assert_eq!(Measure::named("litres"), None);
}
