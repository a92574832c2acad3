//! Money that comes after the stock of an order went back on sale is never without an order; a policy says what becomes of it.

use super::{Transaction, TransactionKind, instruction, pay_back, void_payment};
use crate::batch::Workspace;
use crate::order::capture_order::place_all;
use crate::order::{HoldKind, Order, Stage, cancel_order, release_hold};
use crate::routing::promise;
use crate::settings::LatePayment;
use crate::{PaymentId, Rejection, Timestamp};

/// Lets an order go on whose payment is late.
pub(super) fn go_on(work: &mut Workspace, order: &mut Order, ended_at: Timestamp) -> Result<(), Rejection> {
    let is_short = order.lines.iter().any(|line| !line.units.at(Stage::Open).is_zero());
    let settings = work.shared_settings();
    match settings.policies.payments.late {
        // A person may have found stock for it meanwhile: then nothing was lost by the delay.
        _ if !is_short => release_hold::lift(work, order, HoldKind::Payment),
        LatePayment::ReserveAgain => release_hold::lift(work, order, HoldKind::Payment),
        LatePayment::Hold => {
            let reason = format!("it was paid at {}, after its stock had gone back on sale at {ended_at}", work.now());
            place_all(work, order, [(HoldKind::Review, reason)]);
            release_hold::lift(work, order, HoldKind::Payment)
        }
        LatePayment::Backorder => {
            release_hold::lift(work, order, HoldKind::Payment)?;
            if !order.is_release_held() {
                promise::wait_for_stock(work, order);
                release_hold::settle(work, order);
            }
            Ok(())
        }
        LatePayment::Refund => {
            release_hold::lift(work, order, HoldKind::Payment)?;
            // While another hold keeps the order back, nobody has looked for stock yet.
            if order.is_release_held() { Ok(()) } else { cancel_missing(work, order) }
        }
    }
}

/// Cancels units that there is no stock for any more, and gives back what was paid for them.
fn cancel_missing(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    let open = order.lines.iter().map(|line| (line.id.clone(), line.units.at(Stage::Open)));
    let missing: Vec<_> = open.filter(|(_, quantity)| !quantity.is_zero()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for (line, quantity) in missing {
        cancel_order::cancel_where(work, order, &line, quantity, |portion| portion.stage == Stage::Open)?;
    }
    cancel_order::close(work, order);
    if !work.settings().policies.payments.through_provider {
        return Ok(());
    }
    let owed = order.balance().owed();
    pay_back(work, order, owed, "its stock is gone")?;
    let is_over = order.lines.iter().all(|line| line.outstanding().is_zero());
    if is_over { let_go(work, order) } else { Ok(()) }
}

/// What is authorized for an order of which nothing is left is let go.
fn let_go(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    let payments = order.payments.iter().filter(|payment| !payment.method.is_settled_elsewhere());
    let payments: Vec<PaymentId> = payments.map(|payment| payment.id.clone()).collect();
    for payment in payments {
        let Ok(left) = void_payment::left(order, &payment) else { continue };
        let void = Transaction { reason: "its stock is gone".into(), ..Transaction::new(TransactionKind::Void, left, work.now(), None) };
        instruction::give(work, order, &payment, false, void)?;
    }
    Ok(())
}
