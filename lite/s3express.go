package lite

import (
	"context"
	"errors"
	"sync"

	"github.com/tucuxi-go/tucuxi/creds"
)

var errNoCreateSession = errors.New("the model lacks CreateSession, which directory buckets need")

// s3Sessions are the sessions with directory buckets, by bucket. A session is
// credentials for one bucket, valid for five minutes.
//
// Source: Amazon S3 API Reference, "CreateSession".
type s3Sessions struct {
	mu    sync.Mutex
	known map[string]*creds.Cache
}

// maxSessions bounds the table; when it is full, any session gives way.
const maxSessions = 100

// of is the cache of a bucket's session, which asks x for it.
func (s *s3Sessions) of(bucket string, x *s3Extra) *creds.Cache {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.known[bucket]; c != nil {
		return c
	}
	if s.known == nil {
		s.known = make(map[string]*creds.Cache)
	}
	if len(s.known) >= maxSessions {
		for name := range s.known {
			delete(s.known, name)
			break
		}
	}
	bucket = string([]byte(bucket)) // the caller's may be a view
	c := creds.NewCache(creds.ProviderFunc(func(ctx context.Context) (creds.Credentials, error) {
		return x.createSession(ctx, bucket)
	}))
	s.known[bucket] = c
	return c
}

// credentials is that of Extra.
func (x *s3Extra) credentials(k *call) (creds.Credentials, error) {
	if k.op.Name() == "CreateSession" {
		return creds.Credentials{}, errAuthScheme // a session is no way to a session
	}
	return x.sessions.of(x.bucketOf(k), x).Retrieve(k.ctx)
}

// createSession makes a session with a bucket.
func (x *s3Extra) createSession(ctx context.Context, bucket string) (creds.Credentials, error) {
	op, ok := x.c.model.OperationNamed("CreateSession")
	if !ok {
		return creds.Credentials{}, errNoCreateSession
	}
	out, err := x.c.Call(ctx, operation(op), Map{"Bucket": bucket})
	if err != nil {
		return creds.Credentials{}, err
	}
	defer out.Release()
	got := out.Get("Credentials")
	text := func(name string) string { return string([]byte(got.Get(name).String())) }
	return creds.Credentials{
		AccessKeyID: text("AccessKeyId"), SecretAccessKey: creds.NewSecret(text("SecretAccessKey")),
		SessionToken: creds.NewSecret(text("SessionToken")), Expires: got.Get("Expiration").Time(), Source: "s3 session",
	}, nil
}
