// Command client makes calls for package roundtrip: it reads a load on its
// standard input and writes what it took.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/tucuxi-go/tucuxi/bench/roundtrip"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "client:", err)
		os.Exit(1)
	}
}

func run() error {
	var l roundtrip.Load
	if err := json.NewDecoder(os.Stdin).Decode(&l); err != nil {
		return err
	}
	make := peers[l.Peer]
	if make == nil {
		return fmt.Errorf("no peer %q", l.Peer)
	}
	call, err := make("http://" + l.Address)
	if err != nil {
		return err
	}
	r, err := drive(&l, call)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}
