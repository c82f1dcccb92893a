#!/bin/sh
# Checks an exported log with an independent reader: Go's golang.org/x/mod/sumdb (tlog and note).
#
#   Scripts/check-tiles.sh DIR VKEY
#
# DIR holds checkpoint, tile/… and tile/entries/…; VKEY is the log's public key or a file that
# begins with it. Verifies the signature, the root from the tiles, and every record under that root.
# Needs Debian's golang-go and golang-golang-x-mod-dev; installs them when it may.
set -eu

if [ $# -ne 2 ]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 64
fi
directory=$(cd "$1" && pwd)
key=$2
if [ -f "$key" ]; then key=$(head -n 1 "$key"); fi

gocode=/usr/share/gocode/src
if ! command -v go >/dev/null || [ ! -d "$gocode/golang.org/x/mod/sumdb" ]; then
    echo "installing golang-go and golang-golang-x-mod-dev" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        golang-go golang-golang-x-mod-dev >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/main.go" <<'GO'
// Reads a C2SP tlog-tiles tree and checks it with golang.org/x/mod/sumdb.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// tilePath is where c2sp.org/tlog-tiles puts a tile, with level "entries" for records.
func tilePath(level string, n int64, width int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width < 1<<height {
		path += fmt.Sprintf(".p/%d", width)
	}
	return filepath.Join("tile", level, path)
}

type reader struct {
	directory string
	count     int
}

func (r *reader) Height() int { return height }

func (r *reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, t := range tiles {
		name := filepath.Join(r.directory, tilePath(strconv.Itoa(t.L), t.N, t.W))
		bytes, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		r.count++
		data = append(data, bytes)
	}
	return data, nil
}

func (r *reader) SaveTiles([]tlog.Tile, [][]byte) {}

// head checks the signature and returns the tree that the log signed.
func head(directory, key string) (string, tlog.Tree) {
	verifier, err := note.NewVerifier(key)
	check(err)
	text, err := os.ReadFile(filepath.Join(directory, "checkpoint"))
	check(err)
	signed, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 {
		log.Fatal("the checkpoint has fewer than three lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	tree := tlog.Tree{N: size}
	if copy(tree.Hash[:], root) != tlog.HashSize || len(root) != tlog.HashSize {
		log.Fatal("the checkpoint's root is not 32 bytes")
	}
	return lines[0], tree
}

func main() {
	log.SetFlags(0)
	directory, key := os.Args[1], os.Args[2]
	origin, tree := head(directory, key)
	if tree.N == 0 {
		fmt.Printf("%s: empty, signature good\n", origin)
		return
	}
	tiles := &reader{directory: directory}
	hashes := tlog.TileHashReader(tree, tiles)
	root, err := tlog.TreeHash(tree.N, hashes)
	check(err)
	if root != tree.Hash {
		log.Fatalf("the tiles make the root %v, not %v", root, tree.Hash)
	}
	records := readRecords(directory, tree, hashes)
	fmt.Printf("%s: signature good, %d tiles read, %d records under the root %v\n",
		origin, tiles.count, records, tree.Hash)
}

// readRecords checks each record's hash against the tree: TileHashReader proves what it returns.
func readRecords(directory string, tree tlog.Tree, hashes tlog.HashReader) int64 {
	var index int64
	for n := int64(0); n<<height < tree.N; n++ {
		width := int(min64(1<<height, tree.N-n<<height))
		rest, err := os.ReadFile(filepath.Join(directory, tilePath("entries", n, width)))
		check(err)
		var wanted []int64
		var found []tlog.Hash
		for i := 0; i < width; i++ {
			if len(rest) < 2 || len(rest) < 2+int(binary.BigEndian.Uint16(rest)) {
				log.Fatalf("bundle %d is cut short", n)
			}
			length := int(binary.BigEndian.Uint16(rest))
			found = append(found, tlog.RecordHash(rest[2:2+length]))
			wanted = append(wanted, tlog.StoredHashIndex(0, index))
			rest = rest[2+length:]
			index++
		}
		if len(rest) != 0 {
			log.Fatalf("bundle %d has more than %d records", n, width)
		}
		stored, err := hashes.ReadHashes(wanted)
		check(err)
		for i := range stored {
			if stored[i] != found[i] {
				log.Fatalf("record %d is not the one in the tree", n<<height+int64(i))
			}
		}
		checkProof(n<<height, tree, hashes, found[0])
	}
	return index
}

// checkProof has Go make and check an inclusion proof for one record of each bundle.
func checkProof(index int64, tree tlog.Tree, hashes tlog.HashReader, hash tlog.Hash) {
	proof, err := tlog.ProveRecord(tree.N, index, hashes)
	check(err)
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, hash))
}

func min64(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
GO
mkdir -p "$work/path/src/checktiles"
mv "$work/main.go" "$work/path/src/checktiles/"
cd "$work/path/src/checktiles"
GO111MODULE=off GOFLAGS= GOPATH="$work/path:/usr/share/gocode" GOCACHE="$work/cache" \
    go build -o "$work/checktiles" .
"$work/checktiles" "$directory" "$key"
