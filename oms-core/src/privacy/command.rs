//! What is personal in commands.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{ERASED, EraseCustomer, Erasing, erase_text};
use crate::command::Command;
use crate::payment::PaymentOutcome;
use crate::reservation::{ChangeReservation, ReserveStock};
use crate::{Address, OrderId, SortedSet};

/// Free texts of a command about an order, and what leads to its customer elsewhere: the tracking numbers of parcels.
///
/// Words that an order is found by, the reasons of stock and papers, and names of carriers and services are of the shop.
macro_rules! texts {
    ($command:expr, $iter:ident $(, $mutable:tt)?) => {
        match $command {
            Command::PlaceHold(command) => vec![&$($mutable)? command.reason],
            Command::AssignLocation(command) => vec![&$($mutable)? command.reason],
            Command::EditOrder(command) => vec![&$($mutable)? command.reason],
            Command::CancelOrder(command) => vec![&$($mutable)? command.note],
            Command::RejectFulfillment(command) => vec![&$($mutable)? command.reason],
            Command::CancelFulfillment(command) => vec![&$($mutable)? command.reason],
            Command::CollectOrder(command) => vec![&$($mutable)? command.collected_by],
            Command::ShipParcel(command) => vec![&$($mutable)? command.tracking_number],
            Command::RequestInterception(command) => vec![&$($mutable)? command.note],
            Command::ResolveInterception(command) => vec![&$($mutable)? command.answer],
            Command::RefundPayment(command) => vec![&$($mutable)? command.reason],
            Command::RecordChargeback(command) => vec![&$($mutable)? command.reason],
            Command::InstructPayment(command) => vec![&$($mutable)? command.reason],
            Command::ResolvePayment(command) => match &$($mutable)? command.outcome {
                PaymentOutcome::Failed { message, .. } => vec![message],
                PaymentOutcome::Succeeded { .. } => Vec::new(),
            },
            Command::DeclineReturn(command) => vec![&$($mutable)? command.reason],
            Command::CancelReturn(command) => vec![&$($mutable)? command.reason],
            Command::IssueReturnLabel(command) => vec![&$($mutable)? command.label.tracking_number],
            Command::ReceiveUnexpectedReturn(command) => vec![&$($mutable)? command.note],
            Command::OpenClaim(command) => command.evidence.$iter().chain([&$($mutable)? command.note]).collect(),
            Command::ResolveClaim(command) => vec![&$($mutable)? command.note],
            _ => Vec::new(),
        }
    };
}

impl Command {
    /// Free texts, empty ones included.
    fn texts(&self) -> Vec<&SmolStr> {
        texts!(self, iter)
    }

    fn texts_mut(&mut self) -> Vec<&mut SmolStr> {
        texts!(self, iter_mut, mut)
    }

    /// The order that the command makes or is about.
    pub(crate) fn about_order(&self) -> Option<&OrderId> {
        match self {
            Command::CaptureOrder(capture) => Some(&capture.order),
            other => other.order(),
        }
    }

    /// Whether its entry of the log may hold something personal of the order it is about. Some say again what others said: the number
    /// that a parcel is found by, why money goes back.
    pub(crate) fn is_personal(&self) -> bool {
        match self {
            Command::CaptureOrder(command) => {
                command.customer.is_some() || command.shipping_address.as_ref().is_some_and(|address| address.is_personal())
            }
            Command::ChangeAddress(_) | Command::RequestInterception(_) | Command::RetryPayment(_) => true,
            other => other.texts().into_iter().any(|text| !text.is_empty()),
        }
    }

    /// Adds the free texts that are not erased yet.
    pub(super) fn collect_texts(&self, texts: &mut SortedSet<SmolStr>) {
        let found = self.texts().into_iter().filter(|text| !text.is_empty() && *text != ERASED);
        found.for_each(|text| _ = texts.insert(text.clone()));
    }

    /// Takes out what is personal.
    pub(super) fn erase(&mut self, erasing: &Erasing) {
        if let Some(alias) = &erasing.alias {
            match self {
                Command::CaptureOrder(command) => command.customer.iter_mut().for_each(|customer| alias.replace(customer)),
                Command::EraseCustomer(command) => {
                    alias.replace(&mut command.customer);
                    command.alias.iter_mut().for_each(|known| alias.replace(known));
                }
                _ => {}
            }
        }
        if erasing.whole {
            self.texts_mut().into_iter().for_each(erase_text);
            match self {
                Command::CaptureOrder(command) => {
                    command.shipping_address.iter_mut().for_each(|address| erasing.erase_address(Arc::make_mut(address)));
                }
                Command::ChangeAddress(command) => erasing.erase_address(&mut command.shipping_address),
                _ => {}
            }
        }
    }

    /// What the log keeps of it, if that is less than what was sent.
    pub(super) fn as_kept(&self) -> Option<Command> {
        let kept = match self {
            Command::ReserveStock(command) => {
                let shipping_address = of_cart(command.shipping_address.as_ref()?);
                ReserveStock { shipping_address, ..command.clone() }.into()
            }
            Command::ChangeReservation(command) => {
                let shipping_address = of_cart(command.shipping_address.as_ref()?);
                ChangeReservation { shipping_address, ..command.clone() }.into()
            }
            Command::EraseCustomer(command) => EraseCustomer { customer: command.alias.clone()?, ..command.clone() }.into(),
            _ => return None,
        };
        (kept != *self).then_some(kept)
    }

    /// Whether this, from an entry of the log, is what was kept of a command that is sent again: the command, or what is left of it.
    ///
    /// What is left is compared. A digest of what was there would tell on whoever tries all names of a town.
    pub(crate) fn is_kept_of(&self, sent: &Command, is_erased: bool) -> bool {
        if self == sent || sent.as_kept().as_ref() == Some(self) {
            return true;
        }
        let levels = [(false, false), (true, false), (true, true)];
        levels.into_iter().filter(|_| is_erased).any(|(whole, with_place)| {
            let mut left = sent.clone();
            match (&mut left, self) {
                (Command::CaptureOrder(sent), Command::CaptureOrder(kept)) if sent.customer.is_some() => {
                    sent.customer.clone_from(&kept.customer);
                }
                (Command::EraseCustomer(sent), Command::EraseCustomer(kept)) if sent.alias.is_some() == kept.alias.is_some() => {
                    sent.customer.clone_from(&kept.customer);
                    sent.alias.clone_from(&kept.alias);
                }
                _ => {}
            }
            left.erase(&Erasing { whole, with_place, ..Erasing::default() });
            if let (Command::ChangeAddress(sent), Command::ChangeAddress(kept)) = (&mut left, self)
                && whole
                && kept.shipping_address.name.starts_with(ERASED)
            {
                sent.shipping_address.name.clone_from(&kept.shipping_address.name);
            }
            left == *self
        })
    }
}

fn of_cart(address: &Address) -> Option<Box<Address>> {
    let mut kept = address.clone();
    kept.erase(false);
    Some(Box::new(kept))
}
