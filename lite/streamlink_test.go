package lite_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// TestStreamsLink: a program that calls DynamoDB links neither streams, events,
// checksums nor documents, nor what sends them; nor what costs kilobytes of the
// standard library.
func TestStreamsLink(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	dir := t.TempDir()
	file, bin := filepath.Join(dir, "main.go"), filepath.Join(dir, "main")
	const main = `package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

func main() {
	out, err := lite.New(dynamodb.Service, lite.Config{}).Call(context.Background(), dynamodb.GetItem, nil)
	println(out.Get("Item").Exists(), err)
}
`
	if err := os.WriteFile(file, []byte(main), 0o600); err != nil {
		t.Fatal(err)
	}
	var symbols []byte
	for _, args := range [][]string{{"build", "-o", bin, file}, {"tool", "nm", bin}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = testkit.Root(t)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
		symbols = out
	}
	if !bytes.Contains(symbols, []byte("lite.(*Client).callFor")) {
		t.Error("the program's symbols are not what they were")
	}
	for _, name := range []string{"lite.measureStream", "lite.(*lent)", "lite.(*streamBody).Read", "lite.(*eventBody)", "internal/json.AppendDocument",
		"crypto/sha1.(*digest).AppendBinary", "crypto/tls.(*lruSessionCache)", "strings.EqualFold", "errors.Join",
		"wire/eventstream.", "hash/crc64.", "wire.(*Encoder).HostPrefix", "wire/checksum.", "lite.addChecksum", "lite.encodeBehind", "lite.(*Stream)", "lite.twoWayTransport", "sign.(*ChunkReader)", "sign.(*scratch).splitQuery", "sign.appendQueryEncoded", "sign.(*Chain)", "lite.(*Output).nextEvent"} {
		if bytes.Contains(symbols, []byte(name)) {
			t.Errorf("%s is linked", name)
		}
	}
}
