# Two commands do all the set-up: `make chat` and `make test`.

SWIFT_FLAGS = -c release --static-swift-stdlib

.PHONY: build lint format
build:
	swift build $(SWIFT_FLAGS)

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests
