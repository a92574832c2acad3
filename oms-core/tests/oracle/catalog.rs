//! Configuration, as the model takes it.

use oms_core::{Item, PutChannel, PutItem, PutLocation, PutPolicies, QUANTITY_MAX, Quantity};
use rust_decimal::Decimal;

use super::price::minor_exactly;
use super::{Model, Refusal, refuse};

impl Model {
    pub(crate) fn put_location(&mut self, command: &PutLocation) -> Result<(), Refusal> {
        let location = &command.location;
        let outside = |point: oms_core::Coordinates| point.latitude.abs() > 90.into() || point.longitude.abs() > 180.into();
        if location.coordinates.is_some_and(outside) {
            return refuse("invalid_field");
        }
        self.locations.insert(location.id.clone(), location.clone());
        Ok(())
    }

    pub(crate) fn put_channel(&mut self, command: &PutChannel) -> Result<(), Refusal> {
        let channel = &command.channel;
        if channel.locations.iter().any(|location| !self.locations.contains_key(location)) {
            return refuse("unknown_location");
        }
        self.channels.insert(channel.id.clone(), channel.clone());
        Ok(())
    }

    pub(crate) fn put_policies(&mut self, command: &PutPolicies) -> Result<(), Refusal> {
        let verification = &command.policies.verification;
        for limit in [verification.review_above, verification.cash_on_delivery_limit].into_iter().flatten() {
            let Some(currency) = verification.limits_currency else { return refuse("invalid_field") };
            minor_exactly(limit, currency)?;
            if limit < Decimal::ZERO {
                return refuse("invalid_field");
            }
        }
        if command.policies.routing.parcels_max == Some(0) {
            return refuse("invalid_field");
        }
        self.policies = command.policies.clone();
        Ok(())
    }

    pub(crate) fn put_item(&mut self, command: &PutItem) -> Result<(), Refusal> {
        let excessive = |limit: Quantity| limit.units() > QUANTITY_MAX;
        let limits = command.channel_caps.iter().map(|cap| cap.limit).chain(command.backorder.and_then(|policy| policy.limit));
        if limits.into_iter().any(excessive) {
            return refuse("invalid_field");
        }
        let mut channels: Vec<_> = command.channel_caps.iter().map(|cap| &cap.channel).collect();
        channels.sort();
        for (place, channel) in channels.iter().enumerate() {
            if !self.channels.contains_key(*channel) {
                return refuse("unknown_channel");
            }
            if channels.get(place + 1) == Some(channel) {
                return refuse("invalid_field");
            }
        }
        if self.items.get(&command.sku).is_some_and(|item| item.tracked != command.tracked) {
            return refuse("invalid_field");
        }
        let item = Item {
            sku: command.sku.clone(),
            version: 0,
            tracked: command.tracked,
            backorder: command.backorder,
            return_category: command.return_category.clone(),
            category: command.category.clone(),
            unit_costs: command.unit_costs.clone(),
            grams: command.grams,
            dimensions: command.dimensions,
            hazardous: command.hazardous,
            tags: command.tags.clone(),
            requires: command.requires.clone(),
            reorder_rules: command.reorder_rules.clone(),
            channel_caps: command.channel_caps.clone(),
            lots: None,
            tracks_serials: command.tracks_serials,
            components: Vec::new(),
            levels: 0,
        };
        self.items.insert(command.sku.clone(), item);
        Ok(())
    }
}
