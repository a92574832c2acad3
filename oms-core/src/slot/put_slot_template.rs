//! Plan windows for delivery or pick-up, or change the plan.

use serde::{Deserialize, Serialize};

use super::{SlotCapacity, SlotKind, SlotTemplate};
use crate::batch::{ReadSet, Workspace};
use crate::calendar;
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::settings::{CONFIGURED_MAX, NAME_MAX};
use crate::{Arrange, QUANTITY_MAX, Quantity, Rejection};

/// Adds a plan of windows, or changes the one of that id, from the next booking on.
///
/// Whoever has booked keeps the window as it was booked. Where less fits than is booked, nobody loses their place, nothing more is
/// booked, and the slots query tells by how much each window is over.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutSlotTemplate {
    /// The plan as it is to be.
    pub template: SlotTemplate,
}

/// The longest id, in bytes: the day and the time of a slot follow it in the slot's own.
const ID_MAX: usize = 100;

/// The most windows of a week.
const WINDOWS_MAX: usize = 500;

/// The most days that are left out.
const CLOSED_MAX: usize = 1_000;

/// The most days by which a cut-off may lie before its window.
const CUT_OFF_DAYS_MAX: u8 = 60;

/// The most grams that may be planned for a window, or that one unit may weigh: a million tonnes.
pub(crate) const GRAMS_MAX: u64 = 1_000_000_000_000;

pub(crate) fn reads(_: &PutSlotTemplate, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PutSlotTemplate, work: &mut Workspace) -> Result<(), Rejection> {
    let mut template = command.template.clone();
    check(&template, work)?;
    if !template.time_zone.is_empty() {
        template.time_zone = calendar::zone(&template.time_zone)?;
    }
    let template = sorted(template);
    let id = template.id.clone();
    work.change_settings(|settings| match settings.slot_templates.binary_search_by(|known| known.id.cmp(&template.id)) {
        Ok(place) => {
            if let Some(known) = settings.slot_templates.get_mut(place) {
                *known = template;
            }
        }
        Err(place) => settings.slot_templates.insert(place, template),
    });
    work.emit(Event::SlotTemplatePut { template: id });
    Ok(())
}

/// The plan with its windows and closed days in order.
pub(crate) fn sorted(mut template: SlotTemplate) -> SlotTemplate {
    template.windows.arrange_by_key(|window| (window.weekday, window.begins));
    template.closed_on.arrange();
    template.closed_on.dedup();
    template
}

fn check(template: &SlotTemplate, work: &Workspace) -> Result<(), Rejection> {
    let settings = work.settings();
    if template.id.as_str().len() > ID_MAX {
        return Err(Rejection::field("template.id", format!("it has at most {ID_MAX} bytes")));
    }
    check_text("template.name", &template.name, NAME_MAX)?;
    settings.location(&template.location)?;
    if let Some(zone) = &template.zone {
        settings.zone(zone)?;
        if template.kind == SlotKind::Pickup {
            return Err(Rejection::field("template.zone", "whoever collects may come from anywhere: leave it out"));
        }
    }
    check_list("template.windows", &template.windows, WINDOWS_MAX)?;
    check_list("template.closed_on", &template.closed_on, CLOSED_MAX)?;
    for (place, window) in template.windows.iter().enumerate() {
        let path = format!("template.windows[{place}]");
        if window.begins >= window.ends {
            return Err(Rejection::field(path, "it ends later on its day than it begins: divide one that lasts over midnight"));
        }
        let mut others = template.windows.iter().take(place);
        if others.any(|other| (other.weekday, other.begins) == (window.weekday, window.begins)) {
            return Err(Rejection::field(path, "another begins at that time of that day: name one, and say how much fits into it"));
        }
        if let Some(capacity) = &window.capacity {
            check_capacity(&format!("{path}.capacity"), capacity)?;
        }
    }
    check_capacity("template.capacity", &template.capacity)?;
    if template.cut_off.is_some_and(|cut_off| cut_off.days_before > CUT_OFF_DAYS_MAX) {
        return Err(Rejection::field("template.cut_off.days_before", format!("name at most {CUT_OFF_DAYS_MAX} days")));
    }
    if settings.slot_templates.len() >= CONFIGURED_MAX && settings.slot_template(&template.id).is_none() {
        return Err(Rejection::field("template", format!("there are {CONFIGURED_MAX} plans, and no more can be configured")));
    }
    Ok(())
}

fn check_capacity(path: &str, capacity: &SlotCapacity) -> Result<(), Rejection> {
    if capacity.grams.is_some_and(|grams| grams > GRAMS_MAX) {
        return Err(Rejection::field(format!("{path}.grams"), format!("name at most {GRAMS_MAX} grams; leave it out for no limit")));
    }
    if capacity.items.is_some_and(|items| items > Quantity::from_balance(QUANTITY_MAX)) {
        return Err(Rejection::field(format!("{path}.items"), format!("name at most {QUANTITY_MAX} units; leave it out for no limit")));
    }
    Ok(())
}
