package sts

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/embed/sts"
	"github.com/tucuxi-go/tucuxi/creds/internal/failure"
	"github.com/tucuxi-go/tucuxi/lite"
)

// AssumeRole is the credentials of a role, for those of Client.
type AssumeRole struct {
	Client      lite.Config   // how STS is called, and with which credentials
	RoleARN     string        // required
	SessionName string        // what the session is called in logs; default: "tucuxi-session-" and the time
	ExternalID  string        // what the role's owner wants to hear
	Duration    time.Duration // whole seconds; default: the service's, an hour

	// MFASerial is the serial number or ARN of the device that the role wants a
	// code of. MFA is asked for the code, each time.
	MFASerial string
	MFA       func(ctx context.Context, serial string) (code string, err error)

	Now func() time.Time // default: time.Now
}

// Retrieve calls AssumeRole.
func (r AssumeRole) Retrieve(ctx context.Context) (creds.Credentials, error) {
	const source = "assume-role"
	if r.RoleARN == "" {
		return creds.Credentials{}, &creds.NotConfigured{Source: source, Reason: "there is no role"}
	}
	params := parameters(r.RoleARN, r.SessionName, r.Duration, r.Now)
	if r.ExternalID != "" {
		params["ExternalId"] = r.ExternalID
	}
	var hide []string
	if r.MFASerial != "" {
		if r.MFA == nil {
			return creds.Credentials{}, &creds.Error{Source: source,
				Reason: "the role " + r.RoleARN + " wants a code of " + r.MFASerial + ", and there is no MFA to ask for it"}
		}
		code, err := r.MFA(ctx, r.MFASerial)
		if err != nil {
			return creds.Credentials{}, failure.Of(source, "there is no code of "+r.MFASerial, err)
		}
		params["SerialNumber"], params["TokenCode"] = r.MFASerial, code
		hide = append(hide, code)
	}
	out, err := lite.New(sts.Service, r.Client).Call(ctx, sts.AssumeRole, params)
	if err != nil {
		return creds.Credentials{}, failure.Of(source, "the role "+r.RoleARN+" cannot be assumed", err, hide...)
	}
	return read(source, "i", out)
}

// parameters are the params that both operations have.
func parameters(role, session string, duration time.Duration, now func() time.Time) lite.Map {
	if session == "" {
		if now == nil {
			now = time.Now
		}
		session = "tucuxi-session-" + strconv.FormatInt(now().Unix(), 10)
	}
	params := lite.Map{"RoleArn": role, "RoleSessionName": session}
	if duration > 0 {
		params["DurationSeconds"] = int64(duration / time.Second)
	}
	return params
}

// read reads the output of either operation. The account is the one of the
// session's ARN: arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION.
func read(source, features string, out *lite.Output) (creds.Credentials, error) {
	keys := out.Get("Credentials")
	c := creds.Credentials{
		AccessKeyID:     strings.Clone(keys.Get("AccessKeyId").String()),
		SecretAccessKey: creds.NewSecret(strings.Clone(keys.Get("SecretAccessKey").String())),
		SessionToken:    creds.NewSecret(strings.Clone(keys.Get("SessionToken").String())),
		Expires:         keys.Get("Expiration").Time(),
		Source:          source,
		Features:        features,
	}
	if parts := strings.SplitN(out.Get("AssumedRoleUser", "Arn").String(), ":", 6); len(parts) == 6 {
		c.AccountID = strings.Clone(parts[4])
	}
	out.Release()
	if c.SessionToken.IsZero() || c.Expires.IsZero() {
		return creds.Credentials{}, &creds.Error{Source: source, Reason: "the answer of STS lacks SessionToken or Expiration"}
	}
	if err := c.Check(time.Time{}); err != nil {
		return creds.Credentials{}, err
	}
	return c, nil
}
