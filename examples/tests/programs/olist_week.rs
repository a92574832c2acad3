//! The marketplace's week, on a few rows that the test makes itself; and on the published ones where they are at hand.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and tells what it skips"
)]

use std::path::{Path, PathBuf};

use oms_core::Timestamp;
use oms_examples::olist_week::run::{Arguments, RunError, in_memory, run};
use oms_examples::olist_week::trial::Way;
use oms_examples::olist_week::week::{Place, Week, week};

/// A seller in the far north sells two boxes to São Paulo, and a bag and a box in one order; one in São Paulo sells a bag.
fn write_files(folder: &Path) {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write(
        "olist_orders_dataset.csv",
        "order_id,customer_id,order_status,order_purchase_timestamp\n\
         o1,c1,delivered,2017-11-20 10:00:00\no2,c2,delivered,2017-11-24 11:00:00\no3,c3,delivered,2017-11-26 23:59:59\n\
         o4,c4,delivered,2017-11-27 00:00:00\no5,c5,canceled,2017-11-21 00:00:00\n",
    );
    write(
        "olist_order_items_dataset.csv",
        "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value\n\
         o1,1,box,north,,10.00,1.00\no2,1,box,north,,10.00,1.00\no2,2,bag,paulo,,5.50,1.00\no3,1,bag,paulo,,5.50,1.00\n\
         o4,1,box,north,,10.00,1.00\n",
    );
    write(
        "olist_customers_dataset.csv",
        "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state\n\
         c1,u,1001,sao paulo,SP\nc2,u,01001,sao paulo,SP\nc3,u,99999,nowhere,SP\nc4,u,01001,x,SP\nc5,u,01001,x,SP\n",
    );
    write(
        "olist_sellers_dataset.csv",
        "seller_id,seller_zip_code_prefix,seller_city,seller_state\nnorth,66000,belem,PA\npaulo,01001,sao paulo,SP\n",
    );
    write(
        "olist_products_dataset.csv",
        "product_id,product_weight_g,product_length_cm,product_height_cm,product_width_cm\nbox,900,20,10,10\nbag,300,,,\n",
    );
    write(
        "places.csv",
        "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state\n\
         01001,-23.55,-46.63,sao paulo,SP\n66000,-1.45,-48.49,belem,PA\n66000,48.85,2.35,paris,PA\n",
    );
}

fn begins() -> Timestamp {
    "2017-11-20T00:00:00Z".parse().unwrap()
}

fn small_week() -> Week {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path());
    week(folder.path(), &folder.path().join("places.csv"), begins()).unwrap()
}

#[test]
fn the_rows_of_a_week_are_brought_together() {
    let week = small_week();
    let ids: Vec<&str> = week.orders.iter().map(|order| order.id.as_str()).collect();
    assert_eq!((ids, week.left_out), (vec!["o1", "o2", "o3"], 1), "an order without items is left out");
    assert_eq!(week.sellers["north"], Place { latitude: -1_450_000, longitude: -48_490_000 }, "points abroad do not count");
    assert!(week.orders.iter().all(|order| order.to == Place { latitude: -23_550_000, longitude: -46_630_000 }));
    assert_eq!(week.products["bag"].sides, None);
}

#[test]
fn centres_and_policies_do_what_they_are_named_after() {
    let ways = in_memory(&small_week(), begins()).unwrap();
    let from = |way: usize, order: &str| ways[way].sources[&order.parse().unwrap()].clone();
    assert_eq!(ways.iter().map(|way| way.name).collect::<Vec<_>>(), ["as it was", "nearest first", "fewest parcels", "cheapest"]);
    assert_eq!(
        (from(0, "o1"), from(0, "o2"), from(0, "o3")),
        (vec!["north".to_owned()], vec!["north".into(), "paulo".into()], vec!["paulo".into()])
    );
    // Two boxes and two bags were sold, so that every centre has both; the one of Cajamar is near.
    assert_eq!((from(1, "o1"), from(1, "o3")), (vec!["centre-cajamar".to_owned()], vec!["paulo".into()]));
    assert_eq!(
        (from(2, "o1"), from(2, "o2"), from(2, "o3")),
        (vec!["centre-cajamar".to_owned()], vec!["centre-cajamar".into()], vec!["paulo".into()])
    );
    let [was, nearest, fewest, cheapest] = &ways[..] else { unreachable!("four ways") };
    assert_eq!([was, nearest, fewest].map(|way| way.figures.parcels), [4, 3, 3]);
    assert!(nearest.figures.metres <= fewest.figures.metres && fewest.figures.metres < was.figures.metres);
    assert!([was, nearest, fewest].into_iter().all(|way| cost(cheapest) <= cost(way)));
}

fn cost(way: &Way) -> i64 {
    way.figures.costs[0].carriage.minor() + way.figures.costs[0].handling.minor()
}

fn arguments(data: PathBuf, places: PathBuf, folder: &Path) -> Arguments {
    Arguments { data, places, week: "2017-11-20".to_owned(), report: folder.join("report.html") }
}

#[test]
fn the_program_draws_four_maps_and_tells_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path());
    let wanted = arguments(folder.path().to_owned(), folder.path().join("places.csv"), folder.path());
    let table = run(&wanted).unwrap();
    assert!(table.lines().any(|line| line.split_whitespace().eq(["parcels", "4", "3", "3", "3"])), "{table}");
    let page = std::fs::read_to_string(&wanted.report).unwrap();
    assert_eq!(page.matches("<svg").count(), 7, "four maps and three pictures of bars");
    assert!(!page.contains("could not be drawn"));
    let later = Arguments { week: "2018-01-01".to_owned(), ..wanted.clone() };
    assert!(matches!(run(&later), Err(RunError::NoOrders { .. })));
    assert!(matches!(run(&Arguments { week: "soon".to_owned(), ..wanted.clone() }), Err(RunError::NoDay { .. })));
    assert!(matches!(run(&Arguments { data: folder.path().join("none"), ..wanted }), Err(RunError::Read(_))));
}

/// The published files, in a folder that is no part of the project. Stock binds nowhere, so each policy is the best by what it ranks by.
#[test]
fn the_published_week_is_routed_as_the_policies_say() {
    let folder =
        std::env::var_os("OMS_SHARED_DATA").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    if !folder.join("olist").is_dir() {
        eprintln!("skipped: `{}` is absent, name its folder in OMS_SHARED_DATA", folder.join("olist").display());
        return;
    }
    let week = week(&folder.join("olist"), &folder.join("geo/br_cep_prefix_centroids.csv.gz"), begins()).unwrap();
    let ways = in_memory(&week, begins()).unwrap();
    let [was, nearest, fewest, cheapest] = &ways[..] else { unreachable!("four ways") };
    assert!(ways.iter().all(|way| way.figures.orders == was.figures.orders && way.figures.units == way.figures.units_promised));
    for way in &ways {
        assert!(fewest.figures.parcels <= way.figures.parcels, "{}", way.name);
        assert!(nearest.figures.metres <= way.figures.metres, "{}", way.name);
        assert!(cost(cheapest) <= cost(way), "{}", way.name);
        let parcels: usize = way.sources.values().map(Vec::len).sum();
        assert_eq!(i64::try_from(parcels).unwrap(), way.figures.parcels, "{}", way.name);
    }
    assert!(nearest.figures.metres < was.figures.metres && cheapest.figures.orders > 800);
}
