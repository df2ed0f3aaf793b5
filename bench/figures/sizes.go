package figures

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/tucuxi-go/tucuxi/bench/build"
	"github.com/tucuxi-go/tucuxi/bench/chart"
)

// weighed are the programs of the table; the first is what others are compared
// with. Those with brief are weighed in CI.
var weighed = []struct {
	program, what string
	brief         bool
	kind          chart.Kind
}{
	{"base", "a handler with aws-lambda-go alone", true, chart.Floor},
	{"floor-dynamodb", "GetItem by hand over net/http", false, chart.Floor},
	{"tucuxi-rules", "the evaluator of endpoint rules alone", true, chart.Ours},
	{"tucuxi-rooms", "the rooms beneath the client, by hand", true, chart.Ours},
	{"tucuxi-sqs", "Tucuxi, SQS", true, chart.Ours},
	{"tucuxi-dynamodb", "Tucuxi, DynamoDB", true, chart.Ours},
	{"tucuxi-s3", "Tucuxi, S3", true, chart.Ours},
	{"tucuxi-six", "Tucuxi, six services", true, chart.Ours},
	{"tucuxi-eight", "Tucuxi, eight services", true, chart.Ours},
	{"tucuxi-all", "Tucuxi, all services", false, chart.Ours},
	{"v2-dynamodb", "aws-sdk-go-v2, DynamoDB", false, chart.V2},
	{"v2-dynamodb-noconfig", "the same without its config module", false, chart.V2},
	{"v2-s3", "aws-sdk-go-v2, S3", false, chart.V2},
	{"v2-eight", "aws-sdk-go-v2, eight services", false, chart.V2},
	{"minio-s3", "minio-go, S3", false, chart.Minio},
}

// reflected are the programs of ours that are weighed with net/rpc and
// text/template too.
var reflected = []string{"tucuxi-dynamodb", "tucuxi-s3", "tucuxi-eight"}

// Sizes weighs binaries.
func Sizes(o Options) (*Section, error) {
	s := &Section{ID: "sizes", Title: "Size", Text: "Binaries as they are deployed: `-trimpath -ldflags=\"-s -w\" -tags lambda.norpc`, CGO off. The zip is what Lambda gets: one file, `bootstrap`."}
	arches := []string{"amd64"}
	if o.Full {
		arches = []string{"amd64", "arm64"}
	}
	for _, arch := range arches {
		if err := s.weigh(o, arch); err != nil {
			return nil, err
		}
	}
	return s, s.reflect(o)
}

// weigh adds the table of an architecture.
func (s *Section) weigh(o Options, arch string) error {
	t := Table{Title: "linux/" + arch, Head: []string{"program", "|", "bytes", "over base", "zip", "over base"}}
	base, baseZip := 0, 0
	c := chart.Chart{Name: "sizes", Title: "What a client adds to a Lambda handler", Note: "KB (1000 bytes) of the stripped binary for linux/" + arch}
	for _, w := range weighed {
		if !w.brief && !o.Full {
			continue
		}
		file, err := build.Program(o.Dir, w.program, build.Options{Arch: arch})
		if err != nil {
			return err
		}
		binary, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		size, packed := len(binary), 0
		if o.Full {
			if packed, err = zipped(binary); err != nil {
				return err
			}
		}
		if base == 0 {
			base, baseZip = size, packed
		}
		t.row(w.program, w.what, Grouped(size), Grouped(size-base), Grouped(packed), Grouped(packed-baseZip))
		if arch != "amd64" {
			continue
		}
		if size > base {
			s.add(float64(size-base), "%s over base", w.program)
			c.Bars = append(c.Bars, chart.Bar{Label: w.program, Text: Grouped((size-base)/1000) + " KB", Value: float64(size - base), Kind: w.kind})
		}
	}
	s.Tables = append(s.Tables, t)
	if arch == "amd64" {
		s.Charts = append(s.Charts, c)
	}
	return nil
}

// zipped is the size of a deployment package.
func zipped(binary []byte) (int, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	w, err := z.Create("bootstrap")
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(binary); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return b.Len(), nil
}

// reflect adds what clients add to programs that look methods up by name, for
// which the linker keeps methods that nobody calls.
func (s *Section) reflect(o Options) error {
	t := Table{
		Title: "What they add to a program that has net/rpc and text/template, which keep every method that reflection might find:",
		Head:  []string{"program", "over base", "over base, with both", "difference"},
	}
	var bases [2]int
	for i, with := range []bool{false, true} {
		var err error
		if bases[i], err = build.Size(o.Dir, "base", build.Options{RPC: with, Text: with}); err != nil {
			return err
		}
	}
	programs := slices.Clone(reflected)
	if o.Full {
		programs = append(programs, "v2-dynamodb", "v2-s3", "minio-s3")
	}
	for i, program := range programs {
		var added [2]int
		for j, with := range []bool{false, true} {
			size, err := build.Size(o.Dir, program, build.Options{RPC: with, Text: with})
			if err != nil {
				return err
			}
			added[j] = size - bases[j]
		}
		t.row(program, Grouped(added[0]), Grouped(added[1]), Grouped(added[1]-added[0]))
		if i < len(reflected) {
			s.add(float64(max(added[1]-added[0], added[0]-added[1])), "%s: more or less with net/rpc and text/template", program)
		}
	}
	s.Tables = append(s.Tables, t)
	return nil
}

// kilobytes is bytes in KB of 1024.
func kilobytes(bytes float64) string { return fmt.Sprintf("%.0f", bytes/1024) }
