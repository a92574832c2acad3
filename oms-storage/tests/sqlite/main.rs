//! The storage in a SQLite file: what it promises, under every kind of trouble. One program, so that it is built and linked once.
#![allow(clippy::duplicate_mod, reason = "what chooses at random is in the instances of problems, too")]

mod bad_files;
mod conformance;
mod consumers;
mod contention;
mod crash;
mod decisions;
#[path = "../erasing/mod.rs"]
mod erasing;
#[path = "erasing.rs"]
mod erasing_file;
mod full_disk;
mod group_commit;
#[path = "../killing/mod.rs"]
mod killing;
#[path = "../last_unit/mod.rs"]
mod last_unit;
mod lots;
mod on_threads;
mod other_writers;
mod papers;
mod plans;
mod queues;
#[path = "../racing/mod.rs"]
mod racing;
mod rush;
mod stock_ops;
mod tenant;
mod whole_path;
