package main

import (
	"crypto/tls"
	"encoding/base64"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/startup"
)

// server answers the eight operations of the programs, and notes when it first
// gets a signed request.
type server struct {
	*httptest.Server
	port  string
	close bool         // connections after each answer
	first atomic.Int64 // Unix nanoseconds; 0: none yet
}

func serve(task *startup.Task, scenario *startup.Scenario) (*server, error) {
	s := &server{close: scenario.Close}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.answer))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // connections that processes leave when they end
	if scenario.TLS {
		chain, err := tls.LoadX509KeyPair(task.Certificate, task.Key)
		if err != nil {
			return nil, err
		}
		s.TLS = &tls.Config{Certificates: []tls.Certificate{chain}, SessionTicketsDisabled: scenario.Forget}
		s.StartTLS()
	} else {
		s.Start()
	}
	_, s.port, _ = net.SplitHostPort(s.Listener.Addr().String())
	return s, nil
}

// endpoint is what AWS_ENDPOINT_URL says.
func (s *server) endpoint(program string) string {
	switch {
	case s.TLS == nil:
		return "http://127.0.0.1:" + s.port
	case strings.HasPrefix(program, "minio-"):
		return "https://" + startup.Elsewhere + ":" + s.port
	case strings.HasSuffix(program, "-s3"):
		return "https://" + startup.Store + ":" + s.port
	}
	return "https://" + startup.Database + ":" + s.port
}

const item = `{"Item":{"id":{"S":"user-1"},"name":{"S":"Ada 1"},"age":{"N":"36"},"admin":{"BOOL":true},"tags":{"L":[{"S":"a"},{"S":"b"}]}}}`

// answers by the end of X-Amz-Target.
var answers = map[string]string{
	"GetItem":        item,
	"GetSecretValue": `{"Name":"user-1","SecretString":"secret"}`,
	"GetParameter":   `{"Parameter":{"Name":"user-1","Value":"value"}}`,
}

func (s *server) answer(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		s.first.CompareAndSwap(0, time.Now().UnixNano())
	}
	body, _ := io.ReadAll(r.Body)
	text, kind := "", "application/x-amz-json-1.0"
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	switch {
	case operation == "SendMessage":
		text = `{"MessageId":"219f8380-5770-4cc2-8c3e-5c715e145f5e","MD5OfMessageBody":"` + md5Of(body) + `"}`
	case operation != "":
		text = answers[operation]
	case strings.Contains(string(body), "Action=Publish"):
		kind, text = "text/xml", `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult></PublishResponse>`
	case strings.Contains(string(body), "Action=GetCallerIdentity"):
		kind, text = "text/xml", `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
	case r.Method == http.MethodPost:
		kind, text = "application/json", `{"statusCode":200}`
	default:
		kind, text = "text/csv", strings.Repeat("0123456789abcdef", 64)
		w.Header().Set("ETag", `"9b2cf535f27731c974343645a3985328"`)
		w.Header().Set("Last-Modified", "Sun, 01 Nov 2026 12:00:00 GMT")
	}
	w.Header().Set("Content-Type", kind)
	if s.close {
		w.Header().Set("Connection", "close")
	}
	if kind == "application/x-amz-json-1.0" {
		w.Header().Set("X-Amz-Crc32", crcOf(text))
	}
	io.WriteString(w, text)
}

// token has about the length of a Lambda function's session token.
var token = base64.StdEncoding.EncodeToString([]byte(strings.Repeat("session token, ", 50)))
