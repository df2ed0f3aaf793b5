package lite_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/bedrockruntime"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/lexv2runtime"
	"github.com/tucuxi-go/tucuxi/models/embed/polly"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

const streamSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

// signedEvents reads the events of a request and checks the signature of each,
// by its own means.
type signedEvents struct {
	r                       *eventstream.Reader
	key                     []byte
	scope, previous, amzDay string
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// newSignedEvents starts at the signature in the request's header.
func newSignedEvents(r *http.Request) *signedEvents {
	authorization := r.Header.Get("Authorization")
	_, rest, _ := strings.Cut(authorization, "Credential=AKIDEXAMPLE/")
	scope, _, _ := strings.Cut(rest, ",")
	_, seed, _ := strings.Cut(authorization, "Signature=")
	key := []byte("AWS4" + streamSecret)
	for part := range strings.SplitSeq(scope, "/") {
		key = mac(key, part)
	}
	return &signedEvents{r: eventstream.NewReader(r.Body), key: key, scope: scope, previous: seed}
}

// next is the message inside the next signed one; io.EOF after the one that is
// the end.
func (s *signedEvents) next() (m eventstream.Message, err error) {
	outer, _, err := s.r.Next(nil)
	if err == io.EOF {
		return m, io.ErrUnexpectedEOF // without the message that is the end
	}
	if err != nil {
		return m, err
	}
	date, _ := outer.Headers.Get(":date")
	signature, _ := outer.Headers.Get(":chunk-signature")
	dated, _ := eventstream.Headers(nil).Append(":date", date)
	toSign := "AWS4-HMAC-SHA256-PAYLOAD\n" + date.Time().Format("20060102T150405Z") + "\n" + s.scope + "\n" + s.previous + "\n" + sum(dated) + "\n" + sum(outer.Payload)
	want := mac(s.key, toSign)
	if !hmac.Equal(want, signature.Bytes()) {
		return m, errors.New("a wrong signature")
	}
	if s.previous = hex.EncodeToString(want); len(outer.Payload) == 0 {
		return m, io.EOF
	}
	return eventstream.Parse(outer.Payload)
}

// serve is an HTTP/2 server on loopback, without TLS. It wants HTTP/2.
func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	var protocols http.Protocols
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Protocols: &protocols, Handler: h}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return "http://" + l.Addr().String()
}

func streamClient(service lite.Service, endpoint string) *lite.Client {
	return lite.New(service, lite.Config{Region: "eu-west-1", Endpoint: endpoint, Credentials: creds.Static("AKIDEXAMPLE", streamSecret, "")})
}

// echo answers each event as it comes with one of the given kind, whose payload
// reply makes of the event's.
func echo(t *testing.T, kind string, reply func(eventstream.Message) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 || r.Header.Get("Content-Type") != "application/vnd.amazon.eventstream" ||
			r.Header.Get("X-Amz-Content-Sha256") != "STREAMING-AWS4-HMAC-SHA256-EVENTS" || r.ContentLength != -1 {
			t.Errorf("%s, %v, %d", r.Proto, r.Header, r.ContentLength)
		}
		w.Header().Set("X-Amzn-Requestid", "R1")
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		for events := newSignedEvents(r); ; {
			m, err := events.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			io.WriteString(w, eventOf(kind, reply(m)))
			w.(http.Flusher).Flush()
		}
	}
}

// TestBothWays talks: each event is sent after the answer to the one before.
func TestBothWays(t *testing.T) {
	url := serve(t, echo(t, "TranscriptEvent", func(m eventstream.Message) string {
		return `{"transcript":"` + m.Headers.Text(":event-type") + " " + strings.ReplaceAll(string(m.Payload), `"`, "'") + `"}`
	}))
	s, err := streamClient(lexv2runtime.Service, url).Stream(t.Context(), lexv2runtime.StartConversation, lite.Map{
		"botId": "0123456789", "botAliasId": "9876543210", "localeId": "en_GB", "sessionId": "session", "conversationMode": "TEXT",
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	inputs := []struct {
		event  string
		params lite.Map
		want   string
	}{
		{"ConfigurationEvent", lite.Map{"responseContentType": "audio/mpeg"}, "ConfigurationEvent {'responseContentType':'audio/mpeg'}"},
		{"TextInputEvent", lite.Map{"text": "hello"}, "TextInputEvent {'text':'hello'}"},
		{"AudioInputEvent", lite.Map{"audioChunk": []byte("pcm"), "contentType": "audio/lpcm"}, "AudioInputEvent {'audioChunk':'cGNt','contentType':'audio/lpcm'}"},
		{"DisconnectionEvent", nil, "DisconnectionEvent {}"},
	}
	if err := s.Send(inputs[0].event, inputs[0].params); err != nil {
		t.Fatal(err)
	}
	n := 0
	for event, err := range s.Events() {
		if err != nil {
			t.Fatal(err)
		}
		if got := event.Get("transcript").String(); event.Type != "TranscriptEvent" || got != inputs[n].want {
			t.Errorf("%s %q, want %q", event.Type, got, inputs[n].want)
		}
		if n++; n < len(inputs) {
			err = s.Send(inputs[n].event, inputs[n].params)
		} else {
			err = s.CloseSend()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if out, err := s.Output(); n != len(inputs) || err != nil || out.RequestID != "R1" {
		t.Errorf("%d events, %v", n, err)
	}
	if err := s.Send("TextInputEvent", lite.Map{"text": "late"}); err == nil {
		t.Error("an event after the end is sent")
	}
}

// TestBothWaysOverTLS is the same over TLS, with a transport of the caller's, and
// with raw payloads.
func TestBothWaysOverTLS(t *testing.T) {
	server := httptest.NewUnstartedServer(echo(t, "AudioEvent", func(m eventstream.Message) string { return "audio of " + string(m.Payload) }))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	c := lite.New(polly.Service, lite.Config{
		Region: "eu-west-1", Endpoint: server.URL, Credentials: creds.Static("AKIDEXAMPLE", streamSecret, ""),
		Transport: lite.HTTPTransport(&http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}}),
	})
	s, err := c.Stream(t.Context(), polly.StartSpeechSynthesisStream, lite.Map{"Engine": "generative", "OutputFormat": "mp3", "VoiceId": "Amy"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := errors.Join(s.Send("TextEvent", lite.Map{"Text": "hi"}), s.Send("CloseStreamEvent", nil), s.CloseSend()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for event, err := range s.Events() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(event.Get("AudioChunk").Bytes()))
	}
	if want := `audio of {"Text":"hi"}|audio of `; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestTwoWayTransport is the transport of clients that configure none, over TLS.
func TestTwoWayTransport(t *testing.T) {
	server := httptest.NewUnstartedServer(echo(t, "chunk", func(m eventstream.Message) string { return string(m.Payload) }))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	bundle := filepath.Join(t.TempDir(), "bundle.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(bundle, text, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CA_BUNDLE", bundle)
	s, err := streamClient(bedrockruntime.Service, server.URL).Stream(t.Context(), bedrockruntime.InvokeModelWithBidirectionalStream, lite.Map{"modelId": "m"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := errors.Join(s.Send("chunk", lite.Map{"bytes": "x"}), s.CloseSend()); err != nil {
		t.Error(err)
	}
	n := 0
	for _, err := range s.Events() {
		if n++; err != nil {
			t.Error(err)
		}
	}
	if n != 1 {
		t.Errorf("%d events", n)
	}
}

// TestManyEvents sends 20 MB from one goroutine while another reads.
func TestManyEvents(t *testing.T) {
	url := serve(t, echo(t, "chunk", func(m eventstream.Message) string { return string(m.Payload) }))
	s, err := streamClient(bedrockruntime.Service, url).Stream(t.Context(), bedrockruntime.InvokeModelWithBidirectionalStream, lite.Map{"modelId": "amazon.nova-sonic-v1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const events, size = 300, 64 << 10
	sent := make(chan error, 1)
	go func() {
		chunk := make([]byte, size)
		for range events {
			if err := s.Send("chunk", lite.Map{"bytes": chunk}); err != nil {
				sent <- err
				return
			}
		}
		sent <- s.CloseSend()
	}()
	n := 0
	for event, err := range s.Events() {
		if err != nil {
			t.Fatal(err)
		}
		if len(event.Get("bytes").Bytes()) != size {
			t.Fatalf("%d bytes", len(event.Get("bytes").Bytes()))
		}
		n++
		event.Release()
	}
	if err := <-sent; err != nil || n != events {
		t.Errorf("%d events, %v", n, err)
	}
}

func TestStreamRefused(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Amzn-Errortype", "ValidationException")
		w.WriteHeader(400)
		io.WriteString(w, `{"message":"no such model"}`)
	})
	s, err := streamClient(bedrockruntime.Service, url).Stream(t.Context(), bedrockruntime.InvokeModelWithBidirectionalStream, lite.Map{"modelId": "m"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Output(); !errors.Is(err, bedrockruntime.ErrValidationException) {
		t.Error(err)
	}
	for range 3 { // one write may still be taken
		err = s.Send("chunk", lite.Map{"bytes": "x"})
	}
	if !errors.Is(err, bedrockruntime.ErrValidationException) {
		t.Errorf("Send: %v", err)
	}
	for _, err := range s.Events() {
		if !errors.Is(err, bedrockruntime.ErrValidationException) {
			t.Errorf("Events: %v", err)
		}
	}
}

// TestStreamsEnd: nobody waits forever, whoever ends the stream.
func TestStreamsEnd(t *testing.T) {
	silent := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	ending := serve(t, func(w http.ResponseWriter, r *http.Request) { // before the input ends
		io.WriteString(w, eventOf("chunk", "{}"))
	})
	start := func(ctx context.Context, url string) *lite.Stream {
		s, err := streamClient(bedrockruntime.Service, url).Stream(ctx, bedrockruntime.InvokeModelWithBidirectionalStream, lite.Map{"modelId": "m"})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	fill := func(s *lite.Stream) error {
		for {
			if err := s.Send("chunk", lite.Map{"bytes": make([]byte, 64<<10)}); err != nil {
				return err
			}
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	s := start(ctx, silent)
	for _, err := range s.Events() {
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the context ends: Events: %v", err)
		}
	}
	if err := fill(s); err == nil {
		t.Error("the context ends: Send goes on")
	}
	s.Close()

	s = start(t.Context(), silent)
	time.AfterFunc(100*time.Millisecond, func() { s.Close() })
	if err := fill(s); err == nil {
		t.Error("Close: Send goes on")
	}

	s = start(t.Context(), ending)
	if err := fill(s); err == nil {
		t.Error("the service ends: Send goes on")
	}
	s.Close()

	s = start(t.Context(), silent)
	go func() { time.Sleep(50 * time.Millisecond); s.Close() }()
	for _, err := range s.Events() {
		if err == nil {
			t.Error("an event out of nothing")
		}
	}
}

func TestStreamParams(t *testing.T) {
	c := streamClient(bedrockruntime.Service, "http://127.0.0.1:1")
	if _, err := c.Stream(t.Context(), bedrockruntime.InvokeModelWithBidirectionalStream, nil); err == nil || !strings.Contains(err.Error(), "modelId: a required member is missing") {
		t.Error(err)
	}
	if _, err := c.Stream(t.Context(), bedrockruntime.ConverseStream, lite.Map{"modelId": "m"}); err == nil || !strings.Contains(err.Error(), "takes no event stream") {
		t.Error(err)
	}
	if _, err := c.Call(t.Context(), bedrockruntime.InvokeModelWithBidirectionalStream, lite.Map{"modelId": "m"}); err == nil || !strings.Contains(err.Error(), "Client.Stream") {
		t.Error(err)
	}
	if _, err := streamClient(dynamodb.Service, "http://127.0.0.1:1").Stream(t.Context(), dynamodb.GetItem, nil); err == nil {
		t.Error("DynamoDB takes events")
	}
	s, err := c.Stream(t.Context(), bedrockruntime.InvokeModelWithBidirectionalStream, lite.Map{"modelId": "m"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var fault *lite.ParamError
	if err := s.Send("chunk", lite.Map{"byte": "x"}); !errors.As(err, &fault) || !strings.Contains(err.Error(), `the nearest is "bytes"`) {
		t.Error(err)
	}
	if err := s.Send("chunks", nil); !errors.As(err, &fault) {
		t.Error(err)
	}
	if _, err := s.Output(); err == nil {
		t.Error("an answer of nobody")
	}
}
