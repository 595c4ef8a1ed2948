# Passdesk: "make run" on a fresh Debian or Ubuntu installs what is missing,
# builds the desktop program and opens it. "make help" lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Every go command that meets the cgo parts needs the gocv tags: they leave out
# the parts of gocv that Debian 12's and Ubuntu 24.04's OpenCV is too old for.
#
# x11,gles draws with OpenGL ES on X11. The Go bindings of desktop OpenGL alone
# take four minutes to compile on two cores, those of OpenGL ES half a minute,
# and what is drawn is the same: so the program that is run first, and tested,
# is built with these. On Wayland it runs through Xwayland. A release is built
# once and run for years: "make release" uses desktop OpenGL and both X11 and
# Wayland.
GOCV_TAGS := gocv_specific_modules,gocv_videoio
TAGS ?= $(GOCV_TAGS),x11,gles
export GOFLAGS := $(strip $(filter-out -tags=%,$(GOFLAGS)) -tags=$(TAGS))

# A checkout that git refuses to read (another owner, no git) still builds.
VCS := $(if $(shell git rev-parse HEAD 2>/dev/null),,-buildvcs=false)

# The two rooms that need cgo; everything else must build and pass without.
CGO_ROOMS := passdesk/cmd/passdesk|passdesk/camera/opencv
PURE = $$(go list ./... | grep -vxE '$(CGO_ROOMS)')

# How long each fuzz target runs; for how many minutes to soak; arguments for
# the program; STRICT=-strict makes a test that lacks its data a failure; SUMS
# is a file that collects the numbers of each run.
T ?= 5s
M ?= 20
N ?= 1000
ARGS ?=
STRICT ?=
SUMS ?=
TALLY = go run ./.ci/tally $(STRICT) $(if $(SUMS),-sums $(SUMS))

.PHONY: help
help: ## lists the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 /p' Makefile | awk '{ printf "  make %-14s", $$2; $$1 = $$2 = ""; print }'

.PHONY: run
run: ## builds the desktop program, installing what is missing, and opens it (ARGS='...')
	@.ci/deps run
	@[[ -x bin/passdesk ]] || echo "Building bin/passdesk; the first time takes a few minutes."
	@go build $(VCS) -o bin/passdesk ./cmd/passdesk
	@bin/passdesk $(ARGS)

.PHONY: demo
demo: build ## builds the programs and opens the desk with training cards: no camera, nothing logged
	@bin/passdesk --training $(ARGS)

.PHONY: build
build: ## builds bin/passdesk and bin/passctl
	@.ci/deps run
	go build $(VCS) -o bin/passdesk ./cmd/passdesk
	CGO_ENABLED=0 go build $(VCS) -o bin/passctl ./cmd/passctl

.PHONY: passctl
passctl: ## builds bin/passctl alone, which needs nothing but Go
	CGO_ENABLED=0 go build $(VCS) -o bin/passctl ./cmd/passctl

.PHONY: release
release: ## builds both for other people's machines: desktop OpenGL, Wayland too
	@.ci/deps release
	GOFLAGS=-tags=$(GOCV_TAGS) go build $(VCS) -trimpath -ldflags='-s -w' -o bin/passdesk ./cmd/passdesk
	CGO_ENABLED=0 go build $(VCS) -trimpath -ldflags='-s -w' -o bin/passctl ./cmd/passctl

# The window's tests wait most of the time, so all others run beside them.
.PHONY: test
test: check ## the whole gate
	@.ci/beside '$(MAKE) -k test-window test-busy' '$(MAKE) -k test-pure test-race'

.PHONY: deps-test
deps-test:
	@.ci/deps test

.PHONY: check
check: deps-test ## gofmt, go vet, go mod tidy; the house rules on the tree
	@unformatted=$$(gofmt -l .); [[ -z $$unformatted ]] || { echo "not gofmt'ed: $$unformatted"; exit 1; }
	go vet ./... ./.ci ./.ci/tally
	GOFLAGS=-mod=mod go mod tidy -diff
	$(TALLY) go test -count=1 -json ./cmd/housekeeping ./.ci ./.ci/tally

.PHONY: test-pure
test-pure: deps-test ## builds and tests all but two rooms without cgo
	CGO_ENABLED=0 go build $(PURE)
	$(TALLY) env CGO_ENABLED=0 go test -count=1 -p 2 -timeout 20m -json $(PURE)

# Rooms that start no goroutine and would take most of the time are left out,
# and PDFium in rooms that do. The desktop program's own tests have a screen in
# test-window, and those in which most happens at once the race detector in
# test-busy.
RACELESS := cmd/passdesk|camera/pdf|camera/qr|app/screen
.PHONY: test-race
test-race: deps-test ## tests all that starts goroutines with the race detector
	$(TALLY) go test -race -count=1 -p 2 -timeout 30m -skip '^TestReadsTheCodesOfAPDFFile$$' -json $$(go list ./... | grep -vxE 'passdesk/($(RACELESS))')

BUSY := ^Test(TwoVisitorsAreAnsweredInARealWindow|EndsThoughItIsBusy|TrainingLeavesNothingBehind)$$
.PHONY: test-window
test-window: deps-test ## tests the desktop program in a real window on a screen in memory
	.ci/window $(TALLY) go test -count=1 -timeout 20m -json ./cmd/passdesk

.PHONY: test-busy
test-busy: deps-test ## tests with the race detector what is busiest in a real window
	.ci/window $(TALLY) go test -race -count=1 -timeout 20m -run '$(BUSY)' -json ./cmd/passdesk

.PHONY: fuzz
fuzz: ## runs every fuzz target for a while (T=5s)
	@SUMS=$(SUMS) .ci/fuzz $(T)

.PHONY: bench
bench: ## runs every benchmark
	go test -run '^$$' -bench . -benchmem ./...

# Both measure the program as it is built for people, without race detector.
.PHONY: flow
flow: deps-test ## measures preview, reading and the time to a verdict, in a real window at 720p and 1080p
	PASSDESK_FLOW=1 .ci/window go test -count=1 -timeout 30m -run 'TestFlow$$' -v ./cmd/passdesk

.PHONY: soak
soak: soak-kill ## kills a working desk N times (N=1000), then lets one read cards for M minutes (M=20); memory must not grow
	PASSDESK_SOAK=$(M) .ci/window go test -count=1 -timeout $$(($(M) + 10))m -run 'TestSoak$$' -v ./cmd/passdesk

.PHONY: soak-kill
soak-kill: deps-test ## kills a working desk N times (N=1000), and looks each time at what it kept
	CGO_ENABLED=0 PASSDESK_KILLS=$(N) go test -count=1 -timeout 2h -run Killed -v ./app

.PHONY: idle
idle: deps-test ## measures the start and what a desk takes at which nothing happens: open, locked, minimised
	PASSDESK_IDLE=1 .ci/window go test -count=1 -timeout 10m -run 'TestIdle$$' -v ./cmd/passdesk

.PHONY: day
day: deps-test ## lets a desk work for a day as fast as the machine can, with so many visitors (N=1000): nothing may grow
	CGO_ENABLED=0 PASSDESK_DAY=$(N) go test -count=1 -timeout 2h -run 'TestADay$$' -v ./app/screen
	PASSDESK_DAY=$(N) .ci/window go test -count=1 -timeout 2h -run 'TestADayInAWindow$$' -v ./cmd/passdesk

.PHONY: gallery
gallery: ## draws every state of the screen, language and theme into build/gallery
	@mkdir -p build/gallery
	CGO_ENABLED=0 PASSDESK_GALLERY=$(CURDIR)/build/gallery go test -count=1 -run ShowsEveryState ./app/screen
	@ls build/gallery

.PHONY: screenshots
screenshots: deps-test ## takes the README's pictures of the real window
	@mkdir -p assets/screenshots
	PASSDESK_SCREENSHOTS=$(CURDIR)/assets/screenshots .ci/window $(TALLY) go test -count=1 -run Screenshots -json ./cmd/passdesk
	@ls -l assets/screenshots

.PHONY: clean
clean: ## removes what was built here
	rm -rf bin build
