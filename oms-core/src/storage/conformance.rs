//! The one suite that every storage passes: each promise of the contract as a test.
//!
//! A storage proves itself with one line, which says how to open it:
//!
//! ```text
//! // A storage that forgets everything with the process.
//! oms_core::storage_conformance!(MemoryStorage::new());
//! // A storage that keeps everything: a new empty place, and how to open what is there.
//! oms_core::storage_conformance!(tempfile::tempdir().unwrap(), |folder| MyStorage::open(folder.path()).unwrap());
//! ```
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "these functions are tests: a broken promise stops them")]

mod consumers;
mod contents;
mod erasing;
mod guards;
mod lists;
mod lots;
mod records;
mod sample;
mod serials;
mod shop;

pub use consumers::*;
pub use erasing::*;
pub use guards::*;
pub use lists::*;
pub use lots::*;
pub use records::*;
pub use serials::*;

macro_rules! cases {
    (
        $dollar:tt
        of_all { $($(#[doc = $sentence:literal])+ $case:ident,)+ }
        of_durable { $($(#[doc = $kept:literal])+ $durable:ident,)+ }
    ) => {
        /// Makes a test of every promise of the [`Storage`](crate::Storage) contract.
        ///
        /// Takes an expression that makes an empty storage; or, for a storage that outlives the process, an expression that
        /// makes an empty place for one and a closure that opens what is in the place.
        #[macro_export]
        macro_rules! storage_conformance {
            ($dollar storage:expr $dollar(,)?) => {
                $($(#[doc = $sentence])+ #[test] fn $case() { $crate::storage::conformance::$case(&mut || $dollar storage) })+
            };
            ($dollar place:expr, $dollar open:expr $dollar(,)?) => {
                $($(#[doc = $sentence])+ #[test] fn $case() {
                    let place = $dollar place;
                    $crate::storage::conformance::$case(&mut || ($dollar open)(&place))
                })+
                $($(#[doc = $kept])+ #[test] fn $durable() {
                    let place = $dollar place;
                    $crate::storage::conformance::$durable(&mut || ($dollar open)(&place))
                })+
            };
        }

        /// Every case by name, with what it checks.
        pub const CASES: &[(&str, &str)] = &[
            $((stringify!($case), concat!($($sentence),+)),)+
            $((stringify!($durable), concat!($($kept),+)),)+
        ];

        /// Runs the case of a name; answers false if there is none. A broken promise panics.
        pub fn run<S: crate::Storage>(case: &str, open: &mut dyn FnMut() -> S) -> bool {
            match case {
                $(stringify!($case) => $case(open),)+
                $(stringify!($durable) => $durable(open),)+
                _ => return false,
            }
            true
        }
    };
}

cases! { $
    of_all {
        /// An empty storage answers every key with its absence, and every list with no row.
        an_empty_storage_answers,
        /// The lists of a snapshot run in parallel to those of the read set, whatever is there.
        answers_run_in_parallel,
        /// The settings are sent unless the asker has that very version.
        settings_are_sent_when_they_are_news,
        /// Stock is sorted by location, counters are sorted, and those that are zero are left out.
        stock_and_counters_are_sorted,
        /// The time of the last command is that of the last one in the log, even when its clock went back.
        the_last_time_is_that_of_the_last_entry,
        /// Waiting orders come by priority, then by when they were placed, then by id, as many as were asked for.
        waiting_orders_come_in_their_order,
        /// An order that ceases to wait leaves the queue, and one that is told to wait twice stands there once.
        orders_leave_the_queue,
        /// Open papers about a subject come by kind and id, and leave when they are about it no more.
        open_documents_are_found_by_their_subject,
        /// Open papers of a kind about a subject are listed by id, page by page.
        documents_about_a_subject_are_paged,
        /// What is due comes first due first, reservations before orders before papers, then by id, as many as were asked for.
        what_is_due_comes_in_its_order,
        /// What no longer has a due time, or is gone, is not due.
        what_is_settled_is_not_due,
        /// The latest orders of a customer come newest first, and never more than the limit.
        recent_orders_are_limited,
        /// A commit whose epoch has passed is a conflict.
        a_passed_epoch_is_a_conflict,
        /// An order is written only at the version it was read at, a new one only if it is absent.
        orders_are_written_at_their_version,
        /// A reservation is written or taken away only at the revision it was read at, whatever else has had its id.
        reservations_are_written_at_their_revision,
        /// A paper is written only at the version it was read at, a new one only if it is absent.
        documents_are_written_at_their_version,
        /// An external id belongs to one order of its channel; in another channel it is another id.
        external_ids_belong_to_one_order,
        /// A command is in the log once.
        commands_are_in_the_log_once,
        /// Available stock below its guard is a conflict, at its guard it is not.
        available_stock_is_guarded,
        /// Stock that is not exactly what was read is a conflict.
        exact_stock_is_guarded,
        /// Each lot of a SKU is counted and guarded apart, and stock comes by location, then by lot.
        lots_are_counted_apart,
        /// A counter above its guard is a conflict, at its guard it is not.
        counters_are_guarded,
        /// Commits without guards add up.
        differences_add_up,
        /// Log entries are numbered from 1 without gaps, conflicts notwithstanding.
        log_numbers_have_no_gaps,
        /// Entries of the log are written anew in their places, and one that is not there is a conflict.
        entries_are_rewritten_in_place,
        /// Consumers go where commits put them, from where they were read at, and are listed by name with the end of the log.
        consumers_keep_their_places,
        /// The latest orders of a customer are forgotten before others are put.
        customers_are_forgotten,
        /// Every filter gives, page by page, what a walk over all orders gives.
        filtered_orders_are_exact,
        /// Lists of orders are exact again after every batch.
        lists_follow_every_commit,
        /// Counts by status agree with a walk over all orders.
        counts_are_exact,
        /// Movements of a SKU, and of a SKU at a location, come last first, all of an entry on one page.
        movements_are_exact,
        /// What moved of a SKU at a location after an instant is found among the last entries that moved some, as many as were asked for.
        what_moved_lately_is_exact,
        /// Pages that are loaded beside records are those of a scan.
        pages_of_a_load_are_those_of_a_scan,
        /// Every other list gives each row once, in order, whatever the size of its pages.
        lists_are_paged,
        /// A limit of none gives no row, and one beyond all bounds as many as a page may have.
        limits_are_bounded,
    }
    of_durable {
        /// What was committed is there when the storage is opened again, and nothing else.
        everything_is_there_again,
    }
}
