package lite

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// TestConformanceResume reads botocore's pagination tokens.
func TestConformanceResume(t *testing.T) {
	var list []struct {
		Encoded string
		Decoded map[string]any
	}
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "paginate"), "token-decoder-cases.json"))
	if err == nil {
		err = json.Unmarshal(b, &list)
	}
	if err != nil || len(list) != 5 {
		t.Fatal(len(list), err)
	}
	for _, c := range list {
		names := slices.Sorted(maps.Keys(c.Decoded))
		tokens, seen, ok := parseResume(c.Encoded, names)
		if !ok || seen != 0 {
			t.Errorf("%s: not read", c.Encoded)
			continue
		}
		for i, name := range names {
			if want := withBytes(c.Decoded[name]); !reflect.DeepEqual(tokens[i], want) {
				t.Errorf("%s: %s is %v, want %v", c.Encoded, name, tokens[i], want)
			}
		}
	}
}

// TestConformanceListedBytes reads and writes the places of the two paginator
// cases whose token is a list of a string and bytes, which is no shape that an
// operation could have.
func TestConformanceListedBytes(t *testing.T) {
	var list []struct {
		ID, ResumeToken  string
		PaginationConfig struct{ StartingToken string }
	}
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "paginate"), "paginator-cases.json"))
	if err == nil {
		err = json.Unmarshal(b, &list)
	}
	if err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, c := range list {
		if !strings.HasSuffix(c.ID, "_with_listed_bytes") {
			continue
		}
		place := c.ResumeToken + c.PaginationConfig.StartingToken
		tokens, seen, ok := parseResume(place, []string{"Marker"})
		if want := []any{Map{"key": List{"foo", []byte{0xff}}}}; !ok || seen != 1 || !reflect.DeepEqual(tokens, want) {
			t.Errorf("%s: %v, %d, %v", c.ID, tokens, seen, ok)
		}
		if got, want := plainPlace(t, formatResume([]string{"Marker"}, tokens, seen)), plainPlace(t, place); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: written as %v, want %v", c.ID, got, want)
		}
		passed++
	}
	t.Logf("paginate/paginator-cases.json: %d passed, in addition to those of TestConformancePaginate", passed)
	if passed != 2 {
		t.Errorf("%d cases", passed)
	}
}

// plainPlace is the JSON of a place.
func plainPlace(t *testing.T, place string) (v any) {
	b, err := base64.StdEncoding.DecodeString(place)
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	if err != nil {
		t.Error(err)
	}
	return v
}

func withBytes(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if text, ok := v["$bytes"].(string); ok {
			return []byte(text)
		}
		for name := range v {
			v[name] = withBytes(v[name])
		}
	case []any:
		for i := range v {
			v[i] = withBytes(v[i])
		}
	}
	return v
}

func TestResumeRefuses(t *testing.T) {
	names := []string{"a", "b"}
	for text, ok := range map[string]bool{
		"plain": true, "x___y": true, "x___y___3": true, "None___y___0": true,
		"x___y___-1": false, "x___y___z": false, "x___y___1___2": false,
		encodeText(`{"a":"x"}`): true, encodeText(`{"a":null,"c":null}`): true, encodeText(`{"c":"x"}`): false,
		encodeText(`{"boto_truncate_amount":-1}`): false, encodeText(`{"boto_truncate_amount":"1"}`): false,
		encodeText(`{"a":"x","boto_encoded_keys":[["a"]]}`): false, encodeText(`{"a":["eA=="],"boto_encoded_keys":[["a",1]]}`): false,
		encodeText(`{"a":["eA=="],"boto_encoded_keys":[["a",0]]}`): true, encodeText(`{"a":1,"boto_encoded_keys":[[]]}`): false,
	} {
		if _, _, got := parseResume(text, names); got != ok {
			t.Errorf("%s: %v, want %v", text, got, ok)
		}
	}
}

func encodeText(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// FuzzResume checks that what is read from any text is written so that it is
// read again as the same.
func FuzzResume(f *testing.F) {
	f.Add("token")
	f.Add("a___b___2")
	f.Add(encodeText(`{"a":1e999,"b":-1e-999}`))
	f.Add(encodeText(`{"a":{"id":{"B":"eA=="}},"b":[1,-2.5,true,null],"boto_truncate_amount":3,"boto_encoded_keys":[["a","id","B"]]}`))
	names := []string{"a", "b"}
	f.Fuzz(func(t *testing.T, text string) {
		tokens, seen, ok := parseResume(text, names)
		if !ok {
			return
		}
		written := formatResume(names, tokens, seen)
		if written == "" {
			return // the beginning
		}
		if len(written) > maxResume {
			return
		}
		again, seenAgain, ok := parseResume(written, names)
		if !ok || seen != seenAgain {
			t.Fatalf("%q: %v %d, again %v %d", text, tokens, seen, again, seenAgain)
		}
		if twice := formatResume(names, again, seen); twice != written {
			t.Errorf("%q, then %q", written, twice)
		}
	})
}
