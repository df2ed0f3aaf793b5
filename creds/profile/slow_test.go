package profile

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// slowParse is parse with regular expressions: profile, sso-session or services,
// then name, then key, then value. ok is false for a text that is refused.
func slowParse(k kind, text string) (all map[string]map[string]map[string]string, ok bool) {
	all = map[string]map[string]map[string]string{"profile": {}, "sso-session": {}, "services": {}}
	var (
		empty    = regexp.MustCompile(`^[ \t]*([#;].*)?$`)
		header   = regexp.MustCompile(`^\[[ \t]*([^\]]*?)[ \t]*\][ \t]*([#;].*)?$`)
		typed    = regexp.MustCompile(`^(profile|sso-session|services)(?:[ \t]+([-/.%@_:+A-Za-z0-9]+)|[ \t]*"([^"'\x00-\x1f\x7f]+)"|[ \t]*'([^"'\x00-\x1f\x7f]+)')$`)
		plain    = regexp.MustCompile(`^(?:([-/.%@_:+A-Za-z0-9]+)|"([^"'\x00-\x1f\x7f]+)"|'([^"'\x00-\x1f\x7f]+)')$`)
		comment  = regexp.MustCompile(`[ \t][#;].*$`)
		setting  = regexp.MustCompile(`^[ \t]*([^=]*[^= \t])[ \t]*=[ \t]*(.*?)[ \t]*$`)
		validKey = regexp.MustCompile(`^[-/.%@_:+A-Za-z0-9]+$`)
	)
	text = strings.TrimPrefix(text, "\ufeff")
	var into map[string]string
	var key string
	var block, inKey, defaultPrefixed bool
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if !utf8.ValidString(line) {
			return nil, false
		}
		switch {
		case empty.MatchString(line):
		case line[0] == '[':
			m := header.FindStringSubmatch(line)
			if m == nil {
				return nil, false
			}
			inKey, into = false, map[string]string{}
			section, name := "", ""
			if k == credentialsFile {
				if n := plain.FindStringSubmatch(m[1]); n != nil {
					section, name = "profile", n[1]+n[2]+n[3]
				}
			} else if m[1] == "default" {
				if !defaultPrefixed {
					section, name = "profile", "default"
				}
			} else if n := typed.FindStringSubmatch(m[1]); n != nil {
				section, name = n[1], n[2]+n[3]+n[4]
				if section == "profile" && name == "default" && !defaultPrefixed {
					defaultPrefixed = true
					delete(all["profile"], "default")
				}
			}
			if section != "" {
				if all[section][name] == nil {
					all[section][name] = map[string]string{}
				}
				into = all[section][name]
			}
		case into == nil:
			return nil, false
		case line[0] == ' ' || line[0] == '\t':
			line = strings.Trim(line, " \t")
			if !inKey || block && !setting.MatchString(line) {
				return nil, false
			}
			if validKey.MatchString(key) {
				into[key] += "\n" + line
			}
		default:
			m := setting.FindStringSubmatch(comment.ReplaceAllString(line, ""))
			if m == nil {
				return nil, false
			}
			key, inKey, block = strings.ToLower(m[1]), true, m[2] == ""
			if validKey.MatchString(key) {
				into[key] = m[2]
			}
		}
	}
	return all, true
}

// slowRoles is Config.Roles by recursion: the ARNs in the order in which they are
// assumed, and the base.
func slowRoles(c *Config, name string, above []string) (arns []string, base string, ok bool) {
	s, _ := c.Profile(name)
	keys := s.Get("aws_access_key_id") + s.Get("aws_secret_access_key")
	arn, from, source := s.Get("role_arn"), s.Get("source_profile"), s.Get("credential_source")
	if arn == "" || s.Get("web_identity_token_file") != "" || len(above) > 0 && keys != "" {
		return nil, name, true
	}
	if (from == "") == (source == "") || len(above) == maxRoles {
		return nil, "", false
	}
	if source != "" {
		return []string{arn}, source, strings.Contains("|Environment|Ec2InstanceMetadata|EcsContainer|", "|"+source+"|") && !strings.Contains(source, "|")
	}
	if _, exists := c.Profile(from); !exists {
		return nil, "", false
	}
	if from == name && keys != "" {
		return []string{arn}, name, true
	}
	for _, n := range append(above, name) {
		if n == from {
			return nil, "", false
		}
	}
	arns, base, ok = slowRoles(c, from, append(above, name))
	return append(arns, arn), base, ok
}
