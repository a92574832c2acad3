//! Waits for the driver, whoever calls: also from within a program that is asynchronous itself.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use tokio::runtime::{Builder, Handle, Runtime};

use super::PostgresError;

/// Drives the connection while somebody waits for an answer. Between calls nothing runs.
pub(super) struct Driver {
    runtime: Option<Runtime>,
}

impl Driver {
    pub(super) fn new() -> Result<Driver, PostgresError> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build();
        let runtime = runtime.map_err(|error| PostgresError::CannotConnect { reason: error.to_string() })?;
        Ok(Driver { runtime: Some(runtime) })
    }

    /// Waits for an answer. A thread that drives other futures may not wait, so that another one does it there.
    pub(super) fn wait<T: Send>(&self, answer: impl Future<Output = Result<T, PostgresError>> + Send) -> Result<T, PostgresError> {
        let gone = || PostgresError::Disconnected { reason: "the storage is closed".to_owned() };
        let runtime = self.runtime.as_ref().ok_or_else(gone)?;
        if Handle::try_current().is_err() {
            return runtime.block_on(answer);
        }
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().name("oms-postgres".to_owned());
            let thread = thread.spawn_scoped(scope, || runtime.block_on(answer));
            let thread = thread.map_err(|error| PostgresError::Disconnected { reason: error.to_string() })?;
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An ordinary end waits for threads, which is not allowed within asynchronous programs; there are none.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Waits for all of several answers, and asks for them in their order: requests leave in the order they are first polled.
pub(super) async fn in_order<F: Future>(asked: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<Pin<Box<F>>> = asked.into_iter().map(Box::pin).collect();
    let mut answers: Vec<Option<F::Output>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(move |context| {
        let mut done = true;
        for (future, answer) in waiting.iter_mut().zip(&mut answers) {
            if answer.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(output) => *answer = Some(output),
                    Poll::Pending => done = false,
                }
            }
        }
        if done { Poll::Ready(answers.drain(..).flatten().collect()) } else { Poll::Pending }
    })
    .await
}

/// Lets a request begin, so that it travels while something else is done.
pub(super) async fn begun<F: Future + Unpin>(request: &mut F) -> Option<F::Output> {
    let begun = std::future::poll_fn(|context| match Pin::new(&mut *request).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await;
    tokio::task::yield_now().await;
    begun
}
