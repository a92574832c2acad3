//! Papers of a kind about a subject, page by page: the units of a SKU at a location that are told apart by serial number.

use serde_json::json;

use super::contents::scan;
use super::sample::{at, document, document_put, entry, of_json};
use crate::Storage;
use crate::batch::{ChangeSet, SubjectChange};
use crate::document::{Document, DocumentBody, DocumentKind, Subject};
use crate::query::{Page, Query};
use crate::serial::document_id;

fn serial(sku: &str, number: &str, version: u64, state: &str) -> Document {
    let current = json!({"at": at(0), "command": "c1", "state": state, "location": "n1"});
    let body: DocumentBody = of_json(&json!({"kind": "serial", "sku": sku, "number": number, "current": current}));
    let id = document_id(&sku.parse().unwrap(), &number.parse().unwrap()).unwrap();
    Document { id, version, due_at: None, body }
}

fn shelf(id: &str) -> Subject {
    Subject::Serials(id.parse().unwrap())
}

/// The ids of serial numbers about a subject, in pages of that size.
fn about<S: Storage>(storage: &mut S, subject: &Subject, limit: u32) -> Vec<String> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let query = Query::Documents { kind: DocumentKind::Serial, about: Some(subject.clone()), after, limit };
        let Page::Documents { documents } = scan(storage, &query) else { panic!("asked for papers") };
        all.extend(documents.iter().map(|document| document.id.to_string()));
        after = documents.last().map(|document| document.id.clone());
        if documents.len() < usize::try_from(limit).unwrap() {
            return all;
        }
    }
}

/// See [`CASES`](super::CASES).
pub fn documents_about_a_subject_are_paged<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let told =
        |subject: &Subject, document: &Document, is_about| SubjectChange { subject: subject.clone(), document: document.key(), is_about };
    let (here, there) = (shelf("shirt/n1"), shelf("shirt/n2"));
    let [b, a, c, gone] = ["b", "a", "c", "gone"].map(|number| serial("shirt", number, 1, "in_stock"));
    let other_kind = document("shirt/b2", 1, None);
    let subjects = vec![
        told(&here, &b, true),
        told(&here, &a, true),
        told(&there, &c, true),
        told(&here, &gone, true),
        // A paper of another kind may be about the same.
        told(&here, &other_kind, true),
    ];
    let documents = [&b, &a, &c, &gone, &other_kind].map(|document| document_put(0, document.clone())).to_vec();
    storage.commit(&ChangeSet { documents, subjects, log: vec![entry("in")], ..ChangeSet::default() }).unwrap();
    for limit in [1, 2, 3, 10] {
        assert_eq!(about(&mut storage, &here, limit), ["shirt/a", "shirt/b", "shirt/gone"]);
    }
    let sold = serial("shirt", "gone", 2, "shipped");
    let subjects = vec![told(&here, &sold, false)];
    let documents = vec![document_put(1, sold)];
    storage.commit(&ChangeSet { documents, subjects, log: vec![entry("out")], ..ChangeSet::default() }).unwrap();
    for limit in [1, 2, 3, 10] {
        assert_eq!(about(&mut storage, &here, limit), ["shirt/a", "shirt/b"]);
        assert_eq!(about(&mut storage, &there, limit), ["shirt/c"]);
        assert_eq!(about(&mut storage, &shelf("shirt/n3"), limit), Vec::<String>::new());
        assert_eq!(about(&mut storage, &Subject::Supply("shirt".parse().unwrap()), limit), Vec::<String>::new());
    }
    let all = Query::Documents { kind: DocumentKind::Serial, about: None, after: None, limit: 10 };
    let Page::Documents { documents } = scan(&mut storage, &all) else { panic!("asked for papers") };
    assert_eq!(documents.iter().map(|document| document.version).collect::<Vec<_>>(), [1, 1, 1, 2]);
}
