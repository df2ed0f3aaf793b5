package compile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
)

// TestEveryTrait is TestAgreesWithSource for testdata/every-trait, a service
// that has each trait at least once.
func TestEveryTrait(t *testing.T) {
	total := agree(t, "testdata")
	if total.operations != 6 || total.pages != 2 || total.waits != 1 || total.errors != 2 {
		t.Errorf("compared %d operations, %d paginators, %d waiters, %d errors", total.operations, total.pages, total.waits, total.errors)
	}
	// Each flag of the layout is set somewhere, so the comparison saw each.
	m, seen := total.m, struct {
		operation                uint16
		structure, other, member uint8
		trait, failure           uint8
		kinds                    map[models.Kind]bool
	}{kinds: map[models.Kind]bool{}}
	for i := range m.NumOperations() {
		seen.operation |= m.Operation(i).Flags()
	}
	for i := range m.NumErrors() {
		seen.failure |= m.Error(i).Flags()
	}
	for i := 1; i < m.NumShapes(); i++ {
		s := m.Shape(uint16(i))
		seen.kinds[s.Kind()] = true
		if s.Kind() == models.Structure {
			seen.structure |= s.Flags()
		} else {
			seen.other |= s.Flags()
		}
		for k := range s.NumMembers() {
			seen.member |= s.Member(k).Flags()
			seen.trait |= s.Member(k).TraitFlags()
		}
	}
	const byName = models.TraitResourceID | models.TraitPolicy // set for two services only
	if seen.operation != models.OpStreamingOutput<<1-1 || seen.structure != 0xff || seen.other != models.ShapeSensitive<<1-1 ||
		seen.member != 0xff || seen.trait != 0xff&^byName || seen.failure != models.ErrorSenderFault<<1-1 || len(seen.kinds) != 12 {
		t.Errorf("flags that testdata does not have: %+v", seen)
	}
}

// TestAgreesWithSource reads botocore's data a second time, with encoding/json
// and as plainly as can be, and compares every service with what the views of
// its compiled model show: each operation, shape, member, error, paginator and
// waiter, and each trait that a client acts on.
//
// It needs TUCUXI_BOTOCORE_DATA, the data folder of a botocore release.
func TestAgreesWithSource(t *testing.T) {
	dir := os.Getenv("TUCUXI_BOTOCORE_DATA")
	if dir == "" {
		t.Skip("TUCUXI_BOTOCORE_DATA does not name botocore's data folder")
	}
	total := agree(t, dir)
	t.Logf("%d operations, %d shapes, %d members, %d errors, %d paginators, %d waiters compared",
		total.operations, total.shapes, total.members, total.errors, total.pages, total.waits)
	if total.operations < 18000 || total.members < 100000 || total.waits == 0 || total.pages == 0 {
		t.Error("too little was compared")
	}
}

// agree compares every service below dir; the counts are the sum, the model is
// the last one.
func agree(t *testing.T, dir string) agreement {
	t.Helper()
	sources, err := compile.Sources(dir, "botocore")
	if err != nil {
		t.Fatal(err)
	}
	total := agreement{}
	for _, src := range sources {
		s, err := compile.Read(src)
		if err != nil {
			t.Error(err)
			continue
		}
		bin := pack(t, s)
		a := agreement{t: t, where: src.Name, m: open(t, bin), seen: map[seenShape]bool{}}
		a.service(readObject(t, dir, src, "service-2"))
		a.paginators(readObject(t, dir, src, "paginators-1").object("pagination"))
		a.waiters(readObject(t, dir, src, "waiters-2").object("waiters"))
		if (a.m.Rules() != "") != (src.Rules != nil) {
			t.Errorf("%s: endpoint rules are lost", src.Name)
		}
		if pack(t, load(t, bin)) != bin {
			t.Errorf("%s: loaded and packed, it is another model", src.Name)
		}
		total.add(a)
	}
	return total
}

// readObject reads a source file with its extras merged.
func readObject(t *testing.T, dir string, src compile.Source, name string) object {
	t.Helper()
	base := filepath.Join(dir, src.Name, src.Version, name)
	o := decodeFile(t, base+".json")
	if extras := decodeFile(t, base+".sdk-extras.json"); extras.values != nil {
		o.merge(extras.object("merge"))
	}
	return o
}

// agreement compares one service.
type agreement struct {
	t      *testing.T
	where  string
	m      *models.Model
	source object
	seen   map[seenShape]bool

	operations, shapes, members, errors, pages, waits int
}

// seenShape is a pair that was compared already.
type seenShape struct {
	name   string
	format string
	index  uint16
}

func (a *agreement) add(b agreement) {
	a.operations += b.operations
	a.shapes += b.shapes
	a.members += b.members
	a.errors += b.errors
	a.pages += b.pages
	a.waits += b.waits
	a.m = b.m
}

// same compares one fact.
func same[T comparable](a *agreement, path string, got, want T) {
	if got != want {
		a.t.Errorf("%s %s: the view shows %v, the source says %v", a.where, path, got, want)
	}
}

func (a *agreement) service(root object) {
	meta := root.object("metadata")
	a.source = root.object("shapes")
	signing := meta.text("signingName")
	if signing == "" {
		signing = meta.text("endpointPrefix")
	}
	namespace, _ := meta.namespace()
	for _, f := range []struct{ key, got, want string }{
		{"serviceId", a.m.ServiceID(), meta.text("serviceId")},
		{"serviceFullName", a.m.ServiceFullName(), meta.text("serviceFullName")},
		{"endpointPrefix", a.m.EndpointPrefix(), meta.text("endpointPrefix")},
		{"signingName", a.m.SigningName(), signing},
		{"apiVersion", a.m.APIVersion(), meta.text("apiVersion")},
		{"targetPrefix", a.m.TargetPrefix(), meta.text("targetPrefix")},
		{"jsonVersion", a.m.JSONVersion(), meta.text("jsonVersion")},
		{"xmlNamespace", a.m.XMLNamespace(), namespace},
		{"client name", a.m.ServiceName(), a.where},
	} {
		same(a, f.key, f.got, f.want)
	}
	same(a, "awsQueryCompatible", a.m.QueryCompatible(), meta.has("awsQueryCompatible"))
	same(a, "protocolSettings.h2", a.m.HTTP2(), meta.object("protocolSettings").has("h2"))
	a.protocols(meta)
	var auth []string
	for i := 0; a.m.Auth(i) != models.AuthUnset; i++ {
		auth = append(auth, map[models.AuthScheme]string{
			models.AuthSigV4: "aws.auth#sigv4", models.AuthSigV4A: "aws.auth#sigv4a",
			models.AuthBearer: "smithy.api#httpBearerAuth", models.AuthNone: "smithy.api#noAuth",
		}[a.m.Auth(i)])
	}
	same(a, "auth", strings.Join(auth, " "), strings.Join(meta.texts("auth"), " "))
	signature := meta.text("signatureVersion")
	if a.m.ServiceID() == "ImportExport" {
		signature = "v4" // as botocore has it, by name
	}
	same(a, "signatureVersion", a.m.Signature(), map[string]models.AuthScheme{
		"v4": models.AuthSigV4, "s3": models.AuthS3, "s3v4": models.AuthS3, "bearer": models.AuthBearer, "v2": models.AuthV2, "": models.AuthUnset,
	}[signature])
	a.clientContext(root.object("clientContextParams"))
	a.exceptions()
	operations := root.object("operations")
	same(a, "number of operations", a.m.NumOperations(), len(operations.keys))
	for _, name := range operations.keys {
		a.operation(name, operations.object(name))
	}
}

// protocols checks botocore's order of preference.
func (a *agreement) protocols(meta object) {
	offered := meta.texts("protocols")
	if offered == nil {
		offered = []string{meta.text("protocol")}
	}
	chosen := ""
	for _, p := range []string{"json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2"} {
		for _, o := range offered {
			if o == p && chosen == "" {
				chosen = p
			}
		}
	}
	same(a, "protocol", a.m.Protocol().String(), chosen)
	for p := models.JSON; p <= models.EC2; p++ {
		want := false
		for _, o := range offered {
			want = want || o == p.String()
		}
		same(a, "offers "+p.String(), a.m.Offers(p), want)
	}
}

func (a *agreement) clientContext(params object) {
	n := 0
	for name, typ := range a.m.ClientContext {
		n++
		same(a, "clientContextParams."+name, []string{"", "string", "boolean", "stringArray"}[typ], params.object(name).text("type"))
	}
	same(a, "clientContextParams", n, len(params.keys))
}

func (a *agreement) exceptions() {
	for _, name := range a.source.keys {
		shape := a.source.object(name)
		if !shape.bool("exception") {
			continue
		}
		code := shape.object("error").text("code")
		if code == "" {
			code = name
		}
		var found models.Error
		for i := range a.m.NumErrors() {
			if a.m.Error(i).Name() == name {
				found = a.m.Error(i)
			}
		}
		a.errors++
		same(a, name+" code", found.Code(), code)
		same(a, name+" retryable", found.Retryable(), shape.has("retryable"))
		same(a, name+" throttling", found.Throttling(), shape.object("retryable").bool("throttling"))
		same(a, name+" senderFault", found.SenderFault(), shape.object("error").bool("senderFault"))
		a.shape(name, name, found.Shape(), "")
	}
}
