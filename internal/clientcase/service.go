package clientcase

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/ec2query"
	"github.com/tucuxi-go/tucuxi/wire/query"
	"github.com/tucuxi-go/tucuxi/wire/restjson"
	"github.com/tucuxi-go/tucuxi/wire/restxml"
	"github.com/tucuxi-go/tucuxi/wire/rpcv2cbor"
)

// library finds the embedded models by client name, as "lex-runtime".
var library = sync.OnceValue(func() map[string]string {
	bins := map[string]string{}
	files, _ := fs.Glob(embed.FS, "*/model.bin")
	for _, name := range files {
		b, err := fs.ReadFile(embed.FS, name)
		if err != nil {
			continue
		}
		bin := string(b)
		if m, err := models.Open(bin); err == nil {
			bins[m.ServiceName()] = bin
		}
	}
	return bins
})

// Service is an embedded service by its client name, with its protocol and the
// extra that its package names.
func Service(name string) (lite.Service, error) {
	bin, ok := library()[name]
	if !ok {
		return lite.Service{}, fmt.Errorf("no service is called %q", name)
	}
	return serviceOf(bin)
}

// Operation is the constant of an operation of a service.
func Operation(s lite.Service, name string) (lite.Operation, error) {
	m, err := models.Open(*s.Model)
	if err != nil {
		return 0, err
	}
	op, ok := m.OperationNamed(name)
	if !ok {
		return 0, fmt.Errorf("%s has no operation %s", m.ServiceName(), name)
	}
	return lite.Operation(uint32(m.Tag())<<16 | uint32(op.Index())), nil
}

// modelService is a service whose model lies beside the cases.
func modelService(dir, name, model, ruleset string) (lite.Service, error) {
	src := compile.Source{Name: name, Release: "conformance corpus"}
	b, err := os.ReadFile(filepath.Join(dir, model))
	if err != nil {
		return lite.Service{}, err
	}
	if src.Service, err = whole(b); err != nil {
		return lite.Service{}, err
	}
	var meta struct {
		Metadata struct {
			APIVersion string `json:"apiVersion"`
		}
	}
	if err := json.Unmarshal(b, &meta); err != nil {
		return lite.Service{}, err
	}
	src.Version = meta.Metadata.APIVersion
	if ruleset != "" {
		if src.Rules, err = os.ReadFile(filepath.Join(dir, ruleset)); err != nil {
			return lite.Service{}, err
		}
	}
	s, err := compile.Read(src)
	if err != nil {
		return lite.Service{}, err
	}
	bin, err := s.Pack()
	if err != nil {
		return lite.Service{}, err
	}
	return serviceOf(string(bin))
}

// whole adds the shapes that a model refers to and lacks, as strings: models of
// tests name some that nobody looks at, which the compiler refuses.
func whole(model []byte) ([]byte, error) {
	var m map[string]any
	if err := json.Unmarshal(model, &m); err != nil {
		return nil, err
	}
	shapes, _ := m["shapes"].(map[string]any)
	if shapes == nil {
		return model, nil
	}
	missing := false
	var look func(v any)
	look = func(v any) {
		switch x := v.(type) {
		case map[string]any:
			if name, ok := x["shape"].(string); ok && shapes[name] == nil {
				shapes[name], missing = map[string]any{"type": "string"}, true
			}
			for _, e := range x {
				look(e)
			}
		case []any:
			for _, e := range x {
				look(e)
			}
		}
	}
	look(m["operations"])
	look(m["shapes"])
	if !missing {
		return model, nil // with the order of its members
	}
	return json.Marshal(m)
}

func serviceOf(bin string) (lite.Service, error) {
	m, err := models.Open(bin)
	if err != nil {
		return lite.Service{}, err
	}
	p := protocol(m.Protocol())
	if p == nil {
		return lite.Service{}, fmt.Errorf("%s: no protocol", m.ServiceName())
	}
	return lite.Service{Model: &bin, Protocol: p, Extra: extra(&m)}, nil
}

func protocol(p models.Protocol) wire.Protocol {
	switch p {
	case models.JSON:
		return awsjson.Protocol{}
	case models.RestJSON:
		return restjson.Protocol{}
	case models.RestXML:
		return restxml.Protocol{}
	case models.CBOR:
		return rpcv2cbor.Protocol{}
	case models.Query:
		return query.Protocol{}
	case models.EC2:
		return ec2query.Protocol{}
	}
	return nil
}

// extra is what the generator of models/prune gives to the service's package.
func extra(m *models.Model) lite.Extra {
	switch m.ServiceID() {
	case "S3":
		return lite.S3Extra{}
	case "S3 Control":
		return lite.S3ControlExtra{}
	}
	for i := range m.NumOperations() {
		if m.Operation(i).Is(models.OpDiscovery | models.OpDiscoveryRequired) {
			return lite.DiscoveryExtra{}
		}
	}
	return nil
}
