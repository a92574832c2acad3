//! What else an order could take: its plans that cost little more than the least at the prices of the market.

use super::market::Market;
use super::options::{Choices, Limits};
use super::tables::{Left, Take};

/// Plans of one order, cheapest first at the prices that it was written for.
#[derive(Clone, Debug, Default)]
pub(super) struct Menu {
    plans: Vec<Dish>,
    takes: Vec<Take>,
}

/// A plan of a menu: where its takes end, and what it costs.
#[derive(Clone, Copy, Debug)]
struct Dish {
    to: u32,
    cost: i64,
}

/// The most plans of a menu, of a few orders and of a great many.
const PLANS_MAX: (usize, usize) = (200, 64);
/// Partial plans that are looked at for each of these.
const LOOKS_A_PLAN: usize = 100;
/// Plans of a menu cost at most so many times more than its least as an order does on the average than is proven.
const SHARES: i64 = 16;
/// The most plans of all menus that are kept: some 80 bytes each. Orders whose menus would be more write them again.
const KEPT_MAX: usize = 1 << 20;

/// Menus of all orders, as far as they are known.
#[derive(Debug, Default)]
pub(super) struct Menus {
    of: Vec<Option<Menu>>,
    plans: usize,
}

impl Menus {
    pub(super) fn new(orders: usize) -> Menus {
        Menus { of: vec![None; orders], plans: 0 }
    }

    pub(super) fn of(&self, order: u32) -> Option<&Menu> {
        self.of.get(order as usize).and_then(Option::as_ref)
    }

    /// Keeps a menu, if it is new and there is room for it.
    pub(super) fn keep(&mut self, order: u32, menu: &Menu) {
        let Some(slot) = self.of.get_mut(order as usize).filter(|slot| slot.is_none()) else { return };
        if self.plans + menu.plans.len() <= KEPT_MAX {
            self.plans += menu.plans.len();
            *slot = Some(menu.clone());
        }
    }
}

impl Menu {
    /// Plans and what they cost, without prices.
    pub(super) fn plans(&self) -> impl Iterator<Item = (&[Take], i64)> {
        let mut from = 0;
        self.plans.iter().map(move |dish| {
            let takes = self.takes.get(from..dish.to as usize).unwrap_or_default();
            from = dish.to as usize;
            (takes, dish.cost)
        })
    }
}

impl Market {
    /// Writes the menu of an order.
    pub(super) fn menu(&self, order: usize, choices: &mut Choices) -> Menu {
        let gap = self.cost.saturating_sub(self.bound).max(0);
        let share = gap / i64::try_from(self.tables.orders().max(1)).unwrap_or(i64::MAX);
        let (least, wished) = self.wishes.get(order).map(|wish| (wish.least, wish.takes.as_slice())).unwrap_or_default();
        let choices_max = (KEPT_MAX / self.tables.orders().max(1)).clamp(PLANS_MAX.1, PLANS_MAX.0);
        let limits = Limits {
            prices: &self.best_prices,
            left: Left { stock: &self.stock, rooms: &self.rooms, together: false },
            priced_max: least.saturating_add(share.saturating_mul(SHARES).min(gap)),
            choices_max,
            looks_max: LOOKS_A_PLAN * choices_max,
        };
        choices.clear();
        choices.add(&self.tables, order, wished, limits);
        let mut menu = Menu::default();
        for choice in choices.of(0) {
            menu.takes.extend_from_slice(choices.takes_of(choice));
            menu.plans.push(Dish { to: u32::try_from(menu.takes.len()).unwrap_or(u32::MAX), cost: choice.cost });
        }
        menu
    }
}
