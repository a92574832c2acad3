//! Facts that are not known yet: what rests on them has no value, and what does not is as it was.

use oms_core::condition::{Condition, Fact, Facts, NoValue, Value};

use super::sample::Sample;

/// The sample without some of its facts.
struct Without<'a>(Sample, &'a [Fact]);

impl Facts for Without<'_> {
    fn lines(&self) -> usize {
        self.0.lines()
    }

    fn value(&self, fact: Fact, line: usize) -> Value {
        assert!(self.is_known(fact), "{fact:?} is asked for, and is not known");
        self.0.value(fact, line)
    }

    fn is_known(&self, fact: Fact) -> bool {
        !self.1.contains(&fact)
    }
}

#[test]
fn a_side_that_decides_does_so_beside_what_is_not_known() {
    let facts = Without(Sample::new(), &[Fact::Total, Fact::LineUnitPrice, Fact::Tags]);
    for (source, found) in [
        ("order.total > 10", Err(NoValue::Unknown)),
        ("!(order.total > 10)", Err(NoValue::Unknown)),
        ("order.channel == 'web' && order.total > 10", Err(NoValue::Unknown)),
        ("order.channel == 'till' && order.total > 10", Ok(false)),
        ("order.total > 10 && order.channel == 'till'", Ok(false)),
        ("order.total > 10 || order.channel == 'web'", Ok(true)),
        ("order.channel == 'till' || order.total > 10", Err(NoValue::Unknown)),
        ("order.lines.exists(line, line.unit_price > 1)", Err(NoValue::Unknown)),
        ("order.lines.exists(line, line.unit_price > 1 || line.quantity == 2)", Ok(true)),
        ("order.lines.all(line, line.unit_price > 1 && line.quantity == 2)", Ok(false)),
        ("order.lines.exists(line, line.sku == 'tee')", Ok(true)),
        ("size(order.tags) > 1", Err(NoValue::Unknown)),
        ("order.tags.exists(tag, tag == 'vip')", Err(NoValue::Unknown)),
        ("order.channel == 'web' ? order.units == 3 : order.total > 10", Ok(true)),
        // A sum that is too large never has a value; what is not known may have one yet.
        ("order.weight_grams + 1 > 0 || order.total > 10", Err(NoValue::Unknown)),
        ("order.total > 10 || order.weight_grams + 1 > 0", Err(NoValue::Unknown)),
        ("order.weight_grams + 1 > 0", Err(NoValue::Overflow)),
    ] {
        let condition = Condition::new(source);
        assert_eq!(condition.check(), Ok(()), "{source}");
        assert_eq!(condition.holds(&facts), found, "{source}");
    }
}
