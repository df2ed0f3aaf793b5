package compile_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"testing"
)

// object is a JSON object in the file's order. The zero object is empty.
type object struct {
	keys   []string
	values map[string]any // string, bool, json.Number, nil, object or []any
}

// decodeFile decodes a file or its .gz; the zero object if neither exists.
func decodeFile(t *testing.T, path string) object {
	t.Helper()
	f, err := os.Open(path)
	var r io.Reader = f
	if errors.Is(err, fs.ErrNotExist) {
		if f, err = os.Open(path + ".gz"); errors.Is(err, fs.ErrNotExist) {
			return object{}
		}
		if err == nil {
			r, err = gzip.NewReader(f)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := json.NewDecoder(r)
	d.UseNumber()
	v, err := decode(d)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return v.(object)
}

func decode(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := object{values: map[string]any{}}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			v, err := decode(d)
			if err != nil {
				return nil, err
			}
			o.keys = append(o.keys, key.(string))
			o.values[key.(string)] = v
		}
		_, err := d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := decode(d)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.Token()
		return list, err
	}
	return token, nil
}

// merge lays over on o: objects member by member, all else replaced.
func (o *object) merge(over object) {
	if o.values == nil {
		o.values = map[string]any{}
	}
	for _, key := range over.keys {
		old, isObject := o.values[key].(object)
		if v, ok := over.values[key].(object); ok && isObject {
			old.merge(v)
			o.values[key] = old
			continue
		}
		if !o.has(key) {
			o.keys = append(o.keys, key)
		}
		o.values[key] = over.values[key]
	}
}

func (o object) has(key string) bool { _, ok := o.values[key]; return ok }

func (o object) object(key string) object { v, _ := o.values[key].(object); return v }

func (o object) text(key string) string { v, _ := o.values[key].(string); return v }

func (o object) bool(key string) bool { v, _ := o.values[key].(bool); return v }

func (o object) list(key string) []any { v, _ := o.values[key].([]any); return v }

// texts is a list of strings, or a single one.
func (o object) texts(key string) (list []string) {
	if s, ok := o.values[key].(string); ok {
		return []string{s}
	}
	for _, v := range o.list(key) {
		list = append(list, v.(string))
	}
	return list
}

// namespace is an xmlNamespace: a string, or uri and prefix.
func (o object) namespace() (uri, prefix string) {
	if uri := o.text("xmlNamespace"); uri != "" {
		return uri, ""
	}
	n := o.object("xmlNamespace")
	return n.text("uri"), n.text("prefix")
}
