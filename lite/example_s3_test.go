package lite_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litetest"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// newBucket is lite.New(s3.Service, lite.Config{}) with a bucket for the
// examples.
func newBucket() *lite.Client {
	objects := map[string][]byte{"2026/report.txt": []byte("all is well\n")}
	fake := litetest.New(litetest.Standalone(), s3.Service)
	fake.On(s3.PutObject).AnswerFunc(func(p lite.Map) (lite.Map, error) {
		objects[p["Key"].(string)] = p["Body"].([]byte)
		return lite.Map{"ETag": `"0cc175b9c0f1b6a831c399e269772661"`}, nil
	})
	fake.On(s3.GetObject).AnswerFunc(func(p lite.Map) (lite.Map, error) {
		content, ok := objects[p["Key"].(string)]
		if !ok {
			return nil, s3.ErrNoSuchKey
		}
		return lite.Map{"Body": content, "ContentType": "text/plain"}, nil
	})
	return fake.Client
}

// An upload takes any io.Reader. With a file, or another io.Seeker, it can be
// sent again after a failure, and no copy of it is held.
func ExampleClient_Call_upload() {
	bucket := newBucket() // lite.New(s3.Service, lite.Config{})
	path := filepath.Join(os.TempDir(), "tucuxi-example.txt")
	os.WriteFile(path, []byte("hello\n"), 0o600)
	defer os.Remove(path)

	file, err := os.Open(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	out, err := bucket.Call(context.Background(), s3.PutObject, lite.Map{
		"Bucket":      "reports",
		"Key":         "2026/hello.txt",
		"Body":        file,
		"ContentType": "text/plain",
		"Metadata":    map[string]string{"author": "ann"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(out.Get("ETag"))
	// Output: "0cc175b9c0f1b6a831c399e269772661"
}

// A download is a stream, which the caller closes. Its checksum is checked on
// the way.
func ExampleClient_Call_download() {
	bucket := newBucket() // lite.New(s3.Service, lite.Config{})

	out, err := bucket.Call(context.Background(), s3.GetObject, lite.Map{"Bucket": "reports", "Key": "2026/report.txt"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer out.Body.Close()
	fmt.Println(out.Get("ContentType"), out.Get("ContentLength").Int())
	if _, err := io.Copy(os.Stdout, out.Body); err != nil {
		fmt.Println(err)
	}
	// Output:
	// text/plain 12
	// all is well
}

// Whoever has the URL can download the object for a quarter of an hour.
func ExampleClient_Presign() {
	bucket := newBucket() // lite.New(s3.Service, lite.Config{})

	p, err := bucket.Presign(context.Background(), s3.GetObject, lite.Map{"Bucket": "reports", "Key": "2026/report.txt"}, 15*time.Minute)
	if err != nil {
		fmt.Println(err)
		return
	}
	url, query, _ := strings.Cut(p.URL, "?")
	fmt.Println(p.Method, url)
	fmt.Println(strings.Contains(query, "X-Amz-Expires=900"))
	// Output:
	// GET https://reports.s3.us-east-1.amazonaws.com/2026/report.txt
	// true
}
