package wiretest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
)

// compareJSON compares two JSON texts by value.
func compareJSON(t *testing.T, got, want []byte) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Errorf("body %q: %v", got, err)
		return
	}
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatalf("the suite's body %q: %v", want, err)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("body %s\nwant %s", got, want)
	}
}

// keyNames are the names under which the maps of a model write their keys.
func keyNames(m *models.Model) map[string]bool {
	names := map[string]bool{"key": true}
	for i := range m.NumShapes() {
		if s := m.Shape(uint16(i)); s.KeyName() != "" {
			names[s.KeyName()] = true
		}
	}
	return names
}

// element is an XML element as it is written, prefixes included.
type element struct {
	name     string
	attrs    []string
	text     string
	children []*element
}

// compareXML compares two documents: elements of one name in their order, the
// entries of maps in the order of their keys, white space between elements
// left out.
func compareXML(t *testing.T, m *models.Model, got, want []byte) {
	t.Helper()
	g, err := parseXML(got)
	if err != nil {
		t.Errorf("body %q: %v", got, err)
		return
	}
	w, err := parseXML(want)
	if err != nil {
		t.Fatalf("the suite's body %q: %v", want, err)
	}
	keys := keyNames(m)
	if a, b := g.canonical(keys), w.canonical(keys); a != b {
		t.Errorf("body %s\nwant %s\nin full %s", a, b, got)
	}
}

func parseXML(text []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	root := &element{}
	open := []*element{root}
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: raw(token.Name)}
			for _, a := range token.Attr {
				e.attrs = append(e.attrs, raw(a.Name)+"="+strconv.Quote(a.Value))
			}
			slices.Sort(e.attrs)
			top.children = append(top.children, e)
			open = append(open, e)
		case xml.EndElement:
			if top.name != raw(token.Name) {
				return nil, errors.New("<" + top.name + "> is closed by </" + raw(token.Name) + ">")
			}
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
	if len(open) != 1 || len(root.children) != 1 {
		return nil, errors.New("not exactly one complete root element")
	}
	return root.children[0], nil
}

func raw(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func (e *element) canonical(keys map[string]bool) string {
	var b strings.Builder
	b.WriteString("<" + strings.Join(append([]string{e.name}, e.attrs...), " ") + ">")
	if len(e.children) == 0 {
		b.WriteString(strconv.Quote(e.text))
	}
	groups := map[string][]string{}
	entries := map[string]bool{}
	var names []string
	for _, c := range e.children {
		if groups[c.name] == nil {
			names = append(names, c.name)
		}
		groups[c.name] = append(groups[c.name], c.canonical(keys))
		entries[c.name] = len(c.children) == 2 && keys[c.children[0].name]
	}
	slices.Sort(names)
	for _, name := range names {
		if entries[name] {
			slices.Sort(groups[name])
		}
		b.WriteString(strings.Join(groups[name], ""))
	}
	b.WriteString("</" + e.name + ">")
	return b.String()
}

// compareForm compares two forms as sets of decoded pairs; the entries of maps
// are numbered anew in the order of their keys.
func compareForm(t *testing.T, m *models.Model, got, want string) {
	t.Helper()
	keys := keyNames(m)
	g, err := formPairs(got, keys)
	if err != nil {
		t.Errorf("body %q: %v", got, err)
		return
	}
	w, err := formPairs(want, keys)
	if err != nil {
		t.Fatalf("the suite's body %q: %v", want, err)
	}
	if !slices.Equal(g, w) {
		t.Errorf("body %q\nwant %q", g, w)
	}
}

// form is a form's pairs as a tree of the parts of their names.
type form struct {
	values   []string
	children map[string]*form
}

func formPairs(text string, keys map[string]bool) ([]string, error) {
	root := &form{}
	for _, pair := range strings.Split(text, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return nil, err
		}
		at := root
		for part := range strings.SplitSeq(name, ".") {
			if at.children[part] == nil {
				if at.children == nil {
					at.children = map[string]*form{}
				}
				at.children[part] = &form{}
			}
			at = at.children[part]
		}
		at.values = append(at.values, value)
	}
	return root.pairs(nil, "", keys), nil
}

func (f *form) pairs(dst []string, prefix string, keys map[string]bool) []string {
	for _, v := range f.values {
		dst = append(dst, prefix+"="+strconv.Quote(v))
	}
	type child struct {
		name, key string
		f         *form
	}
	var list []child
	entries := true
	for name, c := range f.children {
		key := ""
		for part := range c.children {
			if keys[part] && len(c.children[part].values) == 1 {
				key = c.children[part].values[0]
			}
		}
		if _, err := strconv.Atoi(name); err != nil || key == "" || len(c.children) < 2 {
			entries = false
		}
		list = append(list, child{name, key, c})
	}
	sort.Slice(list, func(i, j int) bool {
		if entries {
			return list[i].key < list[j].key
		}
		return list[i].name < list[j].name
	})
	for i, c := range list {
		if entries {
			c.name = strconv.Itoa(i + 1)
		}
		dst = c.f.pairs(dst, prefix+"."+c.name, keys)
	}
	return dst
}
