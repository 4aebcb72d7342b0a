# The two commands of a newcomer are `make run` and `make test`; each sets up what it needs.

TIDEMARK := .build/release/tidemark
PROTO_TOOLS := protobuf-compiler protobuf-c-compiler libprotobuf-dev python3-protobuf python3-venv
PYTHON := python3-venv

.PHONY: run build test test-swift test-python test-quickstart test-deep lint check-proto check-docs generate bench instructions clean

## Set up, build, start a server, play the quick start; then serve until Ctrl-C. ONCE=1 leaves.
run: build
	@scripts/run.sh $(TIDEMARK)

build:
	@scripts/setup.sh
	swift build -c release --product tidemark

## Set up and run every test that needs no special machine.
test: test-swift test-quickstart test-python

test-swift:
	@scripts/setup.sh lmdb-utils openssl
	swift build --build-tests
	scripts/test.sh

## The quick start as a newcomer sees it: it must show a monitor firing.
test-quickstart:
	scripts/test-quickstart.sh .build/debug/tidemark

test-python:
	@scripts/setup.sh $(PYTHON)
	swift build --product tidemark
	TIDEMARK_BINARY=$(CURDIR)/.build/debug/tidemark clients/python/check.sh .build/python

## Longer suites: more seeds, more kills, more crash images, power cuts, foreign peers.
test-deep: test build
	TIDEMARK_DEEP=1 scripts/test.sh
	Tests/PowerCut/run.sh $(TIDEMARK)
	Tests/ForeignPeers/run.sh

## Formatting and generated code; warnings are errors in the build itself.
lint: check-proto check-docs
	swift format lint --strict --recursive Package.swift Sources Tests

check-proto:
	@scripts/setup.sh $(PROTO_TOOLS)
	scripts/with-buf.sh proto/check.sh

## What the server explains is what the pages say.
check-docs:
	scripts/docs.sh --check

## Regenerate all code that comes out of proto/, and the pages that come out of the code.
generate:
	@scripts/setup.sh $(PROTO_TOOLS)
	proto/generate.sh
	scripts/docs.sh

## Measure the server against its bases. FIGURES="get-* hot" picks some; JSON=1 is for programs.
bench: build
	$(MAKE) -s -C Benchmarks/bases OUT=$(CURDIR)/.build/bases
	@python3 Benchmarks/bench.py $(FIGURES)

## Count the instructions of the hot paths and compare them with what is kept; UPDATE=1 keeps them.
instructions:
	@scripts/setup.sh valgrind
	swift build -c release --product tidemark-counted
	@python3 Benchmarks/instructions.py $(if $(UPDATE),--update)

clean:
	rm -rf .build data
