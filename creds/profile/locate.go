package profile

import (
	"os"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
)

// separator is what stands between folders in a path.
func separator() string { return string(os.PathSeparator) }

// locate finds the paths of the config and the credentials file; "" where there
// is no home folder. On Windows, sep is a backslash.
//
// Source: AWS SDKs and Tools Reference Guide, "Finding and changing the location
// of the shared config and credentials files".
func locate(get environ.Lookup, sep string) (config, credentials string) {
	return locateOne(get, sep, "AWS_CONFIG_FILE", "config"), locateOne(get, sep, "AWS_SHARED_CREDENTIALS_FILE", "credentials")
}

func locateOne(get environ.Lookup, sep, variable, name string) string {
	home := homeFolder(get, sep)
	path := get.Value(variable)
	if path == "" {
		if home == "" {
			return ""
		}
		return strings.TrimSuffix(home, sep) + sep + ".aws" + sep + name
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok && home != "" && (rest == "" || rest[0] == '/' || rest[:1] == sep) {
		path = strings.TrimSuffix(home, sep) + rest
	}
	if strings.IndexByte(path, '$') < 0 {
		return path
	}
	return os.Expand(path, func(name string) string {
		if value := get.Value(name); value != "" {
			return value
		}
		return "${" + name + "}"
	})
}

// Home is the user's home folder, "" if there is none, as AWS's SDKs find it:
// HOME, and on Windows USERPROFILE or HOMEDRIVE and HOMEPATH besides.
func Home(getenv func(name string) string) string { return homeFolder(getenv, separator()) }

func homeFolder(get environ.Lookup, sep string) string {
	home := get.Value("HOME")
	if sep != `\` {
		return home
	}
	if home == "" {
		home = get.Value("USERPROFILE")
	}
	if home == "" && get.Value("HOMEPATH") != "" {
		home = get.Value("HOMEDRIVE") + get.Value("HOMEPATH")
	}
	return home
}
