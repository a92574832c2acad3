//! The merchant's side of the day: what to send for each step, decided from the file and from the receipts so far.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::DateTime;
use oms_core::fulfillment::{AcceptFulfillment, PackParcel, PickFulfillment, RecordTracking, ShipParcel, Tracking};
use oms_core::order::{CancelLine, CancelOrder, CancelReason, ReleaseHold};
use oms_core::payment::{CapturePayment, RefundPayment, VoidPayment};
use oms_core::returns::{
    ApproveReturn, Disposition, InspectReturn, InspectedUnits, ReceiveReturn, ReceivedUnits, RefundReturn, RequestReturn, ReturnReason,
    ReturnRequestLine,
};
use oms_core::{Command, OrderId, ReturnId};
use rust_decimal::Decimal;

use super::agenda::{Due, HeldFor, ParcelStep, ReturnStep, Task, WarehouseStep};
use super::chronicle::Chronicle;
use super::commands::{self, PAYMENT};
use super::exception::{Exception, Reason};
use super::invoice::{Sale, Trade};
use super::life::{OrderLife, Settlement};
use super::merchant::{NameError, id};
use super::plan::{Action, Plan, TakeBack};
use super::territory::{Channel, Node};

/// Everything the merchant keeps in mind while the day goes on.
#[derive(Debug)]
pub struct Books<'day> {
    /// What the file says.
    pub trade: &'day Trade,
    /// What was planned from it.
    pub plan: &'day Plan,
    /// What has become of each sale's order, in the order of the sales.
    pub orders: Vec<OrderLife>,
    /// Units on their way back, by the position of the step that brought it about and the line.
    pub returning: BTreeMap<usize, BTreeMap<usize, u64>>,
    /// The course of the day.
    pub chronicle: Chronicle,
    /// What could not be done the ordinary way, beyond what the plan knows.
    pub exceptions: Vec<Exception>,
    /// The first refusals that were not expected, each in a sentence.
    pub refusals: Vec<String>,
    sale_of_order: HashMap<&'day str, usize>,
}

/// A command to be sent for a step.
#[derive(Debug)]
pub struct Sending {
    /// Its id.
    pub name: String,
    /// Who gives it.
    pub actor: &'static str,
    /// What is wanted.
    pub command: Command,
}

impl Sending {
    fn new(name: String, actor: &'static str, command: impl Into<Command>) -> Sending {
        Sending { name, actor, command: command.into() }
    }
}

impl<'day> Books<'day> {
    /// The books before the first step.
    pub fn new(trade: &'day Trade, plan: &'day Plan) -> Result<Books<'day>, NameError> {
        let names = trade.sales.iter().map(|sale| sale.invoice.as_str());
        Ok(Books {
            trade,
            plan,
            orders: trade.sales.iter().map(OrderLife::of_sale).collect::<Result<_, _>>()?,
            returning: BTreeMap::new(),
            chronicle: Chronicle::default(),
            exceptions: Vec::new(),
            refusals: Vec::new(),
            sale_of_order: names.enumerate().map(|(position, name)| (name, position)).collect(),
        })
    }

    /// The position of the sale that an order was captured for.
    pub fn sale_of_order(&self, order: &OrderId) -> Option<usize> {
        self.sale_of_order.get(order.as_str()).copied()
    }

    /// The commands to send for a step; none when it has become void.
    pub fn sendings(&mut self, time: DateTime, due: Due) -> Result<Vec<Sending>, NameError> {
        match due {
            Due::Planned(position) => self.planned(position),
            Due::Release(sale, reason) => self.release(sale, reason),
            Due::Warehouse(task, step) => self.warehouse(task, step),
            Due::Parcel(task, step) => self.parcel(task, step),
            Due::Settle(sale) => self.settle(sale),
            Due::Free { sale, line, node } => self.free(time, sale, line, node),
            Due::Return(position, step) => self.go_on_with_return(position, step),
        }
    }

    /// The sale at a position.
    pub fn sale(&self, position: usize) -> Option<&'day Sale> {
        self.trade.sales.get(position)
    }

    /// The units that a step of the plan takes back, if it is one that does.
    pub fn take_back_at(&self, position: usize) -> Option<&'day TakeBack> {
        match &self.plan.steps.get(position)?.action {
            Action::TakeBack(take_back) => Some(take_back),
            _ => None,
        }
    }

    fn planned(&mut self, position: usize) -> Result<Vec<Sending>, NameError> {
        let plan: &'day Plan = self.plan;
        let merchant = |(name, command): (String, Command)| Sending::new(name, "merchant", command);
        Ok(match plan.steps.get(position).map(|step| &step.action) {
            Some(Action::Supply(supply)) => vec![merchant(commands::supply(supply)?)],
            Some(Action::Correct(correction)) => commands::correct(correction)?.into_iter().map(merchant).collect(),
            Some(Action::Sell(sale)) => match self.sale(*sale) {
                Some(sale) => vec![Sending::new(format!("{}/capture", sale.invoice), sale.channel.id(), commands::capture(sale)?)],
                None => Vec::new(),
            },
            Some(Action::TakeBack(take_back)) => self.take_back(position, take_back)?,
            None => Vec::new(),
        })
    }

    /// Units that have not left are canceled; the others are noted as on their way back.
    fn take_back(&mut self, position: usize, take_back: &TakeBack) -> Result<Vec<Sending>, NameError> {
        let (Some(sale), Some(life)) = (self.sale(take_back.sale), self.orders.get(take_back.sale)) else {
            return Ok(Vec::new());
        };
        if !life.captured {
            let units = take_back.units_by_line.values().sum();
            let (invoice, code) = (take_back.invoice.clone(), sale.invoice.clone());
            self.exceptions.push(Exception { reason: Reason::Refused, invoice, code, units, amount: Decimal::ZERO });
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        let mut returning = BTreeMap::new();
        for (&line, &units) in &take_back.units_by_line {
            let canceled = units.min(life.outstanding_of(line));
            if canceled > 0 {
                lines.push(CancelLine { line: commands::line_id(line)?, quantity: commands::quantity(canceled)?, serials: Vec::new() });
            }
            if units > canceled {
                returning.insert(line, units - canceled);
            }
        }
        if !returning.is_empty() {
            self.returning.insert(position, returning);
        }
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let note = take_back.invoice.clone();
        let command = CancelOrder { order: id(&sale.invoice)?, lines, reason: CancelReason::Customer, note };
        Ok(vec![Sending::new(format!("{}/{}/cancel", take_back.invoice, sale.invoice), "customer", command)])
    }

    fn release(&self, sale: usize, reason: HeldFor) -> Result<Vec<Sending>, NameError> {
        let Some(sale) = self.sale(sale) else { return Ok(Vec::new()) };
        let hold = reason.hold();
        let command = ReleaseHold { order: id(&sale.invoice)?, hold: id(hold)? };
        Ok(vec![Sending::new(format!("{}/release/{hold}", sale.invoice), "merchant", command)])
    }

    fn warehouse(&self, task: Task, step: WarehouseStep) -> Result<Vec<Sending>, NameError> {
        let Some(sale) = self.sale(task.sale) else { return Ok(Vec::new()) };
        let (order, fulfillment) = (id(&sale.invoice)?, task.number);
        let (name, command): (_, Command) = match step {
            WarehouseStep::Accept => ("accept", AcceptFulfillment { order, fulfillment }.into()),
            WarehouseStep::Pick => ("pick", PickFulfillment { order, fulfillment, lines: Vec::new() }.into()),
            WarehouseStep::Pack => ("pack", PackParcel { order, fulfillment, lines: Vec::new() }.into()),
        };
        Ok(vec![Sending::new(format!("{}/{name}/{fulfillment}", sale.invoice), "warehouse", command)])
    }

    fn parcel(&self, task: Task, step: ParcelStep) -> Result<Vec<Sending>, NameError> {
        let Some(sale) = self.sale(task.sale) else { return Ok(Vec::new()) };
        let (order, parcel) = (id::<OrderId>(&sale.invoice)?, task.number);
        let track = |order, tracking| -> Command { RecordTracking { order, parcel, tracking, event: None, occurred_at: None }.into() };
        let (name, actor, command): (_, _, Command) = match step {
            ParcelStep::Ship => {
                let collected = sale.channel == Channel::Store;
                let command = ShipParcel {
                    order,
                    parcel,
                    carrier: if collected { "counter" } else { "parcel post" }.into(),
                    service: if collected { "collected" } else { "next day" }.into(),
                    tracking_number: format!("{}-{parcel}", sale.invoice).into(),
                };
                ("ship", "warehouse", command.into())
            }
            ParcelStep::Charge => {
                let payment = id(PAYMENT)?;
                let parcel = Some(parcel);
                let command = CapturePayment { order, payment, method: None, amount: None, parcel, reference: None };
                ("charge", "merchant", command.into())
            }
            ParcelStep::InTransit => ("in-transit", "carrier", track(order, Tracking::InTransit)),
            ParcelStep::OutForDelivery => ("out-for-delivery", "carrier", track(order, Tracking::OutForDelivery)),
            ParcelStep::Deliver => ("deliver", "carrier", track(order, Tracking::Delivered)),
        };
        Ok(vec![Sending::new(format!("{}/{name}/{}", sale.invoice, task.number), actor, command)])
    }

    fn settle(&mut self, sale_position: usize) -> Result<Vec<Sending>, NameError> {
        let (Some(sale), Some(life)) = (self.sale(sale_position), self.orders.get_mut(sale_position)) else {
            return Ok(Vec::new());
        };
        let Settlement { capture, refund, void } = life.settle();
        let (order, pounds) = (id::<OrderId>(&sale.invoice)?, |pence| Decimal::new(pence, 2));
        let mut sent = Vec::new();
        let mut send = |name: &str, command: Command| sent.push(Sending::new(format!("{}/{name}", sale.invoice), "merchant", command));
        if capture > 0 {
            let (order, payment, amount) = (order.clone(), id(PAYMENT)?, Some(pounds(capture)));
            send("charge-rest", CapturePayment { order, payment, method: None, amount, parcel: None, reference: None }.into());
        }
        if refund > 0 {
            let (order, payment, reason) = (order.clone(), id(PAYMENT)?, "canceled units".into());
            let amount = pounds(refund);
            send("refund", RefundPayment { order, payment, amount, reason, goodwill: false, reference: None }.into());
        }
        if void > 0 {
            send("void", VoidPayment { order, payment: id(PAYMENT)?, reference: None }.into());
        }
        Ok(sent)
    }

    fn free(&self, time: DateTime, sale: usize, line: usize, node: Node) -> Result<Vec<Sending>, NameError> {
        let Some(sale) = self.sale(sale) else { return Ok(Vec::new()) };
        let Some(article) = sale.lines.get(line) else { return Ok(Vec::new()) };
        let name = format!("{}/free/{line}/{}/{time}", sale.invoice, node.id());
        Ok(vec![Sending::new(name, "merchant", commands::release_backorders(&article.code, node)?)])
    }

    fn go_on_with_return(&self, position: usize, step: ReturnStep) -> Result<Vec<Sending>, NameError> {
        let (Some(take_back), Some(units)) = (self.take_back_at(position), self.returning.get(&position)) else {
            return Ok(Vec::new());
        };
        let Some(sale) = self.sale(take_back.sale) else { return Ok(Vec::new()) };
        let (order, return_id) = (id::<OrderId>(&sale.invoice)?, id::<ReturnId>(&take_back.invoice)?);
        let lines = || units.iter().map(|(&line, &units)| Ok((commands::line_id(line)?, commands::quantity(units)?)));
        let (name, actor, command): (_, _, Command) = match step {
            ReturnStep::Request => {
                let reason = ReturnReason::ChangeOfMind;
                let lines = lines()
                    .map(|line| line.map(|(line, quantity)| ReturnRequestLine { line, quantity, reason }))
                    .collect::<Result<_, NameError>>()?;
                ("request", "customer", RequestReturn { order, return_id, lines, override_policy: false }.into())
            }
            ReturnStep::Approve => ("approve", "merchant", ApproveReturn { order, return_id, keeps_items: None }.into()),
            ReturnStep::Receive => {
                let lines = lines()
                    .map(|line| line.map(|(line, quantity)| ReceivedUnits { line, quantity, lot: None, serials: Vec::new() }))
                    .collect::<Result<_, NameError>>()?;
                ("receive", "warehouse", ReceiveReturn { order, return_id, location: id(sale.node.id())?, lines }.into())
            }
            ReturnStep::Inspect => {
                let disposition = Disposition::Restock;
                let units = lines()
                    .map(|line| {
                        line.map(|(line, quantity)| InspectedUnits {
                            line,
                            quantity,
                            lot: None,
                            serials: Vec::new(),
                            disposition,
                            grade: None,
                        })
                    })
                    .collect::<Result<_, NameError>>()?;
                ("inspect", "warehouse", InspectReturn { order, return_id, units }.into())
            }
            ReturnStep::Refund => {
                let command = RefundReturn { order, return_id, restocking_fee_rate: None, refund_shipping: Some(false) };
                ("refund", "merchant", command.into())
            }
        };
        Ok(vec![Sending::new(format!("{}/{}/{name}", take_back.invoice, sale.invoice), actor, command)])
    }
}

impl HeldFor {
    /// The id of the hold, which verification names after its kind.
    fn hold(self) -> &'static str {
        match self {
            HeldFor::Duplicate => "duplicate",
            HeldFor::Review => "review",
        }
    }
}
