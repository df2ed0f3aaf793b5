package process

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

const (
	defaultTimeout = time.Minute
	// linger is how long pipes may stay open that the program left to others.
	linger = time.Second
)

// Source runs a program for each Retrieve.
type Source struct {
	Command   string           // the program and its arguments, split as in a shell; empty: not configured
	AccountID string           // the account, if the program prints none
	Timeout   time.Duration    // for one run; default: a minute, but a cache gives up sooner unless its Timeout is longer
	Now       func() time.Time // default: time.Now
}

// Retrieve runs the program and reads what it prints.
func (s Source) Retrieve(ctx context.Context) (creds.Credentials, error) {
	if strings.TrimSpace(s.Command) == "" {
		return creds.Credentials{}, &creds.NotConfigured{Source: "process", Reason: "there is no credential_process"}
	}
	split := splitPOSIX
	if runtime.GOOS == "windows" {
		split = splitWindows
	}
	words, err := split(s.Command)
	if err != nil {
		return creds.Credentials{}, &creds.Error{Source: "process", Reason: "credential_process cannot be split into words", Err: err}
	}
	out, err := s.run(ctx, words)
	if err != nil {
		return creds.Credentials{}, err
	}
	c, err := read(words[0], out)
	if err != nil {
		return creds.Credentials{}, err
	}
	if c.AccountID == "" {
		c.AccountID = s.AccountID
	}
	now := time.Now
	if s.Now != nil {
		now = s.Now
	}
	if err := c.Check(now()); err != nil {
		return creds.Credentials{}, err
	}
	return c, nil
}

// run runs the program and returns what it printed.
func (s Source) run(ctx context.Context, words []string) ([]byte, error) {
	limit := s.Timeout
	if limit <= 0 {
		limit = defaultTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	out, problem := head{limit: creds.MaxAnswer + 1}, head{limit: 1024}
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &problem, linger
	err := cmd.Run()
	name := shortName(words[0])
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, &creds.Error{Source: "process", Reason: name + " did not end in time", Err: ctx.Err()}
	case errors.As(err, &exit):
		reason := " was killed"
		if code := exit.ExitCode(); code >= 0 {
			reason = " failed with exit status " + strconv.Itoa(code)
		}
		line, _, _ := strings.Cut(strings.TrimSpace(string(problem.b)), "\n")
		return nil, &creds.Error{Source: "process", Reason: name + reason,
			Message: redact.Line(strings.TrimSuffix(line, "\r"), append(secrets(out.b), words[1:]...))}
	case errors.Is(err, exec.ErrWaitDelay):
		// It ended well, and left its output open to a process that lives on.
	case err != nil:
		return nil, &creds.Error{Source: "process", Reason: name + " cannot be run", Err: withoutArguments(err)}
	}
	if len(out.b) > creds.MaxAnswer {
		return nil, &creds.Error{Source: "process", Reason: name + " prints more than 64 KiB"}
	}
	return out.b, nil
}

// withoutArguments is the cause of an error to start a program: the text of the
// whole shows the path, which is shown already.
func withoutArguments(err error) error {
	if e, ok := errors.AsType[*exec.Error](err); ok {
		return e.Err
	}
	return err
}

// shortName is the program's name for errors.
func shortName(path string) string { return redact.Line(filepath.Base(path), nil) }

// head keeps the first bytes that are written to it.
type head struct {
	b     []byte
	limit int
}

func (h *head) Write(p []byte) (int, error) {
	h.b = append(h.b, p[:min(len(p), h.limit-len(h.b))]...)
	return len(p), nil
}

// read reads what the program printed.
func read(path string, out []byte) (creds.Credentials, error) {
	c := creds.Credentials{Source: "process", Features: "w"}
	version, secret, token, expiration := "", "", "", ""
	err := object.Members(out, func(name string, value []byte) {
		text, _ := object.Text(value)
		switch name {
		case "Version":
			version = string(value)
		case "AccessKeyId":
			c.AccessKeyID = text
		case "SecretAccessKey":
			secret = text
		case "SessionToken":
			token = text
		case "Expiration":
			expiration = text
		case "AccountId":
			c.AccountID = text
		}
	})
	problem := ""
	switch {
	case err != nil:
		problem = " prints no JSON object"
	case version == "":
		problem = " prints no Version"
	case version != "1":
		problem = " prints a Version that is not 1"
	case c.AccessKeyID == "" || secret == "":
		problem = " prints no AccessKeyId or no SecretAccessKey"
	}
	if problem == "" && expiration != "" {
		var ok bool
		if c.Expires, ok = object.Time(expiration); !ok {
			problem = " prints an Expiration that is not a time of RFC 3339"
		}
	}
	if problem != "" {
		return creds.Credentials{}, &creds.Error{Source: "process", Reason: shortName(path) + problem}
	}
	c.SecretAccessKey, c.SessionToken = creds.NewSecret(secret), creds.NewSecret(token)
	return c, nil
}

// secrets are the strings that errors must not show of what a program printed.
func secrets(out []byte) []string {
	var found []string
	object.Strings(out, func(name, value string) {
		if name == "SecretAccessKey" || name == "SessionToken" {
			found = append(found, value)
		}
	})
	return found
}
