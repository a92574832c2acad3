use oms_core::routing::Dispatch;
use oms_core::slot::Weekday;

fn leaves(dispatch: &Dispatch, now: &str) -> String {
    dispatch.ships_on(now.parse().unwrap()).to_string()
}

#[test]
fn the_cut_off_is_one_of_local_clocks_on_days_of_23_and_25_hours() {
    let dispatch = Dispatch { time_zone: "Europe/Berlin".into(), cut_off: "14:00".parse().ok(), ..Dispatch::default() };
    for (now, day) in [
        // Winter, the day clocks go forward, summer, the day clocks go back.
        ("2026-03-28T12:59:59Z", "2026-03-28"),
        ("2026-03-28T13:00:00Z", "2026-03-29"),
        ("2026-03-29T11:59:59Z", "2026-03-29"),
        ("2026-03-29T12:00:00Z", "2026-03-30"),
        ("2026-07-01T11:59:59.999Z", "2026-07-01"),
        ("2026-07-01T12:00:00Z", "2026-07-02"),
        ("2026-10-25T12:59:59Z", "2026-10-25"),
        ("2026-10-25T13:00:00Z", "2026-10-26"),
        // It is the next day in Berlin already.
        ("2026-03-28T23:30:00Z", "2026-03-29"),
    ] {
        assert_eq!(leaves(&dispatch, now), day, "{now}");
    }
}

#[test]
fn closed_days_are_skipped() {
    let weekdays = vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let closed_on = vec!["2026-04-03".parse().unwrap(), "2026-04-06".parse().unwrap()];
    let dispatch = Dispatch { cut_off: "14:00".parse().ok(), weekdays, closed_on, ..Dispatch::default() };
    // Good Friday, a weekend and Easter Monday.
    assert_eq!(leaves(&dispatch, "2026-04-02T13:59:59Z"), "2026-04-02");
    assert_eq!(leaves(&dispatch, "2026-04-02T14:00:00Z"), "2026-04-07");
    assert_eq!(leaves(&dispatch, "2026-04-04T08:00:00Z"), "2026-04-07");
}
