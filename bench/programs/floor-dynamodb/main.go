// Command floor-dynamodb is base with the least that a GetItem over net/http
// takes: a request put together by hand, signed with the standard library.
package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/once"
)

const (
	target      = "DynamoDB_20120810.GetItem"
	contentType = "application/x-amz-json-1.0"
	signed      = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	body := `{"TableName":"t","Key":{"id":{"S":"` + string(event) + `"}}}`
	url := os.Getenv("AWS_ENDPOINT_URL")
	if url == "" {
		url = "https://dynamodb." + os.Getenv("AWS_REGION") + ".amazonaws.com"
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/", strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	date, token := time.Now().UTC().Format("20060102T150405Z"), os.Getenv("AWS_SESSION_TOKEN")
	hash := sha256.Sum256([]byte(body))
	canonical := sha256.Sum256([]byte("POST\n/\n\ncontent-type:" + contentType + "\nhost:" + r.Host + "\nx-amz-date:" + date +
		"\nx-amz-security-token:" + token + "\nx-amz-target:" + target + "\n\n" + signed + "\n" + hex.EncodeToString(hash[:])))
	scope := date[:8] + "/" + os.Getenv("AWS_REGION") + "/dynamodb/aws4_request"
	key := []byte("AWS4" + os.Getenv("AWS_SECRET_ACCESS_KEY"))
	for part := range strings.SplitSeq(scope, "/") {
		key = sum(key, part)
	}
	signature := sum(key, "AWS4-HMAC-SHA256\n"+date+"\n"+scope+"\n"+hex.EncodeToString(canonical[:]))
	r.Header = http.Header{
		"Authorization": {"AWS4-HMAC-SHA256 Credential=" + os.Getenv("AWS_ACCESS_KEY_ID") + "/" + scope +
			", SignedHeaders=" + signed + ", Signature=" + hex.EncodeToString(signature)},
		"Content-Type": {contentType}, "X-Amz-Date": {date}, "X-Amz-Security-Token": {token}, "X-Amz-Target": {target},
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	_, name, ok := bytes.Cut(text, []byte(`"name":{"S":"`))
	name, _, both := bytes.Cut(name, []byte(`"`))
	if !ok || !both || answer.StatusCode != http.StatusOK {
		return nil, errors.New(string(text))
	}
	return name, nil
}

func sum(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func main() { once.Start(handler{}) }
