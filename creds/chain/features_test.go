package chain

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
)

// How credentials were found stands in them, as the ids of the User-Agent header,
// and the calls on the way have the ids of what they were made with.
func TestFeatures(t *testing.T) {
	const (
		role      = "role_arn = arn:aws:iam::123456789012:role/a\nregion = eu-west-3\n"
		keys      = "aws_access_key_id = A\naws_secret_access_key = S\n"
		ssoKeys   = `{"roleCredentials":{"accessKeyId":"A","secretAccessKey":"S","sessionToken":"T","expiration":32503680000000}}`
		ssoToken  = `{"accessToken":"t","expiresAt":"2999-01-01T00:00:00Z"}`
		ssoRole   = "sso_account_id = 123456789012\nsso_role_name = r\n"
		ssoWhere  = "sso_start_url = https://x\nsso_region = eu-west-3\n"
		ofSession = "/home/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json" // SHA-1 of "dev"
		ofURL     = "/home/.aws/sso/cache/98383e6608d65e46b24bbd92582bc8d916605a21.json"
	)
	web := strings.ReplaceAll(roleAnswer, "AssumeRoleResult", "AssumeRoleWithWebIdentityResult")
	for name, c := range map[string]struct {
		env          map[string]string
		config       string
		answers      []string
		want, onWire string // onWire: of the last call
	}{
		"environment":      {map[string]string{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S"}, "", nil, "g", ""},
		"keys of a file":   {nil, "[default]\n" + keys, nil, "n", ""},
		"source profile":   {nil, roleConfig, []string{roleAnswer}, "o,n,i", "o,n"},
		"two roles":        {nil, "[default]\n" + role + "source_profile = b\n[profile b]\n" + role + "source_profile = c\n[profile c]\n" + keys, []string{roleAnswer, roleAnswer}, "o,n,i", "o,n,i"},
		"named source":     {map[string]string{"AWS_PROFILE": "p", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1/x"}, "[profile p]\n" + role + "credential_source = EcsContainer\n", []string{containerAnswer, roleAnswer}, "p,z,i", "p,z"},
		"container":        {map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1/x"}, "", []string{containerAnswer}, "z", ""},
		"instance":         {map[string]string{"AWS_EC2_METADATA_DISABLED": ""}, "", []string{"token", "role", containerAnswer}, "0", ""},
		"web identity":     {map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/a", "AWS_REGION": "eu-west-3"}, "", []string{web}, "h,k", ""},
		"web, profile":     {nil, "[default]\n" + role + "web_identity_token_file = /t\n", []string{web}, "q,k", ""},
		"SSO, session":     {nil, "[default]\nsso_session = dev\n" + ssoRole + "[sso-session dev]\n" + ssoWhere, []string{ssoKeys}, "r,s", ""},
		"SSO, older":       {nil, "[default]\n" + ssoRole + ssoWhere, []string{ssoKeys}, "t,u", ""},
		"process":          {nil, "[default]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\"}'\n", nil, "v,w", ""},
		"process and role": {nil, "[default]\n" + role + "source_profile = b\n[profile b]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\"}'\n", []string{roleAnswer}, "o,v,w,i", "o,v,w"},
	} {
		t.Run(name, func(t *testing.T) {
			var answers []replay.Answer
			for _, body := range c.answers {
				answers = append(answers, replay.Answer{Status: 200, Body: body})
			}
			s, f, transport := source(t, c.env, c.config, answers...)
			f.texts["/t"], f.texts[ofSession], f.texts[ofURL] = "token", ssoToken, ssoToken
			got, err := s.Retrieve(t.Context())
			if err != nil || got.Features != c.want {
				t.Fatalf("%q, %v, want %q; read %q", got.Features, err, c.want, f.asked)
			}
			if c.onWire != "" {
				agent := transport.Requests[len(transport.Requests)-1].Header["user-agent"]
				if _, ids, _ := strings.Cut(agent, " m/"); !strings.Contains(ids, ","+c.onWire+" ") {
					t.Errorf("%q, want %s in it", agent, c.onWire)
				}
			}
		})
	}
}
