package sign

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

var skewNow = time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)

func httpDate(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

func TestClockSkew(t *testing.T) {
	hour := httpDate(skewNow.Add(time.Hour))
	tests := []struct {
		name      string
		status    int
		date, age string
		took      time.Duration
		want      time.Duration
	}{
		{"ahead", 403, hour, "", 0, time.Hour},
		{"behind", 400, httpDate(skewNow.Add(-time.Hour)), "", 0, -time.Hour},
		{"years behind", 401, httpDate(skewNow.AddDate(3, 0, 0)), "", 0, 1096 * 24 * time.Hour},
		{"a slow answer counts by half", 403, hour, "", 10 * time.Minute, 55 * time.Minute},
		{"an answer that took 15 minutes", 403, hour, "", 15 * time.Minute, time.Hour - 450*time.Second},
		{"an answer that took longer", 403, hour, "", 15*time.Minute + time.Second, 0},
		{"the clock went back", 403, hour, "", -time.Second, 0},
		{"little", 403, httpDate(skewNow.Add(4 * time.Minute)), "", 0, 0},
		{"enough", 403, httpDate(skewNow.Add(4*time.Minute + time.Second)), "", 0, 4*time.Minute + time.Second},
		{"slow only", 403, httpDate(skewNow), "", 8 * time.Minute, 0},
		{"success", 200, hour, "", 0, 0},
		{"redirect", 307, hour, "", 0, 0},
		{"server's fault", 500, hour, "", 0, 0},
		{"throttled", 429, hour, "", 0, 0},
		{"cached", 403, hour, "0", 0, 0},
		{"no date", 403, "", "", 0, 0},
		{"no HTTP date", 403, "2026-02-03T05:05:06Z", "", 0, 0},
		{"long ago", 403, httpDate(time.Date(2019, 12, 31, 23, 59, 59, 0, time.UTC)), "", 0, 0},
		{"never", 403, httpDate(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)), "", 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var k ClockSkew
			changed := k.Learn(tt.status, tt.date, tt.age, skewNow, skewNow.Add(tt.took))
			if got := k.Time(skewNow).Sub(skewNow); got != tt.want || changed != (tt.want != 0) {
				t.Errorf("correction %v (changed: %v), want %v", got, changed, tt.want)
			}
			if k.Learn(tt.status, tt.date, tt.age, skewNow, skewNow.Add(tt.took)) {
				t.Error("the same answer changed it again")
			}
			off := ClockSkew{Off: true}
			if off.Learn(tt.status, tt.date, tt.age, skewNow, skewNow.Add(tt.took)) || off.Time(skewNow) != skewNow {
				t.Error("it learns when off")
			}
		})
	}
}

// The clock is set right later: the first refusal, with the right Date, removes
// the correction.
func TestClockSkewHeals(t *testing.T) {
	var k ClockSkew
	if !k.Learn(403, httpDate(skewNow.Add(time.Hour)), "", skewNow, skewNow) {
		t.Fatal("not learned")
	}
	later := skewNow.Add(time.Hour)
	if k.Learn(200, httpDate(later), "", later, later) {
		t.Error("success changed it")
	}
	if !k.Learn(403, httpDate(later), "", later, later) || k.Time(later) != later {
		t.Errorf("correction %v", k.Time(later).Sub(later))
	}
}

func TestClockSkewConcurrent(t *testing.T) {
	var k ClockSkew
	var wg sync.WaitGroup
	for i := range 8 {
		date := httpDate(skewNow.Add(time.Duration(i+1) * time.Hour))
		wg.Go(func() {
			for range 100 {
				k.Learn(403, date, "", skewNow, skewNow)
				if d := k.Time(skewNow).Sub(skewNow); d%time.Hour != 0 || d < time.Hour || d > 8*time.Hour {
					t.Errorf("correction %v", d)
				}
			}
		})
	}
	wg.Wait()
}

// Whatever the header says, what is learned is the difference of the two times.
func FuzzClockSkew(f *testing.F) {
	f.Add("Tue, 03 Feb 2026 05:05:06 GMT", int64(10))
	f.Add("Tuesday, 03-Feb-26 05:05:06 GMT", int64(10))
	f.Add("Tue, 31 Feb 2026 25:05:06 GMT", int64(-1))
	f.Add("", int64(1)<<62)
	f.Fuzz(func(t *testing.T, date string, took int64) {
		var k ClockSkew
		received := skewNow.Add(time.Duration(took))
		changed := k.Learn(403, date, "", skewNow, received)
		got := k.Time(skewNow).Sub(skewNow)
		if changed != (got != 0) {
			t.Errorf("changed %v, correction %v", changed, got)
		}
		if !changed {
			return
		}
		at, err := http.ParseTime(date)
		if err != nil {
			t.Fatalf("learned from %q: %v", date, err)
		}
		want := at.Sub(skewNow.Add(received.Sub(skewNow) / 2))
		if d := got - want; d < -2*time.Second || d > 2*time.Second || got.Abs() <= 4*time.Minute {
			t.Errorf("%q: correction %v, want %v", date, got, want)
		}
	})
}

func TestClockSkewAllocs(t *testing.T) {
	var k ClockSkew
	date := httpDate(skewNow.Add(time.Hour))
	testkit.WantAllocs(t, 0, func() {
		k.Learn(403, date, "", skewNow, skewNow)
		k.Time(skewNow)
	})
}
