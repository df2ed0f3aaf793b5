package rpcv2cbor

import (
	"reflect"
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/internal/cbor/cbortest"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// Nothing is left out of these suites.
func TestConformanceInput(t *testing.T) {
	for _, file := range []string{"smithy-rpc-v2-cbor", "smithy-rpc-v2-cbor-query-compatible", "smithy-rpc-v2-cbor-non-query-compatible"} {
		t.Run(file, func(t *testing.T) {
			wiretest.Input(t, &Protocol, "protocols/input/"+file+".json", nil, compareCBOR)
		})
	}
}

func TestConformanceOutput(t *testing.T) {
	for _, file := range []string{"smithy-rpc-v2-cbor", "smithy-rpc-v2-cbor-query-compatible", "smithy-rpc-v2-cbor-non-query-compatible"} {
		t.Run(file, func(t *testing.T) {
			wiretest.Output(t, &Protocol, "protocols/output/"+file+".json", nil)
		})
	}
}

// compareCBOR compares bodies by value: the order of entries and the way in
// which lengths are given do not count, but the types of numbers do. The suites
// write whole timestamps as doubles.
func compareCBOR(t *testing.T, got, want []byte) {
	t.Helper()
	g, n, err := cbortest.Decode(got)
	if err != nil || n != len(got) {
		t.Fatalf("body %x: %v after %d bytes", got, err, n)
	}
	w, _, err := cbortest.Decode(want)
	if err != nil {
		t.Fatalf("the suite's body %x: %v", want, err)
	}
	if g, w := cbortest.WholeSeconds(g), cbortest.WholeSeconds(w); !reflect.DeepEqual(g, w) {
		t.Errorf("body %v\nwant %v", g, w)
	}
}
