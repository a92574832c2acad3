//! What is due when: the steps of the plan, and the work that the library's answers bring about.
//!
//! Steps are handed out by windows. Within one, no step can depend on the answer to another, because every reaction takes at least
//! [`SHORTEST_REACTION`]; so a window may be sent in batches of any size, and the same steps go out in the same order each time.
//! One kind of step breaks the rule: a customer who gives units back. It is handed out only after all earlier work on that order.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::DateTime;

use super::plan::{Action, Step, TakeBack};
use super::territory::Node;
use super::timetable::SHORTEST_REACTION;

/// Something that is due.
///
/// The order of the variants and of their fields decides what comes first in the same minute.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Due {
    /// A step of the plan, by its position.
    Planned(usize),
    /// A person has looked at an order that was held, and lets it go on.
    Release(usize, HeldFor),
    /// A node takes the next step with work it was given.
    Warehouse(Task, WarehouseStep),
    /// Something happens to a parcel.
    Parcel(Task, ParcelStep),
    /// The money of an order is settled when nothing of it is outstanding.
    Settle(usize),
    /// Stock that an order gave up goes to who waits for it.
    Free {
        /// Position of the sale.
        sale: usize,
        /// Position of the line.
        line: usize,
        /// Where the stock is.
        node: Node,
    },
    /// A return goes on: the position of the step of the plan that brought it about.
    Return(usize, ReturnStep),
}

/// Work on an order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Task {
    /// Position of the sale.
    pub sale: usize,
    /// Number of the fulfillment order, or of the parcel, within the order; counted from 1.
    pub number: u32,
}

/// Why an order is held until a person has looked at it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum HeldFor {
    /// It looks like an order of the same customer.
    Duplicate,
    /// It is large.
    Review,
}

/// What a node does with a fulfillment order.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum WarehouseStep {
    /// It will ship.
    Accept,
    /// The goods are taken from the shelf.
    Pick,
    /// The goods are put in a parcel.
    Pack,
}

/// What happens to a parcel.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ParcelStep {
    /// It is handed to the carrier, or to the customer in the store.
    Ship,
    /// Its share of the payment is captured.
    Charge,
    /// The carrier has it on the way.
    InTransit,
    /// The courier has it.
    OutForDelivery,
    /// The customer has it.
    Deliver,
}

/// How a return goes on.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ReturnStep {
    /// The customer asks.
    Request,
    /// The merchant agrees.
    Approve,
    /// The units are back.
    Receive,
    /// The units have been looked at.
    Inspect,
    /// The money goes back.
    Refund,
}

/// Everything that is still due.
#[derive(Debug)]
pub struct Agenda<'plan> {
    planned: &'plan [Step],
    next: usize,
    reactions: BTreeSet<(DateTime, Due)>,
}

impl<'plan> Agenda<'plan> {
    /// An agenda of nothing but the plan, which is in order of time.
    pub fn of_plan(planned: &'plan [Step]) -> Agenda<'plan> {
        Agenda { planned, next: 0, reactions: BTreeSet::new() }
    }

    /// Adds work that follows from an answer.
    pub fn add(&mut self, time: DateTime, due: Due) {
        self.reactions.insert((time, due));
    }

    /// Steps of the plan that were handed out.
    pub fn progress(&self) -> usize {
        self.next
    }

    /// The next steps, in their order; none when all is done.
    pub fn window(&mut self) -> Vec<(DateTime, Due)> {
        let mut window = Vec::new();
        let mut worked_on = HashSet::new();
        let Some(end) = self.first_time().map(|first| first.saturating_add(SHORTEST_REACTION)) else {
            return window;
        };
        while let Some((time, due)) = self.first().filter(|(time, _)| *time < end) {
            match self.order_of(due) {
                Some((sale, true)) if worked_on.contains(&sale) => break,
                Some((sale, _)) => worked_on.insert(sale),
                None => false,
            };
            if let Due::Planned(_) = due {
                self.next += 1;
            } else {
                self.reactions.pop_first();
            }
            window.push((time, due));
        }
        window
    }

    fn first_time(&self) -> Option<DateTime> {
        self.first().map(|(time, _)| time)
    }

    fn first(&self) -> Option<(DateTime, Due)> {
        let planned = self.planned.get(self.next).map(|step| (step.time, Due::Planned(self.next)));
        let reaction = self.reactions.first().copied();
        planned.into_iter().chain(reaction).min()
    }

    /// The sale that a step is about, and whether its customer gives units back.
    fn order_of(&self, due: Due) -> Option<(usize, bool)> {
        match due {
            Due::Planned(position) => match &self.planned.get(position)?.action {
                Action::Sell(sale) => Some((*sale, false)),
                Action::TakeBack(TakeBack { sale, .. }) => Some((*sale, true)),
                Action::Supply(_) | Action::Correct(_) => None,
            },
            Due::Warehouse(Task { sale, .. }, _)
            | Due::Parcel(Task { sale, .. }, _)
            | Due::Release(sale, _)
            | Due::Settle(sale)
            | Due::Free { sale, .. } => Some((sale, false)),
            Due::Return(position, _) => match &self.planned.get(position)?.action {
                Action::TakeBack(TakeBack { sale, .. }) => Some((*sale, false)),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    fn at(hour: i8, minute: i8) -> DateTime {
        datetime(2010, 12, 6, hour, minute, 0, 0)
    }

    fn sell(hour: i8, minute: i8, sale: usize) -> Step {
        Step { time: at(hour, minute), action: Action::Sell(sale) }
    }

    fn take_back(hour: i8, minute: i8, sale: usize) -> Step {
        let units_by_line = [(0, 1)].into();
        let action = Action::TakeBack(TakeBack { invoice: "C1".into(), sale, units_by_line });
        Step { time: at(hour, minute), action }
    }

    fn dues(agenda: &mut Agenda<'_>) -> Vec<Due> {
        agenda.window().into_iter().map(|(_, due)| due).collect()
    }

    #[test]
    fn a_window_ends_where_a_reaction_could_begin() {
        let steps = [sell(9, 0, 0), sell(9, 59, 1), sell(10, 0, 2)];
        let mut agenda = Agenda::of_plan(&steps);
        let accept = Due::Warehouse(Task { sale: 0, number: 1 }, WarehouseStep::Accept);
        assert_eq!(dues(&mut agenda), [Due::Planned(0), Due::Planned(1)]);
        agenda.add(at(10, 0), accept);
        assert_eq!(dues(&mut agenda), [Due::Planned(2), accept]);
        assert_eq!(dues(&mut agenda), []);
    }

    #[test]
    fn units_are_given_back_after_all_earlier_work_on_their_order() {
        let steps = [sell(9, 0, 0), take_back(9, 10, 7), take_back(9, 20, 0), take_back(9, 30, 0), sell(9, 40, 1)];
        let mut agenda = Agenda::of_plan(&steps);
        assert_eq!(dues(&mut agenda), [Due::Planned(0), Due::Planned(1)]);
        assert_eq!(dues(&mut agenda), [Due::Planned(2)]);
        assert_eq!(dues(&mut agenda), [Due::Planned(3), Due::Planned(4)]);
    }

    #[test]
    fn the_order_within_a_minute_does_not_depend_on_the_order_of_adding() {
        let task = |number| Task { sale: 3, number };
        let mut works = vec![
            Due::Return(0, ReturnStep::Request),
            Due::Parcel(task(1), ParcelStep::Charge),
            Due::Parcel(task(1), ParcelStep::Ship),
            Due::Warehouse(task(2), WarehouseStep::Accept),
            Due::Warehouse(task(1), WarehouseStep::Pick),
        ];
        let steps = [take_back(8, 0, 3)];
        let mut forward = Agenda::of_plan(&steps);
        works.iter().for_each(|due| forward.add(at(12, 0), *due));
        works.reverse();
        let mut backward = Agenda::of_plan(&steps);
        works.iter().for_each(|due| backward.add(at(12, 0), *due));
        assert_eq!(dues(&mut forward), dues(&mut backward));
        works.sort();
        assert_eq!((dues(&mut forward), dues(&mut backward)), (works.clone(), works));
    }
}
