//! Cells of the H3 grid: which lies within which. Only the index is looked at, by whole numbers; no place is worked out.
//!
//! The layout is that of the H3 specification: a reserved bit, 4 bits of mode, 3 reserved bits, 4 bits of resolution, 7 bits of base cell,
//! and 15 digits of 3 bits, the coarsest first; digits finer than the resolution are 7.

/// The mode of an index that names a cell.
const CELL: u64 = 1;

/// The finest resolution.
const FINEST: u64 = 15;

/// Base cells are numbered 0 to 121.
const BASE_CELLS: u64 = 122;

/// A digit that is not used.
const UNUSED: u64 = 7;

/// A cell of the H3 grid.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Cell(u64);

impl Cell {
    /// Reads an index as H3 writes it: up to 16 hexadecimal digits.
    pub(crate) fn read(text: &str) -> Option<Cell> {
        let plain = (15..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let cell = Cell(u64::from_str_radix(text, 16).ok().filter(|_| plain)?);
        let whole = cell.0 >> 63 == 0 && cell.0 >> 59 & 15 == CELL && cell.0 >> 56 & 7 == 0 && cell.0 >> 45 & 127 < BASE_CELLS;
        let digits_end = (1..=FINEST).all(|place| (cell.digit(place) == UNUSED) == (place > cell.resolution()));
        (whole && digits_end).then_some(cell)
    }

    /// From 0, some 1,100 km across, to 15, about a metre.
    fn resolution(self) -> u64 {
        self.0 >> 52 & 15
    }

    /// The digit of a resolution.
    fn digit(self, resolution: u64) -> u64 {
        self.0 >> ((FINEST - resolution) * 3) & UNUSED
    }

    /// The cell of a coarser resolution that it lies in; itself where it is no finer.
    fn parent(self, resolution: u64) -> Cell {
        if resolution >= self.resolution() {
            return self;
        }
        let unused = (1 << ((FINEST - resolution) * 3)) - 1;
        Cell(self.0 & !(15 << 52) | resolution << 52 | unused)
    }

    /// Whether another cell is this one or lies within it.
    pub(crate) fn holds(self, other: Cell) -> bool {
        other.resolution() >= self.resolution() && other.parent(self.resolution()) == self
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_cell_lies_in_the_cells_of_its_first_digits() {
        // Digits of 8928308280fffff: base cell 20, then 0 6 0 2 0 2 4 0 3.
        let fine = Cell::read("8928308280fffff").unwrap();
        assert_eq!(fine.resolution(), 9);
        let coarser: Vec<Cell> = (0..=9).map(|resolution| fine.parent(resolution)).collect();
        for (resolution, cell) in (0..).zip(&coarser) {
            assert_eq!(cell.resolution(), resolution);
            assert!(cell.holds(fine));
            assert_eq!(Cell::read(&format!("{:x}", cell.0)), Some(*cell));
            assert_eq!(fine.holds(*cell), resolution == 9);
        }
        assert_eq!(coarser[5], Cell::read("85283083fffffff").unwrap());
        // A neighbour within the same cell of resolution 8, and one outside.
        assert!(coarser[8].holds(Cell::read("8928308280bffff").unwrap()));
        assert!(!coarser[8].holds(Cell::read("8928308283bffff").unwrap()));
    }

    #[test]
    fn what_is_no_cell_is_not_read() {
        for text in ["", "8928308280ffff", "0928308280fffff", "8928308280fffff0", "zz28308280fffff", "+928308280fffff", "89f8308280fffff"] {
            assert_eq!(Cell::read(text), None, "{text}");
        }
        // A digit is missing before the resolution ends, or one follows after it.
        assert_eq!(Cell::read("8a28308280fffff"), None);
        assert_eq!(Cell::read("8828308280fffff"), None);
    }
}
