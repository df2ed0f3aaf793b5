package xmldoc

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// This file reads bodies in the plainest way: a tree by encoding/xml, then the
// tree by the shape, as the Go values that wire.Node.Any gives.

type element struct {
	name     string
	attrs    []xml.Attr
	text     string
	children []*element
}

func parse(body []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
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
			e := &element{name: token.Name.Local, attrs: append([]xml.Attr{}, token.Attr...)}
			top.children = append(top.children, e)
			open = append(open, e)
			if len(open) > 129 || len(root.children) > 1 {
				return nil, errors.New("too deep, or a second root")
			}
		case xml.EndElement:
			if len(open) == 1 || top.name != token.Name.Local {
				return nil, errors.New("mismatch")
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) == 1 && strings.Trim(string(token), " \t\r\n") != "" {
				return nil, errors.New("text outside the root")
			}
			top.text += string(token)
		}
	}
	if len(open) != 1 || len(root.children) != 1 {
		return nil, errors.New("no root")
	}
	return root.children[0], nil
}

func slowValue(e *element, shape models.Shape) (any, error) {
	switch shape.Kind() {
	case models.Structure:
		return slowStructure(e, shape)
	case models.List:
		name := shape.MemberName()
		if name == "" {
			name = "member"
		}
		return slowList(e.children, name, shape)
	case models.Map:
		return slowMap(e.children, "entry", shape)
	}
	return slowLeaf(e.text, shape)
}

func slowStructure(e *element, shape models.Shape) (any, error) {
	m := wire.Map{}
	var err error
	for i := range shape.NumMembers() {
		member := shape.Member(i)
		if !inBody(member) || member.Name() == "Event" { // whose elements are those of Events
			continue
		}
		var v any
		switch target := member.Shape(); {
		case member.Flattened() && (target.Kind() == models.List || target.Kind() == models.Map):
			names := member.WireName()
			if member.LocationName() == "" && target.MemberName() != "" {
				names += " " + target.MemberName()
			}
			list := named(e.children, names)
			if len(list) == 0 {
				continue
			}
			if target.Kind() == models.Map {
				v, err = slowMap(list, names, target)
			} else {
				v, err = slowList(list, names, target)
			}
		default:
			list := named(e.children, member.WireName()+" "+target.LocationName())
			for _, a := range e.attrs {
				if member.XMLAttribute() && a.Name.Space != "xmlns" && (a.Name.Space == "") == !strings.Contains(member.WireName(), ":") &&
					a.Name.Local == member.WireName()[strings.Index(member.WireName(), ":")+1:] {
					list = append([]*element{{text: a.Value}}, list...)
					break
				}
			}
			for k, child := range list { // all are checked, the first counts
				var got any
				if got, err = slowValue(child, target); err != nil {
					return nil, err
				}
				if k == 0 {
					v = got
				}
			}
		}
		if err != nil {
			return nil, err
		}
		if v != nil {
			m[member.Name()] = v
		}
	}
	return m, nil
}

// named is the elements that have one of the names.
func named(list []*element, names string) (found []*element) {
	for _, e := range list {
		for name := range strings.FieldsSeq(names) {
			if e.name == name {
				found = append(found, e)
				break
			}
		}
	}
	return found
}

func slowList(children []*element, names string, shape models.Shape) (any, error) {
	list := wire.List{}
	for _, e := range named(children, names) {
		v, err := slowValue(e, shape.Elem())
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

func slowMap(children []*element, names string, shape models.Shape) (any, error) {
	m := wire.Map{}
	keyName, valueName := "key", "value"
	if shape.KeyName() != "" {
		keyName = shape.KeyName()
	}
	if shape.ValueName() != "" {
		valueName = shape.ValueName()
	}
	for _, e := range named(children, names) {
		keys, values := named(e.children, keyName), named(e.children, valueName)
		var v any
		if len(values) > 0 {
			var err error
			if v, err = slowValue(values[0], shape.Elem()); err != nil {
				return nil, err
			}
		}
		if len(keys) > 0 && v != nil {
			m[keys[0].text] = v
		}
	}
	return m, nil
}

func slowLeaf(text string, shape models.Shape) (any, error) {
	kind := shape.Kind()
	if kind == models.String {
		return text, nil
	}
	text = strings.Trim(text, " \t\r\n")
	if kind == models.Blob {
		text = strings.NewReplacer(" ", "", "\t", "").Replace(text)
		return base64.StdEncoding.DecodeString(text)
	}
	if text == "" {
		return nil, nil
	}
	switch kind {
	case models.Integer, models.Long:
		return strconv.ParseInt(text, 10, 64)
	case models.Boolean:
		return strconv.ParseBool(text)
	case models.Float, models.Double:
		f, err := wire.ParseFloat(text)
		if kind == models.Float && math.Abs(f) > math.MaxFloat32 && !math.IsInf(f, 0) {
			return nil, errors.New("range")
		}
		return f, err
	case models.Timestamp:
		t, err := wire.ParseTimestamp(text, shape.TimestampFormat())
		return t, err
	}
	return nil, errors.New("kind")
}
