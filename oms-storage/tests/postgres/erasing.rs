//! Personal data is erased, and what is left of it in the files of the server.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use oms_core::{Engine, MemoryStorage};
use oms_storage::postgres::TemporaryServer;

use crate::erasing_shop::{self, CUSTOMERS, erase, words_in_files};

#[test]
fn rows_and_tables_keep_nothing_of_a_thousand_words() {
    // Alone on a server of its own: all of its files are searched.
    let server = TemporaryServer::start_own().unwrap();
    let schema = server.schema();
    let mut engine = erasing_shop::open(schema.open().unwrap());
    let mut here = erasing_shop::open(MemoryStorage::new());
    let files = || {
        let folder = schema.sql("CHECKPOINT; SHOW data_directory").unwrap();
        // The server's own log of writes, and archives of it, are recycled when their time comes.
        words_in_files(&PathBuf::from(&folder[0]), "pg_wal")
    };
    // Long entries are compressed: what is told of notes then stands nowhere as it is.
    let planted = files();
    assert!(planted.len() >= 800, "only {} words are found", planted.len());
    for number in 0..CUSTOMERS {
        assert_eq!(erase(&mut engine, number), erase(&mut here, number));
    }
    assert_eq!(erasing_shop::check(&mut engine), erasing_shop::check(&mut here), "digests");
    let said = "SELECT count(*) FROM (SELECT entry FROM log UNION ALL SELECT document FROM orders UNION ALL SELECT value FROM order_facets
        UNION ALL SELECT customer FROM recent) AS texts (text) WHERE text LIKE '%kanarienvogel%'";
    assert_eq!(schema.sql(said).unwrap(), ["0"]);
    engine.storage().purge().unwrap();
    assert_eq!(files(), BTreeSet::new(), "in the files of tables and indexes");
    erasing_shop::check(&mut engine);
}

#[test]
fn a_customer_of_many_orders_is_erased_in_parts() {
    erasing_shop::a_customer_of_many_orders_is_erased_in_parts(crate::schema().open().unwrap());
}

/// The format before did not note in orders which commands tell of them.
#[test]
fn orders_of_older_tables_are_erased_from_the_log_too() {
    let schema = crate::schema();
    let mut engine = erasing_shop::open(schema.open().unwrap());
    let digest = engine.digest().unwrap();
    drop(engine);
    // The member is the last of a document.
    let before = "UPDATE orders SET document = left(document, strpos(document, ',\"personal_in\":') - 1) || '}'";
    schema.sql(&format!("{before}; DROP TABLE consumers; DELETE FROM oms_format WHERE format > 4")).unwrap();
    let mut engine = Engine::new(schema.open().unwrap());
    assert_eq!(engine.digest().unwrap(), digest, "not the same commands are noted");
    (0..CUSTOMERS).for_each(|number| _ = erase(&mut engine, number));
    erasing_shop::check(&mut engine);
}
