package models_test

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
)

// TestAllModels opens, checks and walks every model of the repository.
func TestAllModels(t *testing.T) {
	operations := 0
	for _, pkg := range packages(t) {
		m := open(t, compiled(t, pkg))
		if err := m.Check(); err != nil {
			t.Errorf("%s: %v", pkg, err)
		}
		w := walker{m: m, budget: 1 << 20}
		w.model()
		if w.faults != 0 || w.budget <= 0 || w.strings == 0 {
			t.Errorf("%s: %d faults, %d bytes of strings, budget left %d", pkg, w.faults, w.strings, w.budget)
		}
		operations += m.NumOperations()
	}
	if operations < 19000 {
		t.Errorf("%d operations, botocore has more", operations)
	}
}

// TestSizeBudget holds all models together to 6 MB.
func TestSizeBudget(t *testing.T) {
	const budget = 6_000_000
	total := 0
	for _, pkg := range packages(t) {
		total += len(compiled(t, pkg))
	}
	if total > budget {
		t.Errorf("all models take %d bytes, the budget is %d", total, budget)
	}
}

// TestDynamoDB looks at a model that everybody knows.
func TestDynamoDB(t *testing.T) {
	m := open(t, compiled(t, "dynamodb"))
	for _, c := range []struct{ got, want string }{
		{m.ServiceID(), "DynamoDB"}, {m.ServiceName(), "dynamodb"}, {m.ServiceFullName(), "Amazon DynamoDB"},
		{m.SigningName(), "dynamodb"}, {m.EndpointPrefix(), "dynamodb"}, {m.APIVersion(), "2012-08-10"},
		{m.TargetPrefix(), "DynamoDB_20120810"}, {m.JSONVersion(), "1.0"}, {m.Protocol().String(), "json"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	op, ok := m.OperationNamed("GetItem")
	if !ok || op.Method() != "POST" || op.URI() != "/" || op.Model() != m {
		t.Fatalf("GetItem: %v, %s %s", ok, op.Method(), op.URI())
	}
	table, i := op.Input().MemberNamed("TableName")
	if i < 0 || !table.Required() || table.Shape().Kind() != models.String || table.ContextParam() != "ResourceArn" {
		t.Errorf("TableName: member %d, required %v, %v, context parameter %q", i, table.Required(), table.Shape().Kind(), table.ContextParam())
	}
	key, _ := op.Input().MemberNamed("Key")
	value := key.Shape().Elem()
	list, _ := value.MemberNamed("L")
	if list.Shape().Elem().Index() != value.Index() {
		t.Error("AttributeValue does not hold itself")
	}
	e, ok := m.ErrorCoded("ResourceNotFoundException")
	if !ok || !e.Shape().Exception() || e.Retryable() {
		t.Errorf("ResourceNotFoundException: %v", ok)
	}
	scan, _ := m.OperationNamed("Scan")
	p, ok := scan.Paginator()
	if !ok || p.LimitKey() != "Limit" {
		t.Fatalf("Scan: paginator %v", ok)
	}
	for output, input := range p.Tokens {
		if output.Field != "LastEvaluatedKey" || input != "ExclusiveStartKey" {
			t.Errorf("Scan: tokens %v, %s", output, input)
		}
	}
}

func TestErrorCoded(t *testing.T) {
	m := open(t, compiled(t, "iam"))
	byCode, ok := m.ErrorCoded("ReportExpired")
	if !ok || byCode.Name() != "CredentialReportExpiredException" || !byCode.SenderFault() {
		t.Errorf("by code: %v %s", ok, byCode.Name())
	}
	byName, ok := m.ErrorCoded("CredentialReportExpiredException")
	if !ok || byName != byCode {
		t.Errorf("by shape name: %v %s", ok, byName.Code())
	}
	if _, ok := m.ErrorCoded("Nope"); ok {
		t.Error("found an error that is not there")
	}
}

func TestOpenRefuses(t *testing.T) {
	good := compiled(t, "sts")
	set := func(at int, b ...byte) string { return good[:at] + string(b) + good[at+len(b):] }
	for name, bin := range map[string]string{
		"nothing":             "",
		"only the magic":      models.Magic,
		"other magic":         set(0, 'x'),
		"another version":     set(4, models.Version+1),
		"truncated":           good[:len(good)-1],
		"a byte too many":     good + "\x00",
		"first section early": set(models.HeaderSections, models.HeaderSize-1),
		"sections overlap":    set(models.HeaderSections+4, 0xff, 0xff, 0),
		"section past end":    set(models.HeaderSections+4*models.NumSections, 0xff, 0xff, 0xff, 0xff),
		"half a record":       set(models.HeaderSections+8, good[models.HeaderSections+8]+1),
	} {
		if m, err := models.Open(bin); err == nil || m.NumOperations() != 0 {
			t.Errorf("%s: opened, %v", name, err)
		}
	}
}

// TestZeroModel looks things up in no model at all.
func TestZeroModel(t *testing.T) {
	var m models.Model
	w := walker{m: &m, budget: 1 << 10}
	w.model()
	if w.strings != len("none") { // the name of no protocol
		t.Errorf("%d bytes of strings in no model", w.strings)
	}
	if err := m.Check(); err == nil {
		t.Error("Check passes")
	}
	var shape models.Shape
	var member models.Member
	if shape.NumMembers() != 0 || member.WireName() != "" || member.Shape().Kind() != models.Invalid {
		t.Error("a zero view shows something")
	}
}

func TestAllocs(t *testing.T) {
	bin := compiled(t, "ec2")
	m := open(t, bin)
	t.Run("Open", func(t *testing.T) {
		testkit.WantAllocs(t, 0, func() {
			if m, err := models.Open(bin); err != nil || m.Len() == 0 {
				t.Fatal(err)
			}
		})
	})
	t.Run("OperationNamed", func(t *testing.T) {
		testkit.WantAllocs(t, 0, func() {
			if op, ok := m.OperationNamed("RunInstances"); !ok || op.Index() < 1 {
				t.Fatal("no RunInstances")
			}
		})
	})
	t.Run("walk", func(t *testing.T) {
		op, _ := m.OperationNamed("RunInstances")
		testkit.WantAllocs(t, 0, func() {
			n := 0
			for i := range op.Input().NumMembers() {
				b := op.Input().Member(i)
				n += len(b.Name()) + len(b.WireName()) + len(b.QueryName()) + int(b.Shape().Kind())
			}
			for e := range op.Errors {
				n += len(e.Code())
			}
			if n == 0 {
				t.Fatal("nothing seen")
			}
		})
	})
}

func TestTag(t *testing.T) {
	a := models.Tag("S3", []string{"GetObject", "PutObject"})
	for name, b := range map[string]uint16{
		"other service":  models.Tag("S4", []string{"GetObject", "PutObject"}),
		"fewer":          models.Tag("S3", []string{"GetObject"}),
		"moved boundary": models.Tag("S3", []string{"GetObjectP", "utObject"}),
	} {
		if a == b {
			t.Errorf("%s: the same tag", name)
		}
	}
}

func TestMethodIndex(t *testing.T) {
	for _, method := range strings.Fields("POST GET PUT DELETE PATCH HEAD OPTIONS") {
		if _, ok := models.MethodIndex(method); !ok {
			t.Errorf("no index for %s", method)
		}
	}
	if _, ok := models.MethodIndex("BREW"); ok {
		t.Error("an index for BREW")
	}
}

func BenchmarkOpen(b *testing.B) {
	bin := compiled(b, "ec2")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := models.Open(bin); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOperationNamed(b *testing.B) {
	m := open(b, compiled(b, "ec2"))
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := m.OperationNamed("RunInstances"); !ok {
			b.Fatal("no RunInstances")
		}
	}
}
