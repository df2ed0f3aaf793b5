package profile

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
)

// MaxFile is how large a file may be, in bytes.
const MaxFile = 16 << 20

// Files says where the two files are and which profile is meant. The zero value
// asks the environment:
//
//	AWS_CONFIG_FILE              default: ~/.aws/config
//	AWS_SHARED_CREDENTIALS_FILE  default: ~/.aws/credentials
//	AWS_PROFILE                  default: AWS_DEFAULT_PROFILE, then "default"
//
// In the paths, ~ at the head is the home folder and $NAME a variable.
type Files struct {
	Profile  string                            // the profile, chosen in code; beats the variables
	Getenv   func(name string) string          // default: os.Getenv
	ReadFile func(name string) ([]byte, error) // default: os.Open, at most MaxFile bytes
}

// Config is what the two files say. It does not change; Load again to see what
// others wrote since.
type Config struct {
	config, credentials         file
	configPath, credentialsPath string
	profile                     string
	chosen                      choice
}

// choice is who chose the profile.
type choice byte

const (
	byNobody choice = iota
	byVariable
	byCode
)

// Load reads both files. One that does not exist is empty.
func (f Files) Load() (*Config, error) {
	get := environ.Lookup(f.Getenv)
	c := &Config{profile: f.Profile, chosen: byCode}
	if c.profile == "" {
		c.profile, c.chosen = get.Value("AWS_PROFILE"), byVariable
	}
	if c.profile == "" {
		c.profile = get.Value("AWS_DEFAULT_PROFILE")
	}
	if c.profile == "" {
		c.profile, c.chosen = "default", byNobody
	}
	c.configPath, c.credentialsPath = locate(get, separator())
	var err error
	if c.config, err = f.read(c.configPath, configFile); err != nil {
		return nil, err
	}
	if c.credentials, err = f.read(c.credentialsPath, credentialsFile); err != nil {
		return nil, err
	}
	return c, nil
}

// read reads one file. No path is no file.
func (f Files) read(path string, k kind) (file, error) {
	if path == "" {
		return file{}, nil
	}
	open := f.ReadFile
	if open == nil {
		open = readFile
	}
	b, err := open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return file{}, nil
	case err != nil:
		return file{}, &creds.Error{Source: "profile", Reason: "a shared file cannot be read", Err: err}
	case len(b) > MaxFile:
		return file{}, &creds.Error{Source: "profile", Reason: path + " is larger than 16 MiB"}
	}
	return parse(path, k, string(b))
}

// readFile reads no more than one byte over MaxFile.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxFile+1))
}

// Name is the name of the profile that is meant.
func (c *Config) Name() string { return c.profile }

// InCode reports whether the profile was chosen in code, and not by a variable
// or nobody. Sources that read variables stand back then.
func (c *Config) InCode() bool { return c.chosen == byCode }

// Selected is the profile that is meant. It may be missing only if nobody asked
// for it; then it is empty.
func (c *Config) Selected() (Section, error) {
	s, ok := c.Profile(c.profile)
	if !ok && c.chosen != byNobody {
		reason := "the profile " + quote(c.profile) + " is in neither of "
		return Section{}, &creds.Error{Source: "profile", Reason: reason + shown(c.configPath) + " and " + shown(c.credentialsPath)}
	}
	return s, nil
}

func shown(path string) string {
	if path == "" {
		return "(no home folder)"
	}
	return path
}

// Profile finds a profile by its name; false if neither file has it.
func (c *Config) Profile(name string) (Section, bool) {
	s := Section{name: name, config: c.config.profiles[name], credentials: c.credentials.profiles[name]}
	return s, s.config != nil || s.credentials != nil
}

// SSOSession finds the section [sso-session NAME].
func (c *Config) SSOSession(name string) (Section, bool) {
	s := Section{name: name, config: c.config.sessions[name]}
	return s, s.config != nil
}

// Services finds the section [services NAME].
func (c *Config) Services(name string) (Section, bool) {
	s := Section{name: name, config: c.config.services[name]}
	return s, s.config != nil
}

// Profiles are the names of all profiles, sorted.
func (c *Config) Profiles() []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(c.config.profiles)), maps.Keys(c.credentials.profiles))
	slices.Sort(names)
	return slices.Compact(names)
}

// quote is a name in quotes, as one line of visible characters.
func quote(name string) string {
	b := append(make([]byte, 0, len(name)+2), '"')
	for _, r := range name {
		if r < ' ' || r == 0x7f {
			r = '?'
		}
		b = append(b, string(r)...)
	}
	return string(append(b, '"'))
}

// Endpoint is the endpoint_url that the profile s has for a service: in the
// services section that it names, else its own, else "". service is the model's
// serviceId, such as "DynamoDB Streams". A services section that does not exist
// is an error. Where ignore_configured_endpoint_urls is true there is none.
func (c *Config) Endpoint(s Section, service string) (string, error) {
	if s.On("ignore_configured_endpoint_urls") {
		return "", nil
	}
	return c.ConfiguredEndpoint(s, service)
}

// ConfiguredEndpoint is Endpoint for callers that look at
// ignore_configured_endpoint_urls themselves, because a variable may beat it.
func (c *Config) ConfiguredEndpoint(s Section, service string) (string, error) {
	if name := s.Get("services"); name != "" {
		services, ok := c.Services(name)
		if !ok {
			return "", &creds.Error{Source: "profile",
				Reason: "the profile " + quote(s.name) + " names the services section " + quote(name) + ", which does not exist"}
		}
		key := strings.Map(func(r rune) rune {
			if r == ' ' || r == '-' {
				return '_'
			}
			return r
		}, strings.ToLower(service))
		if url, _ := services.Nested(key, "endpoint_url"); url != "" {
			return url, nil
		}
	}
	return s.Get("endpoint_url"), nil
}
