package compile_test

import (
	"fmt"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// shape compares a shape of the source with a view. format is the timestamp
// format that the reference to it overlays, if any.
func (a *agreement) shape(path, name string, s models.Shape, format string) {
	key := seenShape{name, format, s.Index()}
	if a.seen[key] {
		return
	}
	a.seen[key] = true
	a.shapes++
	o := a.source.object(name)
	kind := o.text("type")
	if kind == "structure" && o.bool("document") {
		kind = "document"
	}
	same(a, path+" type", s.Kind().String(), kind)
	structure := kind == "structure"
	for _, f := range []struct {
		name      string
		got, want bool
	}{
		{"sensitive", s.Sensitive(), o.bool("sensitive")},
		{"union", s.Union(), structure && o.bool("union")},
		{"exception", s.Exception(), structure && o.bool("exception")},
		{"eventstream", s.EventStream(), structure && o.bool("eventstream")},
		{"event", s.Event(), structure && o.bool("event")},
		{"required", s.HasRequired(), structure && len(o.texts("required")) > 0},
		{"flattened", s.Flattened(), !structure && o.bool("flattened")},
		{"sparse", s.Sparse(), !structure && o.bool("sparse")},
		{"streaming", s.Streaming(), !structure && o.bool("streaming")},
		{"requiresLength", s.RequiresLength(), !structure && o.bool("requiresLength")},
	} {
		same(a, path+" "+f.name, f.got, f.want)
	}
	uri, prefix := s.Namespace()
	wantURI, wantPrefix := o.namespace()
	same(a, path+" xmlNamespace", uri+" "+prefix, wantURI+" "+wantPrefix)
	same(a, path+" locationName", s.LocationName(), o.text("locationName"))
	a.minimum(path, kind, s, o)
	switch kind {
	case "structure":
		a.structure(path, s, o)
	case "list":
		ref := o.object("member")
		space, _ := ref.namespace()
		same(a, path+" member locationName", s.MemberName(), ref.text("locationName"))
		same(a, path+" member xmlNamespace", s.MemberNamespace(), space)
		a.shape(path+"[]", ref.text("shape"), s.Elem(), "")
	case "map":
		keySpace, _ := o.object("key").namespace()
		valueSpace, _ := o.object("value").namespace()
		same(a, path+" key and value xmlNamespace", s.KeyNamespace()+" "+s.ValueNamespace(), keySpace+" "+valueSpace)
		same(a, path+" key locationName", s.KeyName(), o.object("key").text("locationName"))
		same(a, path+" value locationName", s.ValueName(), o.object("value").text("locationName"))
		a.shape(path+" key", o.object("key").text("shape"), s.Key(), "")
		a.shape(path+"{}", o.object("value").text("shape"), s.Elem(), "")
	case "timestamp":
		if format == "" {
			format = o.text("timestampFormat")
		}
		same(a, path+" timestampFormat", []string{"", "iso8601", "unixtimestamp", "rfc822"}[s.TimestampFormat()], strings.ToLower(format))
	}
}

// minimum compares min where it is checked at run time.
func (a *agreement) minimum(path, kind string, s models.Shape, o object) {
	got, want := s.MinText(), ""
	if n, ok := s.Min(); ok {
		got = fmt.Sprint(n)
	}
	if o.has("min") && kind != "structure" && kind != "map" && kind != "blob" && kind != "document" {
		want = fmt.Sprint(o.values["min"])
	}
	same(a, path+" min", got, want)
}

func (a *agreement) structure(path string, s models.Shape, o object) {
	members := o.object("members")
	same(a, path+" number of members", s.NumMembers(), len(members.keys))
	if s.NumMembers() != len(members.keys) {
		return
	}
	required := map[string]bool{}
	for _, name := range o.texts("required") {
		required[name] = true
	}
	for i, name := range members.keys {
		m, at := s.Member(i), path+"."+name
		same(a, at+" name and order", m.Name(), name)
		same(a, at+" required", m.Required(), required[name])
		same(a, at+" payload", m.Payload(), o.text("payload") == name)
		a.member(at, m, members.object(name))
	}
}

func (a *agreement) member(path string, m models.Member, ref object) {
	a.members++
	target := a.source.object(ref.text("shape"))
	structure := target.text("type") == "structure"
	wire := ref.text("locationName")
	if wire == "" {
		wire = m.Name()
	}
	same(a, path+" wire name", m.WireName(), wire)
	same(a, path+" location", []string{"", "uri", "querystring", "header", "headers", "statusCode"}[m.Location()], ref.text("location"))
	same(a, path+" queryName", m.QueryName(), ref.text("queryName"))
	same(a, path+" contextParam", m.ContextParam(), ref.object("contextParam").text("name"))
	uri, prefix := m.Namespace()
	wantURI, wantPrefix := ref.namespace()
	same(a, path+" xmlNamespace", uri+" "+prefix, wantURI+" "+wantPrefix)
	for _, f := range []struct {
		name      string
		got, want bool
	}{
		{"idempotencyToken", m.IdempotencyToken(), ref.bool("idempotencyToken")},
		{"eventpayload", m.EventPayload(), ref.bool("eventpayload")},
		{"eventheader", m.EventHeader(), ref.bool("eventheader")},
		{"flattened", m.Flattened(), ref.bool("flattened") || !structure && target.bool("flattened")},
		{"xmlAttribute", m.XMLAttribute(), ref.bool("xmlAttribute")},
		{"jsonvalue", m.JSONValue(), ref.bool("jsonvalue")},
		{"hostLabel", m.HostLabel(), ref.bool("hostLabel")},
		{"streaming", m.Streaming(), ref.bool("streaming") || !structure && target.bool("streaming")},
		{"policy", m.Policy(), a.m.ServiceID() == "IAM" && ref.text("shape") == "policyDocumentType"},
		{"endpointdiscoveryid", m.EndpointDiscoveryID(), ref.bool("endpointdiscoveryid")},
	} {
		same(a, path+" "+f.name, f.got, f.want)
	}
	a.shape(path, ref.text("shape"), m.Shape(), ref.text("timestampFormat"))
}
