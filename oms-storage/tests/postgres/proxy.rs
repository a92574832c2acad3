//! Stands between the storage and the server, and cuts the line where it does the most harm.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oms_storage::postgres::tokio_postgres::Config;
use oms_storage::postgres::tokio_postgres::config::Host;
use tempfile::TempDir;

/// What is done to the next commit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Harm {
    /// Nothing.
    None,
    /// The server never gets it.
    LoseRequest,
    /// The server has done it, and the storage never hears.
    LoseAnswer,
    /// The storage loses its line; the server gets all of it a while later.
    DelayAll(Duration),
    /// The server has done everything but the end; it gets that a while later.
    DelayEnd(Duration),
}

/// A socket that leads to the server.
pub(crate) struct Proxy {
    folder: TempDir,
    user: String,
    state: Arc<State>,
}

struct State {
    server: Config,
    harm: Mutex<Harm>,
    fired: AtomicUsize,
    closed: AtomicBool,
}

impl Proxy {
    pub(crate) fn new(url: &str) -> Proxy {
        let server: Config = url.parse().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let mut user = format!("user={} dbname={}", server.get_user().unwrap(), server.get_dbname().unwrap());
        if let Some(password) = server.get_password() {
            user.push_str(&format!(" password={}", String::from_utf8_lossy(password)));
        }
        let state = Arc::new(State { server, harm: Mutex::new(Harm::None), fired: AtomicUsize::new(0), closed: AtomicBool::new(false) });
        let shared = Arc::clone(&state);
        // It ends with the program.
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || state.serve(client));
            }
        });
        Proxy { folder, user, state }
    }

    pub(crate) fn url(&self) -> String {
        format!("host={} {}", self.folder.path().display(), self.user)
    }

    /// Harms the next commit.
    pub(crate) fn arm(&self, harm: Harm) {
        *self.state.harm.lock().unwrap() = harm;
    }

    /// How often harm was done.
    pub(crate) fn fired(&self) -> usize {
        self.state.fired.load(Ordering::SeqCst)
    }

    /// Takes no more connections, or takes them again.
    pub(crate) fn close(&self, closed: bool) {
        self.state.closed.store(closed, Ordering::SeqCst);
    }
}

/// A connection to the server, of either kind.
enum Line {
    Unix(UnixStream),
    Tcp(TcpStream),
}

impl Line {
    fn connect(server: &Config) -> Line {
        let port = server.get_ports().first().copied().unwrap_or(5432);
        match &server.get_hosts()[0] {
            Host::Tcp(host) => Line::Tcp(TcpStream::connect((host.as_str(), port)).unwrap()),
            Host::Unix(folder) => Line::Unix(UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).unwrap()),
        }
    }

    fn halves(&self) -> (Box<dyn Read + Send>, Box<dyn Write + Send>) {
        match self {
            Line::Unix(line) => (Box::new(line.try_clone().unwrap()), Box::new(line.try_clone().unwrap())),
            Line::Tcp(line) => (Box::new(line.try_clone().unwrap()), Box::new(line.try_clone().unwrap())),
        }
    }

    fn cut(&self) {
        let _cut = match self {
            Line::Unix(line) => line.shutdown(Shutdown::Both),
            Line::Tcp(line) => line.shutdown(Shutdown::Both),
        };
    }
}

const BEGIN: &[u8] = b"ISOLATION LEVEL READ COMMITTED";
const COMMIT: &[u8] = b"COMMIT\0";

impl State {
    fn serve(&self, client: UnixStream) {
        if self.closed.load(Ordering::SeqCst) {
            return;
        }
        let line = Line::connect(&self.server);
        let (mut from_server, mut to_server) = line.halves();
        let writing = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut to_client = client.try_clone().unwrap();
                let mut buffer = vec![0; 1 << 16];
                while let Ok(read @ 1..) = from_server.read(&mut buffer) {
                    let answer = &buffer[..read];
                    if writing.load(Ordering::SeqCst) && contains(answer, COMMIT) {
                        writing.store(false, Ordering::SeqCst);
                        if self.take(|harm| *harm == Harm::LoseAnswer).is_some() {
                            break;
                        }
                    }
                    if to_client.write_all(answer).is_err() {
                        break;
                    }
                }
                line.cut();
                let _cut = to_client.shutdown(Shutdown::Both);
            });
            let mut reader = client.try_clone().unwrap();
            let mut buffer = vec![0; 1 << 16];
            let mut held: Vec<u8> = Vec::new();
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                let request = &buffer[..read];
                if !writing.load(Ordering::SeqCst) {
                    if contains(request, BEGIN) {
                        writing.store(true, Ordering::SeqCst);
                    }
                    if to_server.write_all(request).is_err() {
                        break;
                    }
                    continue;
                }
                let harms = !matches!(*self.harm.lock().unwrap(), Harm::None | Harm::LoseAnswer);
                if !harms {
                    if to_server.write_all(request).is_err() {
                        break;
                    }
                    continue;
                }
                held.extend_from_slice(request);
                if !contains(&held, COMMIT) {
                    continue;
                }
                match self.take(|_| true).unwrap() {
                    Harm::DelayAll(time) => {
                        let _cut = client.shutdown(Shutdown::Both);
                        std::thread::sleep(time);
                        let _sent = to_server.write_all(&held);
                        std::thread::sleep(Duration::from_millis(300));
                    }
                    Harm::DelayEnd(time) => {
                        // The message of the end: its kind, its length, and the word.
                        let end = held.len() - COMMIT.len() - 5;
                        let _sent = to_server.write_all(&held[..end]);
                        std::thread::sleep(Duration::from_millis(100));
                        let _cut = client.shutdown(Shutdown::Both);
                        std::thread::sleep(time);
                        let _sent = to_server.write_all(&held[end..]);
                        std::thread::sleep(Duration::from_millis(300));
                    }
                    _ => {}
                }
                break;
            }
            line.cut();
            let _cut = client.shutdown(Shutdown::Both);
        });
    }

    /// Takes the harm that is armed, if it is the right one.
    fn take(&self, is_it: impl Fn(&Harm) -> bool) -> Option<Harm> {
        let mut harm = self.harm.lock().unwrap();
        let taken = Some(*harm).filter(|harm| *harm != Harm::None && is_it(harm));
        if taken.is_some() {
            *harm = Harm::None;
            self.fired.fetch_add(1, Ordering::SeqCst);
        }
        taken
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
