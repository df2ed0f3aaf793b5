package litetest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// plain is a param as plain Go values, guided by its shape: a blob is always
// []byte. A stream is nil until it is sent.
func plain(s models.Shape, v wire.Value) any {
	switch v.Kind() {
	case wire.StringKind:
		if s.Kind() == models.Blob && v.Str() != anyMark {
			return []byte(v.Str())
		}
		return strings.Clone(v.Str())
	case wire.BytesKind:
		return []byte(v.Str())
	case wire.BoolKind:
		return v.Bool()
	case wire.IntKind, wire.UintKind:
		if i, ok := v.Int(); ok {
			return i
		}
		f, _ := v.Float()
		return f
	case wire.FloatKind:
		f, _ := v.Float()
		return f
	case wire.TimeKind:
		return v.Time()
	case wire.ListKind:
		list := lite.List{}
		for i := range v.Len() {
			list = append(list, plain(s.Elem(), v.Element(i)))
		}
		return list
	case wire.ObjectKind:
		m := lite.Map{}
		for name, field := range fields(v) {
			m[name] = plain(below(s, name), field)
		}
		return m
	}
	return nil
}

// below is the shape of a structure's member or a map's value.
func below(s models.Shape, name string) models.Shape {
	if s.Kind() == models.Structure {
		m, _ := s.MemberNamed(name)
		return m.Shape()
	}
	return s.Elem()
}

// fields yields the fields of a structure or map.
func fields(v wire.Value) func(yield func(string, wire.Value) bool) {
	return func(yield func(string, wire.Value) bool) {
		var e wire.Encoder
		from, to := e.OpenMap(v)
		for i := from; i < to; i++ {
			f := e.Enter(i)
			e.Leave()
			if !yield(f.Name, f.Value) {
				return
			}
		}
	}
}

// compare compares params with what a reply expects.
func (r *reply) compare(s models.Shape, params lite.Map) error {
	if r.expect != nil {
		if diff := differ("", plain(s, wire.ValueOf(marked(r.expect))), params); diff != "" {
			return errors.New(diff)
		}
	}
	if r.check != nil {
		return r.check(params)
	}
	return nil
}

// anyMark is how Any looks among plain values.
const anyMark = "\x00litetest.Any"

// marked is v with its Any as a text that plain keeps.
func marked(v any) any {
	switch v := v.(type) {
	case anything:
		return anyMark
	case lite.Map:
		m := lite.Map{}
		for name, x := range v {
			m[name] = marked(x)
		}
		return m
	case lite.List:
		list := lite.List{}
		for _, x := range v {
			list = append(list, marked(x))
		}
		return list
	}
	return v
}

// differ says where a value is not what is wanted; "" if it is.
func differ(path string, want, got any) string {
	if want == anyMark && got != nil {
		return ""
	}
	m, ok := want.(lite.Map)
	given, alike := got.(lite.Map)
	if ok && alike {
		for name, w := range m {
			if diff := differ(join(path, name), w, given[name]); diff != "" {
				return diff
			}
		}
		return ""
	}
	list, ok := want.(lite.List)
	others, alike := got.(lite.List)
	if ok && alike && len(list) == len(others) {
		for i, w := range list {
			if diff := differ(fmt.Sprintf("%s[%d]", path, i), w, others[i]); diff != "" {
				return diff
			}
		}
		return ""
	}
	if w, ok := want.(time.Time); ok {
		if g, ok := got.(time.Time); ok && w.Equal(g) {
			return ""
		}
	}
	if number(want) && number(got) && fmt.Sprint(want) == fmt.Sprint(got) || reflect.DeepEqual(want, got) {
		return ""
	}
	return fmt.Sprintf("%s is %s, want %s", path, show(got), show(want))
}

func number(v any) bool {
	switch v.(type) {
	case int64, float64:
		return true
	}
	return false
}

func show(v any) string {
	switch v := v.(type) {
	case nil:
		return "not set"
	case string:
		return fmt.Sprintf("%q", v)
	case []byte:
		return fmt.Sprintf("bytes %q", v)
	}
	return fmt.Sprint(v)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// fit is a value in exactly the Go type that its shape has on the wire, or the
// reason why it has none.
func fit(s models.Shape, v wire.Value, path string) (any, error) {
	wrong := func() (any, error) {
		return nil, fmt.Errorf("%s: a %s is wanted, not %v", path, s.Kind(), v.Kind())
	}
	switch kind := s.Kind(); {
	case v.Kind() == wire.Null, kind == models.Invalid && v.Len() == 0:
		return map[string]any(nil), nil
	case kind == models.Document:
		return plain(s, v), nil
	case kind == models.Structure || kind == models.Map || kind == models.Invalid:
		if v.Kind() != wire.ObjectKind {
			return wrong()
		}
		return fitFields(s, v, path)
	case kind == models.List:
		if v.Kind() != wire.ListKind {
			return wrong()
		}
		list := []any{}
		for i := range v.Len() {
			x, err := fit(s.Elem(), v.Element(i), fmt.Sprintf("%s[%d]", path, i))
			if err != nil {
				return nil, err
			}
			list = append(list, x)
		}
		return list, nil
	}
	if x, ok := fitScalar(s, v); ok {
		return x, nil
	}
	return wrong()
}

func fitFields(s models.Shape, v wire.Value, path string) (any, error) {
	m := map[string]any{}
	for name, field := range fields(v) {
		shape := s.Elem()
		if s.Kind() != models.Map {
			member, i := s.MemberNamed(name)
			if i < 0 {
				return nil, fmt.Errorf("%s: unknown member; there are %s", join(path, name), members(s))
			}
			shape = member.Shape()
			if shape.EventStream() {
				return nil, fmt.Errorf("%s: is the event stream: register its events with AnswerEvents", join(path, name))
			}
		}
		if field.Kind() == wire.Null {
			continue
		}
		x, err := fit(shape, field, join(path, name))
		if err != nil {
			return nil, err
		}
		m[name] = x
	}
	return m, nil
}

// members lists a structure's members.
func members(s models.Shape) string {
	var names []string
	for i := range s.NumMembers() {
		names = append(names, s.Member(i).Name())
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// fitScalar is fit for what holds no other values.
func fitScalar(s models.Shape, v wire.Value) (any, bool) {
	switch s.Kind() {
	case models.String:
		return strings.Clone(v.Str()), v.Kind() == wire.StringKind
	case models.Blob:
		if r := v.Reader(); r != nil {
			b, err := io.ReadAll(r)
			if seeker, ok := r.(io.Seeker); ok {
				seeker.Seek(0, io.SeekStart)
			}
			return b, err == nil
		}
		return bytes.Clone([]byte(v.Str())), v.Kind() == wire.BytesKind || v.Kind() == wire.StringKind
	case models.Boolean:
		return v.Bool(), v.Kind() == wire.BoolKind
	case models.Integer, models.Long:
		i, ok := v.Int()
		return i, ok
	case models.Float, models.Double:
		f, ok := v.Float()
		return f, ok
	case models.Timestamp:
		return v.Time(), v.Kind() == wire.TimeKind
	}
	return nil, false
}
