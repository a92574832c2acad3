//! Orders that go elsewhere, as the model takes them.

use oms_core::inventory::Bucket;
use oms_core::order::{ChangeAddress, HoldKind, Stage};

use super::record::Spot;
use super::stock::check_address;
use super::{Model, Refusal, refuse};

impl Model {
    pub(crate) fn change_address(&mut self, command: &ChangeAddress) -> Result<(), Refusal> {
        let address = &*command.shipping_address;
        check_address(Some(address))?;
        let mut order = self.find(&command.order)?;
        let before = order.address.replace(address.clone());
        if before == order.address {
            return Ok(());
        }
        let country = before.as_ref().map(|before| before.country);
        let another_country = country.as_ref() != Some(&address.country);
        let rerouted = another_country || before.is_none_or(|before| before.coordinates != address.coordinates);
        if order.lines.iter().all(|line| line.count(|spot| spot.stage < Stage::Shipped) == 0) {
            return refuse("nothing_to_do");
        }
        let is_on_the_shelf = |stage| matches!(stage, Stage::Open | Stage::Backordered | Stage::Reserved | Stage::Allocated);
        let may_stay =
            |spot: &Spot| spot.stage == Stage::Canceled || is_on_the_shelf(spot.stage) || (!rerouted && spot.stage == Stage::Picked);
        if order.lines.iter().any(|line| line.count(|spot| !may_stay(spot)) > 0) {
            return refuse("fulfillment_state");
        }
        if rerouted {
            order.pins.clear();
            for number in 1..=u32::try_from(order.work.len()).expect("few enough") {
                if matches!(order.work_state(number)?, "open" | "accepted") {
                    order.work[number as usize - 1].answer = "canceled";
                }
            }
            for line in &mut order.lines {
                let moved =
                    line.shift(i64::MAX, |spot| is_on_the_shelf(spot.stage) && spot.stage != Stage::Open, |_| Spot::nowhere(Stage::Open));
                self.give_back(&line.sku, &moved, Bucket::Available);
            }
        }
        let policy = self.policies.verification.clone();
        let is_whole = [&address.address1, &address.city, &address.postal_code].into_iter().all(|text| !text.trim().is_empty());
        if policy.requires_address && !is_whole {
            order.hold(HoldKind::Address);
        }
        if another_country && policy.review_countries.contains(&address.country) {
            order.hold(HoldKind::Review);
        }
        let is_found = |id: &oms_core::HoldId| id.as_str() == HoldKind::Address.name();
        let lifted = (is_whole || !policy.requires_address) && order.holds.iter().any(|(id, _)| is_found(id));
        if lifted {
            order.holds.retain(|(id, _)| !is_found(id));
        }
        if rerouted {
            self.allocate_open(&mut order)?;
            if order.lines.iter().all(|line| line.at(Stage::Reserved) == 0) {
                order.reserved_until = None;
            }
        } else if lifted {
            self.go_on(&mut order)?;
        }
        self.put(order);
        Ok(())
    }
}
