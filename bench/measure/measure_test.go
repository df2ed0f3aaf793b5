package measure

import (
	"errors"
	"strings"
	"testing"
	"time"
)

var sink []byte

func waiting(d time.Duration) func() error {
	return func() error {
		for began := time.Now(); time.Since(began) < d; {
		}
		return nil
	}
}

func TestCompare(t *testing.T) {
	s := Suite{
		Name: "waits",
		Cases: []Case{
			{"wait", Ours, waiting(20 * time.Microsecond)},
			{"wait", "slow", waiting(60 * time.Microsecond)},
			{"alone", Ours, func() error { sink = make([]byte, 1000); return nil }},
		},
		Goals: []Goal{{"wait", "slow", 0.5}, {"alone", "slow", 0}},
	}
	var out strings.Builder
	met, err := Compare(&out, s, 5, time.Millisecond)
	if err != nil || !met {
		t.Errorf("met %v, error %v\n%s", met, err, &out)
	}
	if !strings.Contains(out.String(), "| alone | tucuxi |") || !strings.Contains(out.String(), "| 1024 | 1 |") {
		t.Errorf("no row of 1024 bytes in one allocation:\n%s", &out)
	}
	s.Goals[0].Factor = 0.1
	if met, err := Compare(&out, s, 5, time.Millisecond); err != nil || met {
		t.Errorf("a tenth of the time: met %v, error %v", met, err)
	}
}

func TestCompareFails(t *testing.T) {
	broken := errors.New("broken")
	runs := 0
	s := Suite{Cases: []Case{{"thing", Ours, func() error {
		if runs++; runs > 2 {
			return broken
		}
		return nil
	}}}}
	if _, err := Compare(&strings.Builder{}, s, 1, time.Millisecond); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

func TestRoundsTakeTurns(t *testing.T) {
	var order []byte
	noting := func(c byte) func() error {
		return func() error {
			if len(order) == 0 || order[len(order)-1] != c {
				order = append(order, c)
			}
			return waiting(100 * time.Microsecond)()
		}
	}
	cases := []Case{{"x", "a", noting('a')}, {"x", "b", noting('b')}, {"x", "c", noting('c')}}
	if _, err := Rounds(cases, 3, time.Millisecond); err != nil {
		t.Fatal(err)
	}
	// Calibration, then the rounds abc, bca and cab.
	if got, want := string(order), "abc"+"abc"+"bca"+"cab"; got != want {
		t.Errorf("turns %s, want %s", got, want)
	}
}
