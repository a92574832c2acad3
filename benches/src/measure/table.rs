//! Plain Markdown tables with aligned columns.

use std::fmt;
use std::time::Duration;

/// A table whose first column holds names and whose other columns hold figures.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these column heads.
    #[must_use]
    pub fn new(heads: &[&str]) -> Self {
        Table { rows: vec![heads.iter().map(ToString::to_string).collect()] }
    }

    /// Adds a row; what it has more than heads is dropped, what it has less stays blank.
    pub fn row(&mut self, cells: &[String]) {
        let width = self.rows[0].len();
        self.rows.push((0..width).map(|column| cells.get(column).cloned().unwrap_or_default()).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows[0].len();
        let width_of = |column: usize| self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0).max(3);
        let widths: Vec<usize> = (0..columns).map(width_of).collect();
        for (index, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                let width = widths[column];
                if column == 0 {
                    write!(formatter, "| {cell:<width$} ")?;
                } else {
                    write!(formatter, "| {cell:>width$} ")?;
                }
            }
            writeln!(formatter, "|")?;
            if index == 0 {
                for (column, width) in widths.iter().enumerate() {
                    let rule = "-".repeat(width + 1);
                    if column == 0 { write!(formatter, "|{rule}-")? } else { write!(formatter, "|{rule}:")? }
                }
                writeln!(formatter, "|")?;
            }
        }
        Ok(())
    }
}

/// A figure without decimals, in groups of three digits: `1,234,567`.
#[must_use]
pub fn grouped(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        if index > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The smallest of the sorted durations that `percent` of them do not exceed. Zero if there are none.
#[must_use]
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let position = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(position).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["loop", "orders/s"]);
        table.row(&["lean".into(), grouped(1_234_567.0)]);
        let expected = "| loop |  orders/s |\n|------|----------:|\n| lean | 1,234,567 |\n";
        assert_eq!(table.to_string(), expected);
    }

    #[test]
    fn percentiles_of_a_hundred_values() {
        let sorted: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&sorted, 50), Duration::from_millis(50));
        assert_eq!(percentile(&sorted, 99), Duration::from_millis(99));
        assert_eq!(percentile(&sorted, 100), Duration::from_millis(100));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
