//! Papers in memory, and which open ones are about what.

use std::sync::Arc;

use super::table::Table;
use super::workspace::Workspace;
use super::{DocumentPut, DueKey, SubjectChange};
use crate::DocumentId;
use crate::document::{Document, DocumentBody, DocumentKey, Subject};
use crate::{SortedMap, SortedSet};

/// The papers of a batch, and how to take back what commands did to them.
#[derive(Debug)]
pub(super) struct Papers {
    pub(super) documents: Table<DocumentKey, Document, u64>,
    subjects: SortedMap<Subject, SortedSet<DocumentKey>>,
    /// Whether each paper is about each subject now, where that has changed.
    changes: SortedMap<(Subject, DocumentKey), bool>,
    undo: Vec<Undo>,
}

/// A paper began or ceased to be about a subject; before, the change was that.
#[derive(Debug)]
struct Undo {
    subject: Subject,
    document: DocumentKey,
    change: Option<bool>,
}

/// Where papers stood, to roll back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Savepoint {
    documents: usize,
    undo: usize,
}

impl Papers {
    pub(super) fn new() -> Papers {
        Papers { documents: Table::new(), subjects: SortedMap::new(), changes: SortedMap::new(), undo: Vec::new() }
    }

    pub(super) fn load_subject(&mut self, subject: Subject, documents: Vec<DocumentKey>) {
        self.subjects.entry(subject).or_default().extend(documents);
    }

    pub(super) fn is_subject_loaded(&self, subject: &Subject) -> bool {
        self.subjects.contains_key(subject)
    }

    /// The open papers about any subject, and the orders and reservations.
    pub(super) fn all_about(&self) -> impl Iterator<Item = &DocumentKey> {
        self.subjects.values().flatten()
    }

    fn follow(&mut self, key: &DocumentKey, before: Option<&Document>, after: &Document) {
        self.follow_subjects(key, &before.map(|before| before.body.subjects()).unwrap_or_default(), &after.body.subjects());
    }

    /// Notes what a paper, order or reservation began or ceased to be about. Both lists are sorted.
    pub(super) fn follow_subjects(&mut self, key: &DocumentKey, was: &[Subject], is: &[Subject]) {
        let begins = is.iter().filter(|subject| was.binary_search(subject).is_err()).map(|subject| (subject, true));
        let ceases = was.iter().filter(|subject| is.binary_search(subject).is_err()).map(|subject| (subject, false));
        for (subject, is_about) in begins.chain(ceases) {
            self.set(subject.clone(), key.clone(), is_about);
            let change = self.changes.insert((subject.clone(), key.clone()), is_about);
            self.undo.push(Undo { subject: subject.clone(), document: key.clone(), change });
        }
    }

    fn set(&mut self, subject: Subject, document: DocumentKey, is_about: bool) {
        let open = self.subjects.entry(subject).or_default();
        if is_about {
            open.insert(document);
        } else {
            open.remove(&document);
        }
    }

    pub(super) fn savepoint(&self) -> Savepoint {
        Savepoint { documents: self.documents.savepoint(), undo: self.undo.len() }
    }

    /// Forgets how to take back what has been done so far.
    pub(super) fn keep(&mut self) {
        self.documents.keep();
        self.undo.clear();
    }

    pub(super) fn roll_back(&mut self, savepoint: Savepoint) {
        self.documents.roll_back(savepoint.documents);
        while self.undo.len() > savepoint.undo {
            let Some(Undo { subject, document, change }) = self.undo.pop() else { break };
            let key = (subject.clone(), document.clone());
            let undone = match change {
                Some(change) => self.changes.insert(key, change),
                None => self.changes.remove(&key),
            };
            self.set(subject, document, undone == Some(false));
        }
    }

    pub(super) fn take_documents(&mut self) -> Vec<DocumentPut> {
        let written = self.documents.take_written();
        written.filter_map(|slot| Some(DocumentPut { read: slot.read, key: slot.key, document: slot.now? })).collect()
    }

    pub(super) fn subject_changes(&self) -> Vec<SubjectChange> {
        let changes = self.changes.iter().map(|((subject, document), is_about)| (subject.clone(), document.clone(), *is_about));
        changes.map(|(subject, document, is_about)| SubjectChange { subject, document, is_about }).collect()
    }
}

impl Workspace {
    /// The paper as it stands, if there is one.
    pub(crate) fn document(&self, key: &DocumentKey) -> Option<&Arc<Document>> {
        self.papers.documents.current(key)
    }

    /// Puts a paper, new or changed. However often a command puts it, it counts as one version.
    pub(crate) fn put_document(&mut self, id: DocumentId, body: DocumentBody) {
        let key = DocumentKey { kind: body.kind(), id: id.clone() };
        let version = self.document(&key).map_or(0, |before| before.version);
        let step = u64::from(self.touch_document(&key));
        let due_at = body.next_deadline();
        let document = Arc::new(Document { id, version: version.saturating_add(step), due_at, body });
        let before = self.papers.documents.put(&key, Some(Arc::clone(&document)));
        self.papers.follow(&key, before.as_deref(), &document);
        self.queues.follow_due(before.and_then(|before| before.due_at), due_at, || DueKey::Document(key.clone()));
    }

    /// The keys of what is about a subject, sorted: papers, orders, reservations.
    pub(crate) fn keys_about(&self, subject: &Subject) -> Vec<DocumentKey> {
        debug_assert!(self.papers.is_subject_loaded(subject), "a command looked up a subject it had not asked for");
        self.papers.subjects.get(subject).into_iter().flatten().cloned().collect()
    }

    /// The open papers about a subject, sorted.
    pub(crate) fn open_documents(&self, subject: &Subject) -> impl Iterator<Item = &Arc<Document>> {
        debug_assert!(self.papers.is_subject_loaded(subject), "a command looked up a subject it had not asked for");
        let keys = self.papers.subjects.get(subject).into_iter().flatten();
        keys.filter_map(|key| self.papers.documents.current_if_loaded(key))
    }
}
