//! The orders of one week, with where everybody is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oms_core::Timestamp;
use rust_decimal::Decimal;

use super::rows::{CustomerRow, OrderRow, PlaceRow, ProductRow, ReadError, SellerRow, UnitRow, read, read_file};

/// A point on the map, in millionths of a degree.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Place {
    /// North of the equator.
    pub latitude: i64,
    /// East of Greenwich.
    pub longitude: i64,
}

/// Everything that was bought in a week.
#[derive(Debug, Default)]
pub struct Week {
    /// Orders in the order of their times, then of their ids.
    pub orders: Vec<Purchase>,
    /// Where the sellers are that sold something.
    pub sellers: BTreeMap<String, Place>,
    /// The products that were bought.
    pub products: BTreeMap<String, Product>,
    /// Orders that were left out, since they have no items or nobody knows where they went.
    pub left_out: u64,
}

/// What was bought at one time.
#[derive(Clone, Debug)]
pub struct Purchase {
    /// Its id in the file.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Where it went.
    pub to: Place,
    /// What, by product and seller.
    pub lines: BTreeMap<(String, String), Bought>,
}

/// Units of a product from a seller.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bought {
    /// Units, above zero.
    pub units: u32,
    /// What one of them cost, in reais.
    pub price: Decimal,
}

/// What a product weighs and how large it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Product {
    /// Grams; 0 where the file does not say.
    pub grams: u32,
    /// Millimetres; absent where the file does not say.
    pub sides: Option<[u32; 3]>,
}

const WEEK_MILLIS: i64 = 7 * 86_400_000;

/// Reads the week that begins at an instant.
pub fn week(folder: &Path, places: &Path, begins: Timestamp) -> Result<Week, ReadError> {
    let places = Places::read(read_file(places)?);
    let mut bought = BTreeMap::new();
    for row in read::<OrderRow>(folder, "olist_orders_dataset")? {
        let at = instant(&row)?;
        if (0..WEEK_MILLIS).contains(&(at.millis() - begins.millis())) {
            bought.insert(row.order_id, (at, row.customer_id));
        }
    }
    let customers: BTreeSet<&String> = bought.values().map(|(_, customer)| customer).collect();
    let rows = read::<CustomerRow>(folder, "olist_customers_dataset")?.into_iter();
    let homes: BTreeMap<String, Place> = rows
        .filter(|row| customers.contains(&row.customer_id))
        .filter_map(|row| Some((row.customer_id, places.of(&row.customer_zip_code_prefix, &row.customer_state)?)))
        .collect();
    let mut lines: BTreeMap<String, BTreeMap<(String, String), Bought>> = BTreeMap::new();
    for row in read::<UnitRow>(folder, "olist_order_items_dataset")?.into_iter().filter(|row| bought.contains_key(&row.order_id)) {
        let line = lines.entry(row.order_id).or_default().entry((row.product_id, row.seller_id)).or_default();
        (line.units, line.price) = (line.units + 1, row.price);
    }
    let sellers = read::<SellerRow>(folder, "olist_sellers_dataset")?.into_iter();
    let sellers: BTreeMap<String, Place> =
        sellers.filter_map(|row| Some((row.seller_id, places.of(&row.seller_zip_code_prefix, &row.seller_state)?))).collect();
    let products = read::<ProductRow>(folder, "olist_products_dataset")?.into_iter();
    let products: BTreeMap<String, Product> = products.map(|row| (row.product_id.clone(), product(&row))).collect();
    let mut week = Week::default();
    for (id, (at, customer)) in bought {
        let known = lines.remove(&id).filter(|lines| lines.keys().all(|(_, seller)| sellers.contains_key(seller)));
        let (Some(lines), Some(to)) = (known, homes.get(&customer)) else {
            week.left_out += 1;
            continue;
        };
        for (product, seller) in lines.keys() {
            week.products.insert(product.clone(), products.get(product).copied().unwrap_or_default());
            week.sellers.extend(sellers.get(seller).map(|place| (seller.clone(), *place)));
        }
        week.orders.push(Purchase { id, at, to: *to, lines });
    }
    week.orders.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    Ok(week)
}

fn instant(row: &OrderRow) -> Result<Timestamp, ReadError> {
    let value = &row.order_purchase_timestamp;
    let told = format!("{}Z", value.replacen(' ', "T", 1));
    told.parse().map_err(|_| ReadError::NoTime { order: row.order_id.clone(), value: value.clone() })
}

fn product(row: &ProductRow) -> Product {
    let sides = [row.product_length_cm, row.product_height_cm, row.product_width_cm].map(|side| side.unwrap_or_default() * 10);
    Product { grams: row.product_weight_g.unwrap_or_default(), sides: sides.iter().all(|side| *side > 0).then_some(sides) }
}

/// Places by the beginning of the postal code, and by state.
struct Places {
    by_prefix: BTreeMap<String, Place>,
    by_state: BTreeMap<String, Place>,
}

impl Places {
    fn read(rows: Vec<PlaceRow>) -> Places {
        let mut by_prefix: BTreeMap<String, Middle> = BTreeMap::new();
        let mut by_state: BTreeMap<String, Middle> = BTreeMap::new();
        for row in rows {
            let (Some(latitude), Some(longitude)) = (millionths(&row.geolocation_lat), millionths(&row.geolocation_lng)) else { continue };
            // Some points of the published file lie in other countries, and some in the sea.
            if (-34_000_000..6_000_000).contains(&latitude) && (-74_000_000..-34_000_000).contains(&longitude) {
                let place = Place { latitude, longitude };
                by_prefix.entry(digits(&row.geolocation_zip_code_prefix)).or_default().add(place);
                by_state.entry(row.geolocation_state).or_default().add(place);
            }
        }
        let middles = |sums: BTreeMap<String, Middle>| sums.into_iter().map(|(key, middle)| (key, middle.place())).collect();
        Places { by_prefix: middles(by_prefix), by_state: middles(by_state) }
    }

    fn of(&self, prefix: &str, state: &str) -> Option<Place> {
        self.by_prefix.get(&digits(prefix)).or_else(|| self.by_state.get(state)).copied()
    }
}

/// Five digits, where a file has lost the zeros in front.
fn digits(prefix: &str) -> String {
    format!("{prefix:0>5}")
}

fn millionths(degrees: &str) -> Option<i64> {
    let degrees: Decimal = degrees.parse().ok()?;
    i64::try_from((degrees * Decimal::from(1_000_000)).trunc().mantissa()).ok()
}

/// The middle of points.
#[derive(Default)]
struct Middle {
    latitudes: i64,
    longitudes: i64,
    points: i64,
}

impl Middle {
    fn add(&mut self, place: Place) {
        self.latitudes += place.latitude;
        self.longitudes += place.longitude;
        self.points += 1;
    }

    fn place(&self) -> Place {
        let points = self.points.max(1);
        Place { latitude: self.latitudes / points, longitude: self.longitudes / points }
    }
}
