package startup

import (
	"os/exec"
	"testing"
)

// TestMeasure runs processes once in every kind of scenario.
func TestMeasure(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	scenarios := []Scenario{{Name: "http", Rounds: 1}, {Name: "tls", TLS: true, Procs: 1, Rounds: 1}, {Name: "instructions", Valgrind: true, Rounds: 1}}
	results, err := Measure(t.TempDir(), []Program{{Name: "base"}, {Name: "floor-dynamodb"}, {Name: "tucuxi-dynamodb", Row: "ours"}, {Name: "tucuxi-rooms"}, {Name: "minio-s3"}}, scenarios)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != len(scenarios) {
		t.Fatalf("%d results", len(results))
	}
	for _, r := range results {
		t.Logf("%+v", r)
		if r.Missing != "" {
			if _, err := exec.LookPath("valgrind"); r.Scenario.Name == "http" || r.Scenario.Valgrind && err == nil {
				t.Errorf("%s: %s", r.Scenario.Name, r.Missing)
			}
			continue
		}
		ours, floor, base := r.Figures["ours"], r.Figures["floor-dynamodb"], r.Figures["base"]
		if r.Scenario.Valgrind {
			if ours.Instructions <= base.Instructions || floor.Instructions <= base.Instructions {
				t.Errorf("instructions: %.0f, %.0f, %.0f", ours.Instructions, floor.Instructions, base.Instructions)
			}
			continue
		}
		if rooms := r.Figures["tucuxi-rooms"]; rooms.Request == 0 || rooms.Answer <= rooms.Request {
			t.Errorf("%s: tucuxi-rooms: %+v", r.Scenario.Name, rooms)
		}
		if base.Request != 0 || !(0 < ours.Main && ours.Main < ours.Request && ours.Request < ours.Answer) || ours.Heap <= base.Heap {
			t.Errorf("%s: %+v", r.Scenario.Name, ours)
		}
	}
	if tls := results[1]; tls.Missing == "" && tls.Figures["ours"].Allocated > tls.Figures["floor-dynamodb"].Allocated {
		t.Errorf("the system's bundle was read: %.0f bytes allocated", tls.Figures["ours"].Allocated)
	}
}
