//! What is personal in the record of an order.

use std::sync::Arc;

use super::event::erase_distances;
use super::{Erasing, erase_text};
use crate::fulfillment::{Answer, Fulfillment, Parcel};
use crate::order::{Order, OrderStatus};
use crate::payment::Transaction;

impl Order {
    /// Whether its customer still waits for units of it: where they go must be known for so long.
    pub(crate) fn is_going_on(&self) -> bool {
        matches!(self.statuses().order, OrderStatus::Open | OrderStatus::OnHold)
    }

    /// Takes out what is personal. Words of a person go, sentences of ours stay.
    pub(super) fn erase(&mut self, erasing: &Erasing) {
        if let Some(alias) = &erasing.alias {
            self.customer.iter_mut().for_each(|customer| alias.replace(customer));
            self.holds.iter_mut().for_each(|hold| alias.replace_actor(&mut hold.placed_by));
            self.pins.iter_mut().for_each(|pin| alias.replace_actor(&mut pin.actor));
        }
        if !erasing.whole {
            return;
        }
        self.shipping_address.iter_mut().for_each(|address| erasing.erase_address(Arc::make_mut(address)));
        if erasing.with_place {
            self.routing.iter_mut().for_each(|decision| erase_distances(Arc::make_mut(decision)));
        }
        self.payments.iter_mut().flat_map(|payment| &mut payment.transactions).for_each(|done| erase_transaction(done, erasing));
        self.holds.iter_mut().for_each(|hold| erasing.erase_known(&mut hold.reason));
        self.fulfillments.iter_mut().for_each(|fulfillment| erase_fulfillment(fulfillment, erasing));
        self.parcels.iter_mut().for_each(erase_parcel);
        self.exclusions.iter_mut().for_each(|exclusion| erasing.erase_known(&mut exclusion.reason));
        self.pins.iter_mut().for_each(|pin| erase_text(&mut pin.reason));
        for back in &mut self.returns {
            erasing.erase_known(&mut back.note);
            back.label.iter_mut().for_each(|label| erase_text(&mut label.tracking_number));
        }
        for claim in &mut self.claims {
            claim.evidence.iter_mut().for_each(erase_text);
            erasing.erase_known(&mut claim.note);
        }
    }
}

fn erase_transaction(transaction: &mut Transaction, erasing: &Erasing) {
    erasing.erase_known(&mut transaction.reason);
    let failure = transaction.instruction.iter_mut().filter_map(|instruction| instruction.failure.as_mut());
    failure.for_each(|failure| erase_text(&mut failure.message));
}

fn erase_fulfillment(fulfillment: &mut Fulfillment, erasing: &Erasing) {
    if let Answer::Rejected(reason) = &mut fulfillment.answer {
        erasing.erase_known(reason);
    }
    fulfillment.collection.iter_mut().for_each(|collection| erase_text(&mut collection.collected_by));
}

fn erase_parcel(parcel: &mut Parcel) {
    erase_text(&mut parcel.tracking_number);
    if let Some(interception) = &mut parcel.interception {
        erase_text(&mut interception.note);
        erase_text(&mut interception.answer);
    }
}
