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
			{Thing: "wait", Peer: Ours, Run: waiting(20 * time.Microsecond)},
			{Thing: "wait", Peer: "slow", Run: waiting(60 * time.Microsecond)},
			{Thing: "alone", Peer: Ours, Run: func() error { sink = make([]byte, 1000); return nil }},
		},
		Goals: []Goal{{"wait", "slow", 0.5}, {"alone", "slow", 0}},
	}
	var out strings.Builder
	met, err := Compare(&out, s, 5, time.Millisecond, 0)
	if err != nil || !met {
		t.Errorf("met %v, error %v\n%s", met, err, &out)
	}
	if !strings.Contains(out.String(), "| alone | tucuxi |") || !strings.Contains(out.String(), "| 1024 | 1 |") {
		t.Errorf("no row of 1024 bytes in one allocation:\n%s", &out)
	}
	s.Goals[0].Factor = 0.1
	if met, err := Compare(&out, s, 5, time.Millisecond, 0); err != nil || met {
		t.Errorf("a tenth of the time: met %v, error %v", met, err)
	}
}

func TestCompareFails(t *testing.T) {
	broken := errors.New("broken")
	runs := 0
	s := Suite{Cases: []Case{{Thing: "thing", Peer: Ours, Run: func() error {
		if runs++; runs > 2 {
			return broken
		}
		return nil
	}}}}
	if _, err := Compare(&strings.Builder{}, s, 1, time.Millisecond, 0); !errors.Is(err, broken) {
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
	cases := []Case{{Thing: "x", Peer: "a", Run: noting('a')}, {Thing: "x", Peer: "b", Run: noting('b')}, {Thing: "x", Peer: "c", Run: noting('c')}}
	if _, err := Rounds(cases, 3, time.Millisecond); err != nil {
		t.Fatal(err)
	}
	// Calibration, then the rounds abc, bca and cab.
	if got, want := string(order), "abc"+"abc"+"bca"+"cab"; got != want {
		t.Errorf("turns %s, want %s", got, want)
	}
}
