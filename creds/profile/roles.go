package profile

import (
	"slices"
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
)

// maxRoles is how many roles may be assumed one after the other.
const maxRoles = 64

// Role is a role that a profile has assumed.
type Role struct {
	Profile     string        // the profile that names the role
	ARN         string        // role_arn
	SessionName string        // role_session_name; empty: the source makes one
	ExternalID  string        // external_id
	MFASerial   string        // mfa_serial
	Duration    time.Duration // duration_seconds; 0: the service's default
}

// Base is where the credentials come from that the first role is assumed with.
// One of both is set.
type Base struct {
	Profile Section // a profile with keys, a web identity, SSO, a login session or a process
	Source  string  // credential_source: Environment, Ec2InstanceMetadata or EcsContainer
}

// Roles are the roles that lead to the profile, in the order in which they are
// assumed, and the base that they begin with. A profile without role_arn, or
// with a web identity, has none: it is its own base.
//
// A role has either source_profile or credential_source. Source profiles form no
// circle, but a profile that has keys may name itself, and one with keys ends
// the way even if it has a role.
//
// Source: AWS SDKs and Tools Reference Guide, "Assume role credential provider".
func (c *Config) Roles(name string) ([]Role, Base, error) {
	var roles []Role // the last to be assumed first
	seen := []string{name}
	s, ok := c.Profile(name)
	if !ok {
		return nil, Base{Profile: s}, nil
	}
	for s.Get("role_arn") != "" && s.Get("web_identity_token_file") == "" {
		if len(roles) == maxRoles {
			return nil, Base{}, roleError(s, "is one role too many: more than 64 would be assumed")
		}
		roles = append(roles, role(s))
		from, source := s.Get("source_profile"), s.Get("credential_source")
		switch {
		case from != "" && source != "":
			return nil, Base{}, roleError(s, "has both source_profile and credential_source")
		case from == "" && source == "":
			return nil, Base{}, roleError(s, "has role_arn, but neither source_profile nor credential_source")
		case source == "Environment" || source == "Ec2InstanceMetadata" || source == "EcsContainer":
			slices.Reverse(roles)
			return roles, Base{Source: source}, nil
		case source != "":
			return nil, Base{}, roleError(s, "has the credential_source "+quote(source)+
				", which is none of Environment, Ec2InstanceMetadata, EcsContainer")
		}
		next, ok := c.Profile(from)
		if !ok {
			return nil, Base{}, roleError(s, "has the source_profile "+quote(from)+", which does not exist")
		}
		if slices.Contains(seen, from) && (from != s.name || !next.hasKeys()) {
			return nil, Base{}, roleError(s, "has the source_profile "+quote(from)+", which closes a circle: "+shownNames(append(seen, from)))
		}
		s, seen = next, append(seen, from)
		if s.hasKeys() {
			break
		}
	}
	slices.Reverse(roles)
	return roles, Base{Profile: s}, nil
}

// role reads a profile that has role_arn. A duration that is no number is
// ignored, as in botocore.
func role(s Section) Role {
	r := Role{
		Profile: s.name, ARN: s.Get("role_arn"), SessionName: s.Get("role_session_name"),
		ExternalID: s.Get("external_id"), MFASerial: s.Get("mfa_serial"),
	}
	if n, err := strconv.ParseUint(s.Get("duration_seconds"), 10, 31); err == nil {
		r.Duration = time.Duration(n) * time.Second
	}
	return r
}

func roleError(s Section, problem string) error {
	return &creds.Error{Source: "assume-role", Reason: "the profile " + quote(s.name) + " " + problem}
}

// shownNames are names in quotes, with commas.
func shownNames(names []string) string {
	text := ""
	for i, name := range names {
		if i > 0 {
			text += ", "
		}
		text += quote(name)
	}
	return text
}
