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

# The README's pictures, from the published example. Wants poppler-utils and LibreOffice.
pictures:
	rm -rf out/pictures && mkdir -p out/pictures
	go run ./cmd/discgen build examples/changji-gsl-2024/unit.toml -o out/pictures
	cd out/pictures && soffice --headless --convert-to pdf *.xlsx >/dev/null
	pdftoppm -r 60 -f 13 -l 13 -singlefile -png out/pictures/*公开说明.pdf examples/pictures/page
	pdftoppm -r 60 -f 1 -l 1 -singlefile -png out/pictures/*公开表.pdf examples/pictures/sheet
