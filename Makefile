.PHONY: build dist test bench ci pictures

DIST = dist

build: ## dist/discgen, static and stripped, for this system or that of GOOS and GOARCH
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o $(DIST)/ ./cmd/discgen

# The archives that are handed out and their sums, the same bytes on every
# machine; VERSION= names them otherwise than after the commit.
dist:
	go run ./internal/dist -o $(DIST) -version '$(VERSION)'

test:
	go test -timeout 20m ./...

# Some minutes and a gigabyte of disk; BENCH="-units 0" leaves the batch out.
bench: build
	go run ./generator/internal/bench -binary $(DIST)/discgen $(BENCH)

ci:
	bash .ci/run

# The pictures of the READMEs: pages and sheets of the published example and of
# the guide's, and what the guide's check shows on a terminal. Wants poppler-utils
# and LibreOffice.
PICTURES = examples/pictures
PAGE = pdftoppm -r 60 -singlefile -png
pictures:
	rm -rf out/pictures
	go run ./cmd/discgen build examples/changji-gsl-2024/unit.toml -o out/pictures/published
	go run ./cmd/discgen build examples/guide/2024.toml -o out/pictures/guide
	go run ./cmd/discgen build --charts --statements-in-pdf examples/guide/2024.toml -o out/pictures/more
	cd out/pictures/published && soffice --headless --convert-to pdf *.xlsx >/dev/null
	cd out/pictures/guide && soffice --headless --convert-to pdf *.xlsx >/dev/null
	$(PAGE) -f 13 out/pictures/published/*公开说明.pdf $(PICTURES)/page
	$(PAGE) -f 1 out/pictures/published/*公开表.pdf $(PICTURES)/sheet
	$(PAGE) -gray -f 1 out/pictures/guide/*公开说明.pdf $(PICTURES)/guide-cover
	$(PAGE) -gray -r 50 -f 5 out/pictures/guide/*公开说明.pdf $(PICTURES)/guide-text
	$(PAGE) -gray -f 10 out/pictures/guide/*公开表.pdf $(PICTURES)/guide-checks
	$(PAGE) -gray -f 16 out/pictures/more/*公开说明.pdf $(PICTURES)/guide-statement
	$(PAGE) -f 5 out/pictures/more/*公开说明.pdf $(PICTURES)/guide-chart
	go test ./cmd/discgen -run '^TestGuide$$' -update
