//! A client of containerd's Rust library, which knows nothing of this project. Version 0.5 speaks
//! unary calls only; its messages are generated out of proto/ by a generator of its own.
//!
//!     peer ADDRESS

use protobuf::{Message, ProtobufEnum};
use std::os::unix::{io::IntoRawFd, net::UnixStream};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use std::{env, process, thread};

mod messages {
    include!(concat!(env!("OUT_DIR"), "/mod.rs"));
}

use messages::balance_service::*;
use messages::error_details::ErrorInfo;
use messages::health::*;
use messages::transaction_service::*;

const BALANCES: &str = "tidemark.v1.BalanceService";
const TRANSACTIONS: &str = "tidemark.v1.TransactionService";

type Outcome = Result<(), String>;

fn main() {
    let socket = env::args().nth(1).expect("usage: peer ADDRESS");
    let checks: [(&str, fn(&Peer) -> Outcome); 6] = [
        ("unary calls and their replies", unary_calls),
        ("an empty request", health),
        ("errors with their details", errors),
        ("unknown methods", unknown_methods),
        ("a thousand calls of eight threads on one connection", threads),
        ("timeouts", timeouts),
    ];
    let began = Instant::now();
    let path = socket.trim_start_matches("unix:").trim_start_matches("//");
    let peer = Peer::connect(path);
    for (name, check) in checks {
        if let Err(problem) = check(&peer) {
            println!("rust: ttrpc: FAILED at {name}: {problem}");
            process::exit(1);
        }
    }
    let took = began.elapsed();
    let count = checks.len();
    println!("rust: ttrpc: {count} checks passed in {took:.0?} (unary; 0.5 has no streams)");
}

/// A connection of the library, and a number unlike in every other run.
#[derive(Clone)]
struct Peer {
    client: ttrpc::Client,
    run: u128,
}

impl Peer {
    fn connect(socket: &str) -> Peer {
        // By its own `connect`, 0.5 finds abstract sockets only.
        let stream = UnixStream::connect(socket).expect("the server listens");
        let client = ttrpc::Client::new(stream.into_raw_fd());
        let run = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
        Peer { client, run }
    }

    fn call<Reply: Message>(
        &self, service: &str, method: &str, request: &dyn Message, timeout_nano: i64,
    ) -> ttrpc::Result<Reply> {
        let mut envelope = ttrpc::Request::new();
        envelope.set_service(service.into());
        envelope.set_method(method.into());
        envelope.set_payload(request.write_to_bytes().unwrap());
        envelope.timeout_nano = timeout_nano;
        let response = self.client.request(envelope)?;
        Ok(Reply::parse_from_bytes(&response.payload).unwrap())
    }

    fn name(&self, of: &str) -> String {
        format!("@rust-{}-{of}", self.run)
    }

    fn pay(
        &self, reference: &str, amount: &str, source: &str, destination: &str,
    ) -> ttrpc::Result<CreateTransactionResponse> {
        let mut request = CreateTransactionRequest::new();
        request.set_reference(format!("rust-{}-{reference}", self.run));
        request.set_currency("RST".into());
        request.set_precise_amount(amount.into());
        request.set_source(source.into());
        request.set_destination(destination.into());
        self.call(TRANSACTIONS, "CreateTransaction", &request, 0)
    }

    fn sum(&self, of: &str) -> ttrpc::Result<String> {
        let mut request = GetBalanceByIndicatorRequest::new();
        request.set_indicator(self.name(of));
        request.set_currency("RST".into());
        let reply: GetBalanceByIndicatorResponse =
            self.call(BALANCES, "GetBalanceByIndicator", &request, 0)?;
        Ok(reply.get_balance().get_balance().into())
    }
}

fn unary_calls(peer: &Peer) -> Outcome {
    let alice = peer.name("alice");
    let first = peer.pay("first", "10050", "@world", &alice).map_err(|e| e.to_string())?;
    let again = peer.pay("first", "10050", "@world", &alice).map_err(|e| e.to_string())?;
    same("replayed", (first.replayed, again.replayed), (false, true))?;
    same("balance", peer.sum("alice").map_err(|e| e.to_string())?, "10050".into())
}

fn health(peer: &Peer) -> Outcome {
    let reply: HealthCheckResponse = peer
        .call("grpc.health.v1.Health", "Check", &HealthCheckRequest::new(), 0)
        .map_err(|e| e.to_string())?;
    same("status", reply.status.value(), 1)
}

fn errors(peer: &Peer) -> Outcome {
    let poor = peer.pay("poor", "1", &peer.name("nobody"), &peer.name("alice"));
    refused(poor, ttrpc::Code::FAILED_PRECONDITION, "INSUFFICIENT_FUNDS")?;
    let wrong = peer.pay("wrong", "1.5", "@world", &peer.name("alice"));
    refused(wrong, ttrpc::Code::INVALID_ARGUMENT, "INVALID_AMOUNT")?;
    refused(peer.sum("no one"), ttrpc::Code::NOT_FOUND, "BALANCE_NOT_FOUND")
}

fn unknown_methods(peer: &Peer) -> Outcome {
    let empty = HealthCheckRequest::new();
    let missing = peer.call::<HealthCheckResponse>("no.such.Service", "Get", &empty, 0);
    refused(missing, ttrpc::Code::UNIMPLEMENTED, "")?;
    let missing = peer.call::<HealthCheckResponse>(BALANCES, "NoSuchMethod", &empty, 0);
    refused(missing, ttrpc::Code::UNIMPLEMENTED, "")
}

fn threads(peer: &Peer) -> Outcome {
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let peer = peer.clone();
            thread::spawn(move || {
                for call in 0..125 {
                    let reference = format!("t{thread}-{call}");
                    peer.pay(&reference, "1", "@world", &peer.name("many")).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| "a thread's call failed")?;
    }
    same("balance", peer.sum("many").map_err(|e| e.to_string())?, "1000".into())
}

fn timeouts(peer: &Peer) -> Outcome {
    peer.call::<HealthCheckResponse>(
        "grpc.health.v1.Health", "Check", &HealthCheckRequest::new(), 60_000_000_000)
        .map_err(|e| e.to_string())?;
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Outcome {
    if found == wanted {
        return Ok(());
    }
    Err(format!("{what} is {found:?}, not {wanted:?}"))
}

fn refused<T: std::fmt::Debug>(
    outcome: ttrpc::Result<T>, code: ttrpc::Code, reason: &str,
) -> Outcome {
    let status = match outcome {
        Err(ttrpc::Error::RpcStatus(status)) => status,
        other => return Err(format!("wanted {code:?}, got {other:?}")),
    };
    same("code", status.get_code(), code)?;
    if reason.is_empty() {
        return Ok(());
    }
    let detail = status.get_details().first().ok_or("there are no details")?;
    let info = ErrorInfo::parse_from_bytes(&detail.value).map_err(|e| e.to_string())?;
    same("reason", info.get_reason(), reason)
}
