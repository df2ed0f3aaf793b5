package wire

import (
	"strings"
	"testing"
	"time"

	"github.com/valyala/fastjson"
)

// FuzzSpelled: what the parser takes is spelled.
func FuzzSpelled(f *testing.F) {
	for _, s := range []string{
		`{"a":[true,false,null,nan,NaN,-inf,Infinity,"tru\\\""]}`, `"`, `"\"`, `"\\"`, `t`, `nul`, `nullnull`, `[tru]`, `"\\\"t"`, `[null,t]`, `nantrue`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if fastjson.Validate(s) == nil && !spelled([]byte(s)) {
			t.Errorf("%q is JSON", s)
		}
		var p fastjson.Parser
		if _, err := p.Parse(s); err == nil && !spelled([]byte(s)) {
			t.Errorf("%q is parsed", s)
		}
	})
}

func TestSpelled(t *testing.T) {
	for s, want := range map[string]bool{
		`{"t":true,"f":[false,null]}`: true, `"\"t"`: true, `"\\"`: true,
		`[tru]`: false, `[nul]`: false, `[falsx]`: false, `"\\"t`: false, `"open`: false, `n`: false,
	} {
		if spelled([]byte(s)) != want {
			t.Errorf("%s: %v", s, !want)
		}
	}
}

// TestParseHostile: the largest bodies that Lambda returns, made to be slow.
func TestParseHostile(t *testing.T) {
	const size = 6 << 20
	for _, body := range []string{
		strings.Repeat(`{"a":`, 298) + "t" + strings.Repeat("\x01", size),
		strings.Repeat("[", 298) + "n" + strings.Repeat("x", size),
		strings.Repeat("[", size),
		`"` + strings.Repeat(`\`, size),
	} {
		var d Document
		start := time.Now()
		if err := d.ParseBody([]byte(body), true); err == nil {
			t.Errorf("%.20s… is parsed", body)
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("%.20s… took %v", body, took)
		}
	}
}
