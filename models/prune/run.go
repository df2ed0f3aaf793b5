package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/embed"
)

// options are the command's flags.
type options struct {
	botocore, release     string
	service, ops, pkg     string
	out, describe         string
	list, sizes           bool
	rest                  []string
	library               library
	stdout, stderr, usage io.Writer
}

// errUsage marks errors in the flags themselves.
var errUsage = errors.New("wrong flags")

// run is the command; it returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	o := options{library: library{embed.FS}, stdout: stdout, stderr: stderr}
	flags := flag.NewFlagSet("prune", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.botocore, "botocore", "", "compile all services of this botocore data `folder`")
	flags.StringVar(&o.release, "release", "", "the `name` of the release that -botocore holds, such as \"botocore 1.44.5\"")
	flags.StringVar(&o.service, "service", "", "cut operations out of the `service` of this client name")
	flags.StringVar(&o.ops, "ops", "", "the `operations` to keep, separated by commas; default: all")
	flags.StringVar(&o.out, "out", "", "the `folder` to write")
	flags.StringVar(&o.pkg, "package", "", "the `name` of the package to write; default: the folder's")
	flags.StringVar(&o.describe, "describe", "", "print input, output and errors of `service.Operation`")
	flags.BoolVar(&o.list, "list", false, "list services, or the operations of the service named after it")
	flags.BoolVar(&o.sizes, "sizes", false, "print the sizes of all models as a Markdown table")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	o.rest = flags.Args()
	err := o.dispatch()
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		fmt.Fprintln(stderr, "prune:", err)
		flags.Usage()
		return 2
	}
	fmt.Fprintln(stderr, "prune:", err)
	return 1
}

// dispatch does the one thing that the flags ask for.
func (o *options) dispatch() error {
	var asked []string
	for _, mode := range []struct {
		name string
		on   bool
	}{
		{"-botocore", o.botocore != ""}, {"-service", o.service != ""}, {"-describe", o.describe != ""},
		{"-list", o.list}, {"-sizes", o.sizes},
	} {
		if mode.on {
			asked = append(asked, mode.name)
		}
	}
	if len(asked) != 1 {
		return fmt.Errorf("%w: exactly one of -botocore, -service, -describe, -list and -sizes is wanted, not %d (%s)",
			errUsage, len(asked), strings.Join(asked, ", "))
	}
	if len(o.rest) > 1 || len(o.rest) == 1 && !o.list {
		return fmt.Errorf("%w: %q is left over", errUsage, o.rest)
	}
	if (o.botocore != "" || o.service != "") && o.out == "" {
		return fmt.Errorf("%w: %s needs -out", errUsage, asked[0])
	}
	switch {
	case o.botocore != "":
		return o.refresh()
	case o.service != "":
		return o.subset()
	case o.describe != "":
		return o.describeOperation()
	case o.sizes:
		return o.printSizes()
	case len(o.rest) == 1:
		return o.listOperations(o.rest[0])
	}
	return o.listServices()
}
