# Two commands do all the set-up on a Debian machine with a Swift 6.3 toolchain and git:
#   make chat    install what is missing, build release, open the REPL on the shipped index
#   make test    install what is missing, build, run every test and the answer regressions

SWIFT_FLAGS = -c release --static-swift-stdlib
DEBUG_FLAGS = --explicit-target-dependency-import-check error
ASKWELL = .build/release/askwell
PACKAGES = libxml2-dev libyaml-dev libstemmer-dev libedit-dev libbsd-dev libncurses-dev zlib1g-dev pkg-config

.PHONY: chat test build toolchain packages unit program answers index-check lint format smoke sizes

chat: build
	@exec $(ASKWELL) chat --index Index

test: toolchain packages lint unit build index-check program answers
	@echo "make test: all passed"

build: toolchain packages
	@echo "== release build"
	swift build $(SWIFT_FLAGS)

toolchain:
	@swift --version 2>/dev/null | grep -Eq 'Swift version (6\.[3-9]|[7-9])' || \
	  { echo "askwell needs a Swift 6.3 toolchain: install it from https://www.swift.org/install and put 'swift' on the PATH." >&2; exit 1; }

# Installs only what dpkg does not list, as root or with sudo.
packages:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "== installing Debian packages:$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then as_root=""; \
	  elif command -v sudo >/dev/null; then as_root="sudo"; \
	  else echo "these Debian packages are missing and neither root nor sudo is there to install them:$$missing" >&2; exit 1; fi; \
	  $$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq $$missing; \
	fi

unit:
	@echo "== tests"
	swift build --build-tests $(DEBUG_FLAGS)
	swift test --skip-build $(DEBUG_FLAGS)

index-check: build
	@echo "== the shipped index is what the corpus gives"
	$(ASKWELL) index Corpus --output Index --check

program: build
	@echo "== the program as a whole"
	Tests/WholeProgram/run $(ASKWELL)
	Tests/WholeProgram/readme $(ASKWELL)
	@echo "== articles in many markups"
	Tests/Markups/run $(ASKWELL)

answers: build
	@echo "== answer regressions"
	$(ASKWELL) test Tests/Answers/regression.yaml

lint:
	@echo "== lint"
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests

# The longest files: a hint for review, never a failure.
sizes:
	@git ls-files 'Sources/*.swift' 'Tests/*.swift' | xargs wc -l | sort -rn | head -n 15

# What needs chat or protocol clients: installs them, then runs them all against the release build.
.PHONY: test-integrations
test-integrations: build
	@echo "== integrations"
	ASKWELL=$(CURDIR)/$(ASKWELL) INDEX=$(CURDIR)/Index Tests/Protocol/run
	ASKWELL=$(CURDIR)/$(ASKWELL) INDEX=$(CURDIR)/Index Tests/Measures/run
	ASKWELL=$(CURDIR)/$(ASKWELL) Tests/Browser/run

# Runs libFuzzer with address sanitizer over page reading; FUZZ_SECONDS says for how long.
FUZZ_SECONDS ?= 60
.PHONY: fuzz asan
fuzz:
	./Benchmarks/html/fuzz.sh $(FUZZ_SECONDS)

# The tests of the parser boundary under address sanitizer.
asan:
	swift test --disable-xctest --build-path .build-asan --sanitize=address --filter 'HTMLTreeTests|ExtractionTests'

# Instruction counts of building and searching against those kept in Benchmarks/instructions.tsv; needs valgrind.
.PHONY: instructions
instructions: build
	Benchmarks/instructions.py $(ASKWELL)

# Pruned search against adding every posting, on every collection that is there.
.PHONY: exactness
exactness: build
	Benchmarks/exactness.py $(ASKWELL)

# Questions copies of indexes with every byte of the shipped one damaged in turn, and more at random.
DAMAGES ?= 100000
.PHONY: damage
damage: build
	$(ASKWELL) bench Index Benchmarks/damage-questions.txt --damages all
	$(ASKWELL) bench Index Benchmarks/damage-questions.txt --damages $(DAMAGES)
