//! Uploads of stock as the wire takes them, and as steps on a storage of the host's.

use std::sync::Arc;

use oms_core::batch::{PreviewSession, Session, SessionError, Snapshot, Step};
use oms_core::input;
use oms_core::inventory::{StockUpload, UploadReport, UploadSession, UploadStep};
use oms_core::settings::Settings;

use crate::{WireError, stock_rows};

/// Reads an upload, and the file beside it.
pub(crate) fn begin(upload: &[u8], csv: Option<&[u8]>) -> Result<UploadSession, WireError> {
    let mut upload: StockUpload = input::read("upload", upload)?;
    if let Some(csv) = csv {
        upload.rows.extend(stock_rows(csv)?);
    }
    Ok(UploadSession::new(upload)?)
}

/// An upload on its way on a storage of the host's.
#[derive(Debug)]
pub(crate) struct Upload {
    upload: UploadSession,
    work: Work,
    settings: Arc<Settings>,
}

/// The batch of it that is being carried out.
#[derive(Debug)]
pub(crate) enum Work {
    Batch(Box<Session>),
    Preview(Box<PreviewSession>),
    Done,
}

impl Upload {
    pub(crate) fn new(upload: UploadSession, settings: Arc<Settings>) -> Result<Upload, SessionError> {
        let mut begun = Upload { upload, work: Work::Done, settings };
        begun.go_on()?;
        Ok(begun)
    }

    fn go_on(&mut self) -> Result<(), SessionError> {
        self.work = match self.upload.next() {
            UploadStep::Submit(batch) => Work::Batch(Box::new(Session::new(batch, Arc::clone(&self.settings))?)),
            UploadStep::Preview(batch) => Work::Preview(Box::new(PreviewSession::new(batch, &self.settings)?)),
            UploadStep::Done => Work::Done,
        };
        Ok(())
    }

    pub(crate) const fn work(&self) -> &Work {
        &self.work
    }

    pub(crate) fn loaded(&mut self, snapshot: Snapshot) -> Result<(), SessionError> {
        match &mut self.work {
            Work::Batch(session) => {
                session.loaded(snapshot)?;
                self.take_outcomes()
            }
            Work::Preview(session) => match session.loaded(snapshot)? {
                Some(preview) => {
                    self.upload.previewed(&preview);
                    self.go_on()
                }
                None => Ok(()),
            },
            Work::Done => Err(SessionError::OutOfStep { expected: "nothing" }),
        }
    }

    pub(crate) fn committed(&mut self) -> Result<(), SessionError> {
        self.batch()?.committed()?;
        self.take_outcomes()
    }

    pub(crate) fn conflicted(&mut self) -> Result<(), SessionError> {
        self.batch()?.conflicted()
    }

    fn batch(&mut self) -> Result<&mut Session, SessionError> {
        match &mut self.work {
            Work::Batch(session) => Ok(session),
            Work::Preview(_) | Work::Done => Err(SessionError::OutOfStep { expected: "no commit" }),
        }
    }

    /// Goes on with the next rows once a batch is done.
    fn take_outcomes(&mut self) -> Result<(), SessionError> {
        let Work::Batch(session) = &self.work else { return Ok(()) };
        let Step::Done(outcomes) = session.next() else { return Ok(()) };
        self.upload.submitted(outcomes);
        self.settings = Arc::clone(session.settings());
        self.go_on()
    }

    pub(crate) const fn is_done(&self) -> bool {
        matches!(self.work, Work::Done)
    }

    pub(crate) fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings)
    }

    pub(crate) fn finish(self) -> UploadReport {
        self.upload.finish()
    }
}
