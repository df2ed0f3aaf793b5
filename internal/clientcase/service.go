package clientcase

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/tucuxi-go/tucuxi/internal/protocols"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/models/prune/extras"
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

// whole adds the shapes that a model refers to and lacks, as strings, and takes
// out members that are required and missing: models of tests name some that
// nobody looks at, which the compiler refuses.
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
			if members, ok := x["members"].(map[string]any); ok {
				missing = dropMissing(x, members) || missing
			}
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

// dropMissing takes what is no member out of a structure's required.
func dropMissing(shape, members map[string]any) (dropped bool) {
	list, _ := shape["required"].([]any)
	kept := slices.DeleteFunc(slices.Clone(list), func(name any) bool { return members[fmt.Sprint(name)] == nil })
	if len(kept) < len(list) {
		shape["required"] = kept
	}
	return len(kept) < len(list)
}

func serviceOf(bin string) (lite.Service, error) {
	m, err := models.Open(bin)
	if err != nil {
		return lite.Service{}, err
	}
	p := protocols.Of(m.Protocol())
	if p == nil {
		return lite.Service{}, fmt.Errorf("%s: no protocol", m.ServiceName())
	}
	x, err := extra(extras.Name(&m))
	if err != nil {
		return lite.Service{}, err
	}
	s := lite.Service{Model: &bin, Protocol: p, Extra: x, Checksums: &lite.HTTPChecksums, Streams: &lite.HTTPStreams, Queries: lite.HTTPQueries}
	if x == nil && discovers(&m) {
		s = lite.WithDiscovery(s)
	}
	return s, nil
}

// discovers reports a service with endpoint discovery.
func discovers(m *models.Model) bool {
	for i := range m.NumOperations() {
		if m.Operation(i).Is(models.OpDiscovery) {
			return true
		}
	}
	return false
}

// extra is the Extra of that name, which the service's package has; nil for "".
func extra(name string) (func(*lite.Client) lite.Extra, error) {
	switch name {
	case "":
		return nil, nil
	case "APIGatewayExtra":
		return lite.APIGatewayExtra, nil
	case "AutoScalingExtra":
		return lite.AutoScalingExtra, nil
	case "CloudSearchDomainExtra":
		return lite.CloudSearchDomainExtra, nil
	case "CopyExtra":
		return lite.CopyExtra, nil
	case "DiscoveryExtra":
		return lite.DiscoveryExtra, nil
	case "EC2Extra":
		return lite.EC2Extra, nil
	case "GlacierExtra":
		return lite.GlacierExtra, nil
	case "GzipExtra":
		return lite.GzipExtra, nil
	case "IAMExtra":
		return lite.IAMExtra, nil
	case "MachineLearningExtra":
		return lite.MachineLearningExtra, nil
	case "PollyExtra":
		return lite.PollyExtra, nil
	case "Route53Extra":
		return lite.Route53Extra, nil
	case "S3Extra":
		return lite.S3Extra, nil
	case "S3ControlExtra":
		return lite.S3ControlExtra, nil
	case "SQSExtra":
		return lite.SQSExtra, nil
	case "SSOOIDCExtra":
		return lite.SSOOIDCExtra, nil
	}
	return nil, fmt.Errorf("lite has no %s", name)
}
