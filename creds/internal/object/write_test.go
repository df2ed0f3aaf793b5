package object

import (
	"encoding/json"
	"testing"
	"time"
)

func TestSet(t *testing.T) {
	for _, c := range []struct{ b, name, value, want string }{
		{``, "a", `1`, `{"a": 1}`},
		{`{}`, "a", `"x"`, `{"a": "x"}`},
		{`{"b":[1, 2],"a":null}`, "a", `"x"`, `{"b": [1, 2], "a": "x"}`},
		{`{"a":1,"a":2}`, "a", `3`, `{"a": 3, "a": 3}`},
		{`{"b":{"a":1}}`, "a", `3`, `{"b": {"a":1}, "a": 3}`},
	} {
		got, err := Set([]byte(c.b), c.name, []byte(c.value))
		if err != nil || string(got) != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.b, got, err, c.want)
		}
	}
	for _, b := range []string{"[]", "{", `{"a"}`, "null"} {
		if got, err := Set([]byte(b), "a", []byte("1")); err == nil {
			t.Errorf("%s: got %s", b, got)
		}
	}
}

func TestTime(t *testing.T) {
	want := time.Date(2019, 10, 18, 3, 0, 0, 0, time.UTC)
	for _, text := range []string{"2019-10-18T03:00:00Z", "2019-10-18T03:00:00UTC", "2019-10-18T05:00:00+02:00"} {
		if got, ok := Time(text); !ok || got != want {
			t.Errorf("%s: got %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "UTC", "2019-10-18", "something", "2019-13-18T03:00:00Z"} {
		if got, ok := Time(text); ok {
			t.Errorf("%q: got %v", text, got)
		}
	}
	if got := string(AppendTime(nil, want.Add(time.Millisecond).In(time.FixedZone("", 3600)))); got != `"2019-10-18T03:00:00Z"` {
		t.Error(got)
	}
}

// What AppendString writes, encoding/json and Strings read back alike.
func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "a\"\\/\b\f\n\r\t\x00\x1f\x7f", "é🐬", "\xff\xfe", "\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := SetText(nil, s, s)
		if err != nil {
			t.Fatal(err)
		}
		var want map[string]string
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if err := Strings(b, func(name, value string) {
			if w, ok := want[name]; !ok || w != value || name != value {
				t.Errorf("%s: got %q: %q, want %q", b, name, value, want)
			}
		}); err != nil {
			t.Error(err)
		}
	})
}
