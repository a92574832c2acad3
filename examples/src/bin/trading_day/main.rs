//! Replays a merchant's real invoices through the whole life of an order.
fn main() {}
