package codecs

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

const newBuffers = "tucuxi, new buffers"

// Suite is all cases.
func Suite() (measure.Suite, error) {
	s := measure.Suite{
		Name:  "codecs",
		About: "The protocols alone: params to a request, a response to an output that is checked and can be read.",
	}
	for _, c := range encodings() {
		op, err := operation(c.service, c.operation)
		if err != nil {
			return s, err
		}
		params, e, r := wire.ValueOf(c.params), new(wire.Encoder), new(wire.Request)
		s.Cases = append(s.Cases,
			measure.Case{Thing: "encode " + c.name, Peer: measure.Ours, Run: func() error { return encode(c.service, e, r, op, params) }},
			measure.Case{Thing: "encode " + c.name, Peer: newBuffers, Run: func() error {
				return encode(c.service, new(wire.Encoder), new(wire.Request), op, params)
			}})
	}
	for _, c := range decodings() {
		op, err := operation(c.service, c.operation)
		if err != nil {
			return s, err
		}
		d, r := new(wire.Document), &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: []byte(c.body)}
		thing := "decode " + c.name
		s.Cases = append(s.Cases,
			measure.Case{Thing: thing, Peer: measure.Ours, Run: func() error { return decode(c.service, d, r, op) }},
			measure.Case{Thing: thing, Peer: newBuffers, Run: func() error { return decode(c.service, new(wire.Document), r, op) }})
		switch c.format {
		case "json":
			s.Cases = append(s.Cases, measure.Case{Thing: thing, Peer: "encoding/json", Run: func() error {
				var v map[string]any
				return json.Unmarshal(r.Body, &v)
			}})
		case "xml":
			s.Cases = append(s.Cases, measure.Case{Thing: thing, Peer: "encoding/xml", Run: func() error { return tokens(c.body) }})
		}
	}
	return s, nil
}

// operation is an operation of a service's model.
func operation(s lite.Service, name string) (models.Operation, error) {
	m, err := models.Open(*s.Model)
	if err != nil {
		return models.Operation{}, err
	}
	op, ok := m.OperationNamed(name)
	if !ok {
		err = fmt.Errorf("%s has no operation %s", m.ServiceID(), name)
	}
	return op, err
}

func encode(s lite.Service, e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) error {
	e.Reset()
	r.Reset()
	s.Protocol.EncodeRequest(e, r, op, params)
	return e.Err(op)
}

func decode(s lite.Service, d *wire.Document, r *wire.Response, op models.Operation) error {
	d.Reset()
	if err := s.Protocol.DecodeResponse(d, r, op); err != nil {
		return err
	}
	if d.Node().Len() == 0 {
		return fmt.Errorf("%s: nothing is read", op.Name())
	}
	return nil
}

// tokens passes over a document.
func tokens(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.RawToken(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
