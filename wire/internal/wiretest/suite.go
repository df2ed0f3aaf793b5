package wiretest

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
)

// suite is one entry of a suite file.
type suite struct {
	Description    string                    `json:"description"`
	ClientEndpoint string                    `json:"clientEndpoint"`
	Metadata       map[string]any            `json:"metadata"`
	Shapes         map[string]map[string]any `json:"shapes"`
	Cases          []testCase                `json:"cases"`
}

type testCase struct {
	ID    string         `json:"id"`
	Given map[string]any `json:"given"`

	// Of inputs.
	Params     any         `json:"params"`
	Serialized *serialized `json:"serialized"`

	// Of outputs.
	Response     *response `json:"response"`
	Result       any       `json:"result"`
	Error        any       `json:"error"`
	ErrorCode    *string   `json:"errorCode"`
	ErrorMessage *string   `json:"errorMessage"`
}

type serialized struct {
	Method         string            `json:"method"`
	URI            string            `json:"uri"`
	Host           string            `json:"host"`
	Headers        map[string]string `json:"headers"`
	RequireHeaders []string          `json:"requireHeaders"`
	ForbidHeaders  []string          `json:"forbidHeaders"`
	Body           *string           `json:"body"`
}

type response struct {
	Status  int               `json:"status_code"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

// each runs f for every case of a file that is not excluded: a subtest a case,
// below a subtest a suite. Cases are named by their id, else by their number.
// An exclusion names a case's id, or "description/number", and its reason.
func each(t *testing.T, file string, exclude map[string]string, f func(t *testing.T, s *suite, c *testCase)) {
	t.Helper()
	dir := testkit.Conformance(t, path.Dir(file))
	text, err := os.ReadFile(filepath.Join(dir, path.Base(file)))
	if err != nil {
		t.Fatal(err)
	}
	var suites []suite
	if err := unmarshal(text, &suites); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	cases, excluded := 0, map[string]bool{}
	for i := range suites {
		s := &suites[i]
		t.Run(s.Description, func(t *testing.T) {
			for j := range s.Cases {
				c := &s.Cases[j]
				id, name := c.ID, c.ID
				if id == "" {
					name = strconv.Itoa(j)
					id = s.Description + "/" + name
				}
				cases++
				if reason := exclude[id]; reason != "" {
					excluded[id] = true
					t.Logf("excluded: %s: %s", id, reason)
					continue
				}
				t.Run(name, func(t *testing.T) { f(t, s, c) })
			}
		})
	}
	for id := range exclude {
		if !excluded[id] {
			t.Errorf("exclusion of %s: no such case", id)
		}
	}
	t.Logf("%s: %d cases, %d excluded", file, cases, len(excluded))
}

// unmarshal keeps numbers as they are written.
func unmarshal(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// operation compiles the case's service and gives its only operation.
func operation(t *testing.T, s *suite, c *testCase) models.Operation {
	t.Helper()
	name, _ := c.Given["name"].(string)
	modernize(s, c)
	service, err := json.Marshal(map[string]any{
		"metadata":   s.Metadata,
		"shapes":     s.Shapes,
		"operations": map[string]any{name: c.Given},
	})
	if err != nil {
		t.Fatal(err)
	}
	return Operation(t, Compile(t, string(service)), name)
}

// modernize moves the traits that the oldest suites put elsewhere to where
// models have them: a location from a shape to the members that target it, a
// payload from the reference to an input to its structure.
func modernize(s *suite, c *testCase) {
	for _, shape := range s.Shapes {
		members, _ := shape["members"].(map[string]any)
		for _, m := range members {
			m, _ := m.(map[string]any)
			name, _ := m["shape"].(string)
			location, ok := s.Shapes[name]["location"]
			if _, set := m["location"]; !ok || set {
				continue
			}
			m["location"] = location
			if wire, ok := s.Shapes[name]["locationName"]; ok && m["locationName"] == nil {
				m["locationName"] = wire
			}
		}
	}
	for _, shape := range s.Shapes {
		delete(shape, "location") // gone to the members by now, or of no use
		if shape["type"] == "string" && shape["key"] != nil {
			shape["type"] = "map" // a slip in one suite
		}
	}
	for _, direction := range []string{"input", "output"} {
		ref, _ := c.Given[direction].(map[string]any)
		name, _ := ref["shape"].(string)
		if payload, ok := ref["payload"]; ok {
			s.Shapes[name]["payload"] = payload
			delete(ref, "payload")
		}
	}
}

// Compile makes a model of a service's JSON: metadata, operations and shapes as
// in botocore's service-2.json.
func Compile(t testing.TB, service string) *models.Model {
	t.Helper()
	graph, err := compile.Read(compile.Source{Name: "test", Service: []byte(service)})
	if err != nil {
		t.Fatal(err)
	}
	bin, err := graph.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return open(t, bin)
}

// Embedded is the model of a service package, read from its file: protocols'
// tests cannot import what imports the protocols.
func Embedded(t testing.TB, service string) *models.Model {
	t.Helper()
	bin, err := os.ReadFile(filepath.Join(testkit.Root(t), "models", "embed", service, "model.bin"))
	if err != nil {
		t.Fatal(err)
	}
	return open(t, bin)
}

func open(t testing.TB, bin []byte) *models.Model {
	t.Helper()
	m, err := models.Open(string(bin))
	if err != nil {
		t.Fatal(err)
	}
	return &m
}

// Operation is the operation of that name.
func Operation(t testing.TB, m *models.Model, name string) models.Operation {
	t.Helper()
	op, ok := m.OperationNamed(name)
	if !ok {
		t.Fatalf("no operation %s", name)
	}
	return op
}
