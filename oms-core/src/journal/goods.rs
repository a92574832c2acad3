//! What goods cost the merchant: out of stock when they leave, back when they come back fit for sale.

use super::{Account, Book, JournalCause};
use crate::order::{Line, Order, Stage};
use crate::{Amount, Quantity};

/// Where units of a line are that have left, as they stand today.
struct Gone {
    left: Quantity,
    sound: Quantity,
    unfit: Quantity,
    lost: Quantity,
}

/// Posts what left, what came back and what was lost, over all lines whose cost is known.
pub(super) fn post(order: &Order, book: &mut Book) {
    let zero = book.zero;
    let [mut left, mut sound, mut unfit, mut lost] = [zero; 4];
    for line in &order.lines {
        let Some(worth) = worth(order, line) else { continue };
        let gone = gone(order, line);
        // Each is the difference of two running totals, so that they sum to what left however the cost of one unit is rounded.
        let mut rest = gone.left;
        let mut take = |quantity: Quantity| {
            let before = worth(rest);
            rest = rest.less(quantity);
            before.minus(worth(rest))
        };
        left = left.plus(worth(gone.left));
        sound = sound.plus(take(gone.sound));
        unfit = unfit.plus(take(gone.unfit));
        lost = lost.plus(take(gone.lost));
    }
    let (out, back, loss) = (book.negative(left), book.negative(sound.plus(unfit)), book.negative(lost));
    book.entry(JournalCause::Shipment, None, &[(Account::CostOfGoods, left), (Account::StockValue, out)]);
    let returned = [(Account::StockValue, sound), (Account::StockLoss, unfit), (Account::CostOfGoods, back)];
    book.entry(JournalCause::GoodsBack, None, &returned);
    book.entry(JournalCause::GoodsLost, None, &[(Account::StockLoss, lost), (Account::CostOfGoods, loss)]);
}

/// What so many units of a line cost the merchant; none if that is not known.
fn worth(order: &Order, line: &Line) -> Option<impl Fn(Quantity) -> Amount> {
    let cost = **line.unit_cost.as_ref()?;
    let (zero, currency) = (line.total.with_minor(0), order.currency);
    Some(move |quantity| Amount::of_units(cost, quantity, currency).unwrap_or(zero))
}

/// Units that came back are those inspected, or waiting for it; what was found to be something else has not come back. Units that went
/// back to their origin unopened have left no more than those canceled before they shipped.
fn gone(order: &Order, line: &Line) -> Gone {
    let sum = |count: fn(&crate::returns::ReturnLine) -> Quantity| order.return_lines(&line.id).map(count).sum::<Quantity>();
    let unfit = sum(|back| back.damaged.plus(back.scrapped));
    let came_back = sum(|back| back.received.less(back.wrong_item));
    let found = sum(|back| back.found);
    Gone {
        left: line.units.sum(|portion| portion.stage >= Stage::Shipped && portion.stage != Stage::Canceled),
        sound: came_back.less(unfit),
        unfit,
        lost: line.units.at(Stage::Lost).less(found),
    }
}
