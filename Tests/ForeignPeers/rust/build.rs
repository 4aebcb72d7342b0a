use std::{env, fs, path::PathBuf};

/// Generates the messages out of proto/, with a parser and a generator that nobody else here uses.
fn main() {
    let protos = PathBuf::from(env::var("PROTO_DIR").expect("PROTO_DIR names the protos"));
    println!("cargo:rerun-if-env-changed=PROTO_DIR");
    println!("cargo:rerun-if-changed={}", protos.display());
    let out = PathBuf::from(env::var("OUT_DIR").unwrap());
    let mut inputs = vec![protos.join("google/rpc/status.proto")];
    inputs.push(protos.join("google/rpc/error_details.proto"));
    inputs.push(protos.join("grpc/health/v1/health.proto"));
    for entry in fs::read_dir(protos.join("tidemark/v1")).unwrap() {
        inputs.push(entry.unwrap().path());
    }
    let mut modules = String::new();
    for input in &inputs {
        let name = input.file_stem().unwrap().to_str().unwrap();
        modules += &format!("pub mod {name};\n");
    }
    fs::write(out.join("mod.rs"), modules).unwrap();
    protobuf_codegen_pure::Codegen::new()
        .out_dir(&out)
        .include(&protos)
        .include("/usr/include")
        .inputs(&inputs)
        .run()
        .expect("the protos are generated");
}
