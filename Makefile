# Everything a newcomer needs: `make demo` and `make test`. Both install what is missing.
SWIFT_FLAGS_RELEASE = -c release -Xswiftc -static-stdlib

.PHONY: demo test build lint bench fuzz setup

demo: setup
	swift build $(SWIFT_FLAGS_RELEASE) --product assay
	swift build $(SWIFT_FLAGS_RELEASE) --product assay-verify
	Scripts/demo.sh .build/release

test: setup
	Scripts/test.sh

build: setup
	swift build $(SWIFT_FLAGS_RELEASE)

lint:
	swift format lint --strict -r Sources Tests Benchmarks Package.swift

bench: setup
	Benchmarks/run.sh

fuzz: setup
	Scripts/fuzz.sh 30

setup:
	@Scripts/setup.sh
