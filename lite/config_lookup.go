package lite

import (
	"errors"
	"os"

	"github.com/tucuxi-go/tucuxi/wire"
)

// Settings looks up what a profile of the shared config files says: the value of
// a key in a block, such as "addressing_style" in "s3", or of a key of the
// profile itself, whose block is ""; "" if it is not set. endpoint_url is that of
// the service for which the profile was opened.
type Settings func(block, key string) string

// look is a setting that the Config leaves open: the first of the variables that
// is not empty, else what the profile says.
//
// Source: AWS SDKs and Tools Reference Guide, "Precedence of settings".
func (s *settings) look(block, key string, variables ...string) string {
	for _, name := range variables {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	if s.shared == nil {
		return ""
	}
	return s.shared(block, key)
}

// fill sets an empty value to the setting.
func (s *settings) fill(value *string, key string, variables ...string) {
	if *value == "" {
		*value = s.look("", key, variables...)
	}
}

// flag is a switch, else by its setting: On is the word true, in any case, Off
// every other.
func (s *settings) flag(given Switch, block, key string, variables ...string) Switch {
	if given != Default {
		return given
	}
	switch value := s.look(block, key, variables...); {
	case value == "":
		return Default
	case wire.EqualFold(value, "true"):
		return On
	}
	return Off
}

// choice is a switch, else by the two words of its setting, in any case. Another
// word is an error, but the third, if there is one, which leaves it open.
func (s *settings) choice(given Switch, block, key, variable, on, off, open string) Switch {
	if given != Default {
		return given
	}
	switch value := s.look(block, key, variable); {
	case value == "":
	case wire.EqualFold(value, on):
		return On
	case wire.EqualFold(value, off):
		return Off
	case open == "" || !wire.EqualFold(value, open):
		want := on + " or " + off
		if open != "" {
			want += " or " + open
		}
		s.fail(key, variable, want)
	}
	return Default
}

// not turns a switch around.
func (s Switch) not() Switch {
	switch s {
	case On:
		return Off
	case Off:
		return On
	}
	return Default
}

// fail keeps the first error, which every call then gives.
func (s *settings) fail(key, variable, want string) {
	if s.err == nil {
		name := key + " of the profile"
		if variable != "" {
			name = variable + ", or " + name + ","
		}
		s.err = errors.New(name + " is not " + want)
	}
}
