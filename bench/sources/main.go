// Command sources builds a Lambda handler with each source of credentials, and
// prints what it adds to a client that has the environment alone, as the Markdown
// table of docs/configuration.md.
//
//	go run ./bench/sources [-arch amd64]
//
// Programs are built as for deployment, see package build.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// sources are the build tags of tucuxi-source and what is linked with them.
var sources = []struct{ tag, name string }{
	{"container", "`creds/container`"},
	{"process", "`creds/process`"},
	{"imds", "`creds/imds`"},
	{"profile", "`creds/profile`: keys in the two files"},
	{"webidentity", "`creds/sts`: `WebIdentity`"},
	{"sts", "`creds/sts`: `AssumeRole`"},
	{"sso", "`creds/sso`"},
	{"login", "`creds/login`"},
	{"chain", "`creds/chain`: all of them, and the profile's settings"},
}

func main() {
	arch := flag.String("arch", "amd64", "GOARCH")
	flag.Parse()
	if err := run(*arch); err != nil {
		fmt.Fprintln(os.Stderr, "sources:", err)
		os.Exit(1)
	}
}

func run(arch string) error {
	dir, err := os.MkdirTemp("", "sources")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path, err := lambdaPath(dir, arch)
	if err != nil {
		return err
	}
	client, err := build.Loaded(dir, "tucuxi-source", build.Options{Arch: arch})
	if err != nil {
		return err
	}
	fmt.Println("| Source | Adds |")
	fmt.Println("| --- | --: |")
	fmt.Printf("| `creds`: environment and cache, over a program without a client | %s |\n", kilobytes(path))
	for _, s := range sources {
		size, err := build.Loaded(dir, "tucuxi-source", build.Options{Arch: arch, Tag: "source_" + s.tag})
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %s |\n", s.name, kilobytes(size-client))
	}
	return nil
}

// lambdaPath is what finding credentials in a Lambda function adds to a handler
// without client.
func lambdaPath(dir, arch string) (int, error) {
	base, err := build.Loaded(dir, "base", build.Options{Arch: arch})
	if err != nil {
		return 0, err
	}
	size, err := build.Loaded(dir, "tucuxi-creds", build.Options{Arch: arch})
	return size - base, err
}

func kilobytes(n int) string { return fmt.Sprintf("%d KB", (n+512)/1024) }
