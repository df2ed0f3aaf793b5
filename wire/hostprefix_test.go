package wire_test

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

func TestHostPrefix(t *testing.T) {
	m := wiretest.Compile(t, `{
		"metadata": {"serviceId": "Test", "protocol": "json"},
		"operations": {
			"None": {"name": "None", "input": {"shape": "In"}},
			"Fixed": {"name": "Fixed", "input": {"shape": "In"}, "endpoint": {"hostPrefix": "data."}},
			"Label": {"name": "Label", "input": {"shape": "In"}, "endpoint": {"hostPrefix": "{A}-x.{B}."}},
			"Required": {"name": "Required", "input": {"shape": "Strict"}, "endpoint": {"hostPrefix": "{A}."}}
		},
		"shapes": {
			"In": {"type": "structure", "members": {
				"A": {"shape": "String", "hostLabel": true, "locationName": "other"}, "B": {"shape": "String", "hostLabel": true}}},
			"Strict": {"type": "structure", "required": ["A"], "members": {"A": {"shape": "String", "hostLabel": true}}},
			"String": {"type": "string"}
		}
	}`)
	for _, c := range []struct {
		operation string
		params    wire.Map
		want      string
		fault     string
	}{
		{"None", wire.Map{"A": "a"}, "", ""},
		{"Fixed", wire.Map{"A": "a"}, "data.", ""},
		{"Label", wire.Map{"A": "a9-Z", "B": "b.c"}, "a9-Z-x.b.c.", ""},
		{"Label", wire.Map{"A": "a"}, "", "B: is part of the host's name and missing"},
		{"Label", wire.Map{"A": "a", "B": ""}, "", "B: is part of the host's name and empty"},
		{"Label", wire.Map{"A": "a", "B": "b/c"}, "", "B: is part of the host's name: only letters, digits, '-' and '.' are allowed"},
		{"Label", wire.Map{"A": "evil.com#", "B": "b"}, "", "A: is part of the host's name: only letters, digits, '-' and '.' are allowed"},
		{"Label", wire.Map{"A": "ü", "B": "b"}, "", "A: is part of the host's name: only letters, digits, '-' and '.' are allowed"},
		{"Label", wire.Map{"A": 5, "B": "b"}, "", "A: a string is wanted, not an integer"},
		{"Required", wire.Map{}, "", "A: a required member is missing"},
	} {
		op := wiretest.Operation(t, m, c.operation)
		var e wire.Encoder
		var r wire.Request
		from, to := e.OpenStructure(op.Input(), wire.ValueOf(c.params))
		e.HostPrefix(&r, op, from, to)
		e.Close(from)
		if fault := faults(e.Err(op)); fault != c.fault {
			t.Errorf("%s %v: fault %q, want %q", c.operation, c.params, fault, c.fault)
		} else if fault == "" && string(r.HostPrefix) != c.want {
			t.Errorf("%s %v: %q, want %q", c.operation, c.params, r.HostPrefix, c.want)
		}
	}
}

// faults is the faults of a ParamError, a line each.
func faults(err error) string {
	if err == nil {
		return ""
	}
	text := ""
	for _, f := range err.(*wire.ParamError).Faults {
		if text != "" {
			text += "\n"
		}
		text += f.Path + ": " + f.Problem
	}
	return text
}
